//! Plain scalars that YAML reads as something else than text, and how to quote them.

use crate::diagnostic::Fix;
use crate::text::Source;
use crate::yaml::{Node, ScalarKind, ScalarStyle};

/// What becomes of a plain scalar when it is handed on as the number or boolean that YAML reads in
/// it; `None` when it stays the text that was written. `yes` and `on` are booleans for parsers of
/// YAML 1.1 (<https://yaml.org/type/bool.html>).
pub(super) fn altered(node: &Node) -> Option<String> {
    let scalar = node.scalar()?;
    let value = match node.kind()? {
        ScalarKind::Int(number) => number.to_string(),
        // As Go and JSON print it: whole digits up to a size that people write.
        ScalarKind::Float(number) if number.abs() < 1e15 => number.to_string(),
        ScalarKind::Float(number) => format!("{number:e}"),
        ScalarKind::Bool(value) => value.to_string(),
        ScalarKind::Text if scalar.style == ScalarStyle::Plain && node.tag.is_none() => match scalar.text.as_str() {
            "yes" | "Yes" | "YES" | "on" | "On" | "ON" => "true",
            "no" | "No" | "NO" | "off" | "Off" | "OFF" => "false",
            _ => return None,
        }
        .to_owned(),
        ScalarKind::Text | ScalarKind::Null => return None,
    };
    (value != scalar.text).then_some(value)
}

/// Whether YAML reads a number or a boolean here.
pub(super) fn is_number_or_flag(node: &Node) -> bool {
    matches!(
        node.kind(),
        Some(ScalarKind::Int(_) | ScalarKind::Float(_) | ScalarKind::Bool(_))
    )
}

/// The fix that puts quotes around a value of one line, so that YAML reads the text that is written
/// there. None for what is quoted, tagged or anchored, or comes out of an alias.
pub(super) fn quote(source: &Source, node: &Node) -> Option<Fix> {
    let written = source.slice(node.span);
    let is_plain = node.scalar().is_none_or(|scalar| scalar.style == ScalarStyle::Plain);
    let is_plain = is_plain && !written.starts_with(['&', '!', '*', '"', '\'', '[', '{', '|', '>']);
    (is_plain && !written.is_empty() && !written.contains(['\n', '\r']))
        .then(|| Fix::replace(source, node.span, "put it in quotes", quoted(written)))
}

/// `text` of one line as a quoted scalar.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['"', '\\', '\t']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::yaml;

    fn fixed(text: &str) -> Option<String> {
        let source = Source::new("a", text);
        let parsed = yaml::parse(&source);
        quote(&source, &parsed.documents[0].items()[0])?.apply(&source)
    }

    #[test]
    fn quotes_keep_what_is_written() {
        assert_eq!(fixed("- 0644 # all\n").as_deref(), Some("- \"0644\" # all\n"));
        assert_eq!(fixed("- echo a: b\n").as_deref(), Some("- \"echo a: b\"\n"));
        assert_eq!(
            fixed("- echo \"it's: b\"\n").as_deref(),
            Some("- 'echo \"it''s: b\"'\n")
        );
        for text in ["- '1'\n", "- !!str 1\n", "- &a 1\n", "- a: 1\n  b: 2\n", "- {a: b}\n"] {
            assert_eq!(fixed(text), None, "{text}");
        }
    }

    #[test]
    fn values_that_change_are_known() {
        let source = Source::new(
            "a",
            "- 1.10\n- 0644\n- yes\n- 'yes'\n- 1.5\n- 8080\n- True\n- true\n- 1.2.3\n- ~\n",
        );
        let parsed = yaml::parse(&source);
        let read: Vec<_> = parsed.documents[0].items().iter().filter_map(altered).collect();
        assert_eq!(read, ["1.1", "644", "true", "true"]);
    }
}
