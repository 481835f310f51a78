//! Characters that cannot be seen, or that turn the text around them.

use std::borrow::Cow;

/// `text` with control characters, direction marks and zero-width characters shown as signs; line breaks and tabs
/// stay. What a person reads is then what is there
/// (<https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing>).
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        let code = u32::from(character);
        match character {
            _ if !is_hidden(character) => shown.push(character),
            // Each has a picture in this block of Unicode.
            '\0'..='\x1f' => shown.extend(char::from_u32(0x2400 + code)),
            '\x7f' => shown.push('\u{2421}'),
            _ => shown.push_str(&format!("⟨U+{code:04X}⟩")),
        }
    }
    Cow::Owned(shown)
}

/// Whether nothing, or something else, is seen where the character stands.
pub(super) fn is_hidden(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        _ if character.is_control() => true,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' => true,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' => true,
        '\u{e0000}'..='\u{e0fff}' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_shown_and_the_rest_stays() {
        assert_eq!(
            visible("a\0b\x1b[31m\u{202e}gpj\u{2066}\u{feff}"),
            "a␀b␛[31m⟨U+202E⟩gpj⟨U+2066⟩⟨U+FEFF⟩"
        );
        assert_eq!(visible("zwei\nZeilen\tünd 日本 🙂"), "zwei\nZeilen\tünd 日本 🙂");
        assert!(visible("a\u{85}b\u{e0041}").chars().all(|c| !is_hidden(c)));
    }
}
