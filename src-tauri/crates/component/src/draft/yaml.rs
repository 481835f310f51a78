//! Writing new YAML: scalars that read back as the text they were made from.

/// `text` as a YAML scalar on one line.
pub(super) fn quoted(text: &str) -> String {
    let plain = !text.is_empty()
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | ',' | '(' | ')' | '/'))
        && !text.ends_with(' ')
        && !matches!(
            text.to_ascii_lowercase().as_str(),
            "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
        );
    if plain {
        return text.to_owned();
    }
    // JSON strings are YAML strings, and hold every character.
    let mut written = String::with_capacity(text.len() + 2);
    written.push('"');
    for c in text.chars() {
        match c {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                written.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => written.push(c),
        }
    }
    written.push('"');
    written
}

/// `text` as a block scalar behind `key: ` or `- `, its lines indented by `indent`; in double quotes where a block
/// cannot hold it.
pub(super) fn block(text: &str, indent: usize) -> String {
    let fits = text
        .chars()
        .all(|c| c == '\n' || c == '\t' || !(c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}')));
    let body = text.trim_end_matches('\n');
    // A block that starts with a space or an empty line needs an indicator; quotes are easier to trust.
    if !fits || body.is_empty() || body.starts_with([' ', '\t', '\n']) {
        return format!("{}\n", quoted(text));
    }
    let mut written = String::from("|\n");
    for line in body.split('\n') {
        if !line.is_empty() {
            written.extend(std::iter::repeat_n(' ', indent));
            written.push_str(line);
        }
        written.push('\n');
    }
    written
}
