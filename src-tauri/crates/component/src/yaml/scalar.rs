//! Scalars: their text as decoded and what it means.

/// A scalar as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text with quotes, escapes and block indentation taken away.
    pub text: String,
    /// How it was written.
    pub style: ScalarStyle,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarStyle {
    /// `text`
    Plain,
    /// `'text'`
    SingleQuoted,
    /// `"text"`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// Where the value starts in the text of a node: behind its tag, its anchor and what separates them.
pub(super) fn behind_properties(written: &str) -> usize {
    let mut rest = written;
    while rest.starts_with(['&', '!', '#']) {
        let end = if rest.starts_with('#') {
            rest.find(['\n', '\r'])
        } else {
            rest.find(char::is_whitespace)
        };
        rest = end.and_then(|end| rest.get(end..)).unwrap_or("").trim_start();
    }
    written.len() - rest.len()
}

/// Where a quoted scalar ends, just behind its closing quote; `written` may go on behind it.
pub(super) fn behind_quotes(written: &str) -> usize {
    let start = behind_properties(written);
    let bytes = written.as_bytes();
    let Some(&quote) = bytes.get(start).filter(|byte| matches!(byte, b'"' | b'\'')) else {
        return written.len();
    };
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        let escaped = match quote {
            b'"' => byte == b'\\',
            _ => byte == quote && bytes.get(at + 1) == Some(&quote),
        };
        if escaped {
            at += 2;
        } else if byte == quote {
            return at + 1;
        } else {
            at += 1;
        }
    }
    written.len()
}

/// What a scalar means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ScalarKind {
    /// Nothing, `~`, `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A whole number that fits 64 bits.
    Int(i64),
    /// Any other number, `.inf` and `.nan` included.
    Float(f64),
    /// Everything else, and everything quoted.
    Text,
}

impl Scalar {
    /// The core schema of YAML 1.2 (<https://yaml.org/spec/1.2.2/#103-core-schema>) for plain
    /// scalars; every other style is text.
    pub fn kind(&self) -> ScalarKind {
        if self.style != ScalarStyle::Plain {
            return ScalarKind::Text;
        }
        match self.text.as_str() {
            "" | "~" | "null" | "Null" | "NULL" => ScalarKind::Null,
            "true" | "True" | "TRUE" => ScalarKind::Bool(true),
            "false" | "False" | "FALSE" => ScalarKind::Bool(false),
            text => number(text).unwrap_or(ScalarKind::Text),
        }
    }
}

fn number(text: &str) -> Option<ScalarKind> {
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    let (sign, unsigned) = match text.as_bytes().first()? {
        b'-' => (-1.0, &text[1..]),
        b'+' => (1.0, &text[1..]),
        _ => (1.0, text),
    };
    match unsigned {
        ".inf" | ".Inf" | ".INF" => return Some(ScalarKind::Float(sign * f64::INFINITY)),
        ".nan" | ".NaN" | ".NAN" if unsigned.len() == text.len() => {
            return Some(ScalarKind::Float(f64::NAN));
        }
        _ => {}
    }
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        || !unsigned.contains(|c: char| c.is_ascii_digit())
        || !unsigned
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-'))
    {
        return None;
    }
    if let Ok(value) = text.parse::<i64>() {
        return Some(ScalarKind::Int(value));
    }
    text.parse::<f64>().ok().map(ScalarKind::Float)
}

fn radix(digits: &str, radix: u32) -> Option<ScalarKind> {
    if digits.starts_with(['+', '-']) {
        return None;
    }
    i64::from_str_radix(digits, radix).ok().map(ScalarKind::Int)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> ScalarKind {
        Scalar {
            text: text.to_owned(),
            style: ScalarStyle::Plain,
        }
        .kind()
    }

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        assert_eq!(kind(""), ScalarKind::Null);
        assert_eq!(kind("True"), ScalarKind::Bool(true));
        assert_eq!(kind("-12"), ScalarKind::Int(-12));
        assert_eq!(kind("0644"), ScalarKind::Int(644));
        assert_eq!(kind("0o17"), ScalarKind::Int(15));
        assert_eq!(kind("0x1F"), ScalarKind::Int(31));
        assert_eq!(kind("1.0"), ScalarKind::Float(1.0));
        assert_eq!(kind("1e3"), ScalarKind::Float(1000.0));
        assert_eq!(kind("-.inf"), ScalarKind::Float(f64::NEG_INFINITY));
        assert_eq!(kind("99999999999999999999"), ScalarKind::Float(1e20));
        for text in [
            "yes", "1.2.3", "+", ".", "e5", "0x", "0x-1", "--1", "1_000", "infinity", "nan",
        ] {
            assert_eq!(kind(text), ScalarKind::Text, "{text}");
        }
    }

    #[test]
    fn quoted_scalars_end_at_their_quote() {
        for (written, quoted) in [
            ("'a' # it's", "'a'"),
            ("'it''s' # c", "'it''s'"),
            (r#""a \" b" # "c""#, r#""a \" b""#),
            ("!!str \"a\" # c", "!!str \"a\""),
            ("!it's 'a' #", "!it's 'a'"),
            ("&a # it's\n  'b' # c", "&a # it's\n  'b'"),
            ("'open", "'open"),
            ("\"open\\", "\"open\\"),
        ] {
            assert_eq!(written.get(..behind_quotes(written)), Some(quoted), "{written}");
        }
    }

    #[test]
    fn quoted_scalars_are_text() {
        let scalar = Scalar {
            text: "1".to_owned(),
            style: ScalarStyle::DoubleQuoted,
        };
        assert_eq!(scalar.kind(), ScalarKind::Text);
    }
}
