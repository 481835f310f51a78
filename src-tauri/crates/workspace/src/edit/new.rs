//! Nodes that an edit adds, and how they are written.

use ingot_component::yaml::ScalarStyle;

use super::scalar::{self, Manner};

/// A node to be written.
#[derive(Clone, Debug)]
pub(super) enum New {
    Scalar { text: String, manner: Manner },
    List { items: Vec<New>, flow: bool },
    Mapping(Vec<(String, New)>),
}

impl New {
    /// In brackets and braces, on one line. `json` puts keys and texts in double quotes.
    pub fn in_flow(&self, json: bool) -> String {
        match self {
            Self::Scalar { text, manner } => {
                let style = if json && !manner.typed {
                    ScalarStyle::DoubleQuoted
                } else {
                    manner.style
                };
                scalar::write(
                    text,
                    Manner {
                        style,
                        flow: true,
                        ..*manner
                    },
                )
            }
            Self::List { items, .. } => {
                let items: Vec<String> = items.iter().map(|item| item.in_flow(json)).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Mapping(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, value)| flow_entry(key, value, json))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// `key: …` on lines of its own, the key in the first column; lists stand `list_indent` to the
    /// right of their key.
    pub fn entry_lines(&self, key: &str, list_indent: usize) -> Vec<String> {
        let key = scalar::write(key, Manner::PLAIN);
        let nested = match self {
            Self::Scalar { text, manner } => {
                let written = block_scalar(text, 2).unwrap_or_else(|| scalar::write(text, manner.in_flow(false)));
                return format!("{key}: {written}").split('\n').map(str::to_owned).collect();
            }
            Self::List { items, flow } if *flow || items.is_empty() => {
                return vec![format!("{key}: {}", self.in_flow(false))];
            }
            Self::Mapping(entries) if entries.is_empty() => return vec![format!("{key}: {{}}")],
            _ => self.nested_lines(list_indent),
        };
        std::iter::once(format!("{key}:")).chain(nested).collect()
    }

    /// What stands below a key, as far to the right of it as belongs.
    pub fn nested_lines(&self, list_indent: usize) -> Vec<String> {
        let (indent, lines): (usize, Vec<String>) = match self {
            Self::Scalar { text, manner } => (2, vec![scalar::write(text, manner.in_flow(false))]),
            Self::List { items, .. } => (
                list_indent,
                items.iter().flat_map(|item| item.item_lines(1, list_indent)).collect(),
            ),
            Self::Mapping(entries) => (
                2,
                entries
                    .iter()
                    .flat_map(|(key, value)| value.entry_lines(key, list_indent))
                    .collect(),
            ),
        };
        let indent = |line: &str| if line.is_empty() { 0 } else { indent };
        lines
            .into_iter()
            .map(|line| format!("{}{line}", " ".repeat(indent(&line))))
            .collect()
    }

    /// `- …` with the dash in the first column and `space` spaces behind it.
    pub fn item_lines(&self, space: usize, list_indent: usize) -> Vec<String> {
        let space = " ".repeat(space.max(1));
        let lines = match self {
            // A block scalar's lines are indented by the lead below.
            Self::Scalar { text, manner } => block_scalar(text, 0)
                .unwrap_or_else(|| scalar::write(text, manner.in_flow(false)))
                .split('\n')
                .map(str::to_owned)
                .collect(),
            Self::List { .. } => vec![self.in_flow(false)],
            Self::Mapping(entries) if entries.is_empty() => vec![self.in_flow(false)],
            Self::Mapping(entries) => entries
                .iter()
                .flat_map(|(key, value)| value.entry_lines(key, list_indent))
                .collect(),
        };
        let lead = |(at, line): (usize, String)| match at {
            0 => format!("-{space}{line}"),
            _ if line.is_empty() => line,
            _ => format!(" {space}{line}"),
        };
        lines.into_iter().enumerate().map(lead).collect()
    }
}

/// A text of several lines as a block scalar, indented by `indent` spaces.
fn block_scalar(text: &str, indent: usize) -> Option<String> {
    scalar::literal(Some(text).filter(|text| text.contains('\n'))?, indent, "\n")
}

/// `key: …` between braces.
pub(super) fn flow_entry(key: &str, value: &New, json: bool) -> String {
    let style = if json {
        ScalarStyle::DoubleQuoted
    } else {
        ScalarStyle::Plain
    };
    let key = scalar::write(
        key,
        Manner {
            style,
            ..Manner::PLAIN.in_flow(true)
        },
    );
    format!("{key}: {}", value.in_flow(json))
}

/// Lines with `column` spaces before each that is not empty, and `eol` behind each.
pub(super) fn block(lines: &[String], column: usize, eol: &str) -> String {
    let indent = |line: &str| if line.is_empty() { 0 } else { column };
    lines
        .iter()
        .map(|line| format!("{}{line}{eol}", " ".repeat(indent(line))))
        .collect()
}
