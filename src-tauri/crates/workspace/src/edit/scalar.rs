//! Writing a scalar so that it is read as what it is, in the style of its surroundings.

use ingot_component::yaml::{Scalar, ScalarKind, ScalarStyle};

/// Where a scalar is written, and how its like is written there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    /// The style to keep to where the text allows it.
    pub style: ScalarStyle,
    /// Inside brackets or braces, where `,` and brackets end a plain scalar.
    pub flow: bool,
    /// A number or a boolean is meant, so `20` stays without quotes.
    pub typed: bool,
}

impl Manner {
    /// Plain text in block style.
    pub const PLAIN: Self = Self {
        style: ScalarStyle::Plain,
        flow: false,
        typed: false,
    };

    pub fn in_flow(self, flow: bool) -> Self {
        Self { flow, ..self }
    }
}

/// The one-line form of `text`.
pub(super) fn write(text: &str, manner: Manner) -> String {
    match manner.style {
        ScalarStyle::SingleQuoted if is_printable(text) => single(text),
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => double(text),
        ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => {
            if is_plain(text, manner) {
                text.to_owned()
            } else if text.contains(['"', '\\']) && is_printable(text) {
                single(text)
            } else {
                double(text)
            }
        }
    }
}

/// `text` as a literal block scalar: `|`, then lines indented by `indent` spaces. `None` when it
/// has no such form without indicators. The last line has no line end.
pub(super) fn literal(text: &str, indent: usize, eol: &str) -> Option<String> {
    let (chomping, content) = match text.strip_suffix('\n') {
        Some(content) => ("", content),
        None => ("-", text),
    };
    let sound = !content.is_empty()
        && !content.starts_with([' ', '\n', '\t'])
        && !content.ends_with('\n')
        && content.chars().all(|c| c == '\n' || c == '\t' || is_printable_char(c))
        && !content.rsplit('\n').next().unwrap_or("").trim().is_empty();
    if !sound {
        return None;
    }
    let mut written = format!("|{chomping}");
    for line in content.split('\n') {
        written.push_str(eol);
        if !line.is_empty() {
            written.push_str(&" ".repeat(indent));
            written.push_str(line);
        }
    }
    Some(written)
}

fn single(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn double(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            '\r' => written.push_str("\\r"),
            c if is_printable_char(c) => written.push(c),
            c => {
                let code = u32::from(c);
                let escape = match code {
                    0..=0xff => format!("\\x{code:02x}"),
                    0x100..=0xffff => format!("\\u{code:04x}"),
                    _ => format!("\\U{code:08x}"),
                };
                written.push_str(&escape);
            }
        }
    }
    written.push('"');
    written
}

/// Whether `text` can stand without quotes and every YAML reader, those for version 1.1 included
/// (AWS's tools are among them), takes it for this text; for typed scalars, for this value.
fn is_plain(text: &str, manner: Manner) -> bool {
    let Some(first) = text.chars().next() else { return false };
    let kind = Scalar {
        text: text.to_owned(),
        style: ScalarStyle::Plain,
    }
    .kind();
    if kind != ScalarKind::Text {
        return manner.typed && kind != ScalarKind::Null;
    }
    if "-?:,[]{}#&*!|>'\"%@`=<~ ".contains(first) || text.ends_with([' ', ':']) {
        return false;
    }
    let ends_early = text.contains(": ") || text.contains(" #") || text == "...";
    // Readers disagree on a `-` that stands alone between brackets.
    let ends_in_flow = manner.flow && (text.contains([',', '[', ']', '{', '}']) || text.contains(" -"));
    is_printable(text) && !ends_early && !ends_in_flow && !means_more_in_yaml_1_1(text)
}

/// Booleans, base-60 and grouped numbers, dates (<https://yaml.org/type/>).
fn means_more_in_yaml_1_1(text: &str) -> bool {
    let words = ["y", "n", "yes", "no", "on", "off"];
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, '_' | ':' | '+' | ',' | '-' | 'T' | 'Z' | ' ');
    let digit_first = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '.'));
    let dots = text.matches('.').count();
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
        || (digit_first && dots <= 1 && text.chars().all(|c| numeric(c) || c == '.'))
        || (digit_first && text.len() > 10 && text.as_bytes().get(4) == Some(&b'-') && text.contains(':'))
        || text.starts_with("0b")
        || text.starts_with("0x")
        || text.starts_with("0o")
}

fn is_printable(text: &str) -> bool {
    text.chars().all(is_printable_char)
}

/// What may stand in a quoted scalar on one line as it is
/// (<https://yaml.org/spec/1.2.2/#51-character-set>), line separators and the byte-order mark
/// excepted.
fn is_printable_char(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use ingot_component::Source;
    use ingot_component::yaml;
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Scalar {
        let parsed = yaml::parse(&Source::new("a", text));
        assert_eq!(parsed.errors, [], "{text}");
        parsed.documents[0].get("a").unwrap().scalar().unwrap().clone()
    }

    #[test]
    fn what_yaml_would_take_for_something_else_is_quoted() {
        for text in [
            "",
            " ",
            "true",
            "NO",
            "12",
            "1.5",
            "1e3",
            "12:30",
            "2026-01-01",
            "0x1F",
            "~",
            "null",
            "- a",
            "a: b",
            "a #b",
            "*log",
            "{{ x }}",
            "@x",
            "1_000",
            "a:",
            "...",
        ] {
            let written = write(text, Manner::PLAIN);
            assert!(written.starts_with(['"', '\'']), "{text} became {written}");
            assert_eq!(read(&format!("a: {written}\n")).text, text);
        }
        for text in [
            "1.2.0",
            "1.x.x",
            "Component/sshd/1.0.0",
            "/dev/sda1",
            "arn:aws:imagebuilder:eu-central-1:aws:component/x/x.x.x",
            "512m",
            "Größe 1",
        ] {
            assert_eq!(write(text, Manner::PLAIN), text);
        }
    }

    #[test]
    fn typed_scalars_stay_bare_and_quotes_are_kept() {
        assert_eq!(
            write(
                "20",
                Manner {
                    typed: true,
                    ..Manner::PLAIN
                }
            ),
            "20"
        );
        assert_eq!(
            write(
                "a",
                Manner {
                    style: ScalarStyle::SingleQuoted,
                    ..Manner::PLAIN
                }
            ),
            "'a'"
        );
        assert_eq!(
            write(
                "it's",
                Manner {
                    style: ScalarStyle::SingleQuoted,
                    ..Manner::PLAIN
                }
            ),
            "'it''s'"
        );
        assert_eq!(write("a,b", Manner::PLAIN.in_flow(true)), "\"a,b\"");
        assert_eq!(write("say \"x\"", Manner::PLAIN), "say \"x\"");
        assert_eq!(write("\"x\"", Manner::PLAIN), "'\"x\"'");
    }

    proptest! {
        #[test]
        fn every_text_is_read_back(text in "(\\PC|[ \n\t\r\u{0}\u{85}\u{2028}\u{feff}:#'\"\\\\,\\[\\]{}-]){0,40}", style in 0..3_usize, flow: bool) {
            let style = [ScalarStyle::Plain, ScalarStyle::SingleQuoted, ScalarStyle::DoubleQuoted][style];
            let written = write(&text, Manner { style, flow, typed: false });
            let document = if flow { format!("{{a: {written}}}\n") } else { format!("a: {written}\n") };
            let scalar = read(&document);
            prop_assert_eq!(scalar.kind(), ScalarKind::Text);
            prop_assert_eq!(scalar.text, text);
        }

        #[test]
        fn literal_blocks_are_read_back(text in "[ -~\n]{0,60}", indent in 1..6_usize) {
            if let Some(written) = literal(&text, indent, "\n") {
                prop_assert_eq!(read(&format!("a: {written}\n")).text, text);
            }
        }
    }
}
