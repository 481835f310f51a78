//! How a YAML tree becomes the API's structures: one list of fields for each structure, from which
//! come the Rust type, the reading with its diagnostics, and the names that "did you mean" knows.

use std::collections::BTreeMap;

use ingot_component::yaml::{Node, ScalarKind, Value};
use ingot_component::{Diagnostic, Severity, Source, Span};

use ingot_component::spelling::{list, shorten, similar};

use crate::names::Reference;

/// Collects what is wrong while a tree is read; reading itself never fails.
pub(super) struct Reader<'s> {
    pub(super) source: &'s Source,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    pub(super) fn report(&mut self, span: Span, rule: &str, message: String, help: impl Into<Option<String>>) {
        let mut diagnostic = Diagnostic::new(self.source, span, rule, Severity::Error, message);
        diagnostic.help = help.into();
        self.diagnostics.push(diagnostic);
    }

    fn wrong_type(&mut self, node: &Node, field: &str, wanted: &str) {
        if node.is_null() {
            let message = format!("`{field}` has no value");
            let help = format!("give {wanted}, or remove the line");
            return self.report(node.span, "recipe/wrong-type", message, help);
        }
        let message = format!("`{field}` is {}; {wanted} is wanted", node.describe());
        let help = match node.kind() {
            Some(ScalarKind::Text) if wanted == BOOLEAN => Some("write `true` or `false`, without quotes".to_owned()),
            Some(ScalarKind::Text) if wanted == NUMBER => Some("write the number without quotes".to_owned()),
            _ if self.source.slice(node.span).starts_with("{{") => {
                Some("put the value in quotes: without them YAML takes `{` for a mapping".to_owned())
            }
            _ => None,
        };
        self.report(node.span, "recipe/wrong-type", message, help);
    }

    /// What stands under a key that the structure does not have.
    pub(super) fn unknown_field(&mut self, key: &Node, what: &str, known: &[&str]) {
        let written = key.text().unwrap_or("");
        let help = match similar(written, known.iter().copied()).or_else(|| abbreviated(written, known)) {
            Some(name) => format!("did you mean `{name}`?"),
            None if known.len() <= 12 => format!("it takes {}", list(known)),
            None => "the fields are those of the Image Builder API, written as there".to_owned(),
        };
        let message = match key.text() {
            Some(written) => format!("{what} has no field `{}`", shorten(written)),
            None => format!("a key of {what} is {}; a field name is wanted", key.describe()),
        };
        self.report(key.span, "recipe/unknown-field", message, help);
    }

    pub(super) fn missing_field(&mut self, node: &Node, what: &str, field: &str) {
        let span = node.entries().first().map_or(node.span, |entry| entry.key.span);
        let help = format!("add `{field}:`");
        self.report(
            span,
            "recipe/missing-field",
            format!("`{field}` is missing; {what} needs it"),
            help,
        );
    }
}

/// `workingDir` for `workingDirectory`: further apart than a slip of the pen.
fn abbreviated<'k>(written: &str, known: &[&'k str]) -> Option<&'k str> {
    known
        .iter()
        .copied()
        .find(|name| written.len() >= 4 && name.starts_with(written))
}

const TEXT: &str = "text";
const NUMBER: &str = "a whole number";
const BOOLEAN: &str = "true or false";

/// A value that can be read from a node. What cannot be read is reported and becomes the default,
/// so that positions in lists stay those of the file.
pub(super) trait FromNode: Default {
    /// What is wanted, for messages.
    const WANTED: &'static str;

    fn from_node(node: &Node, field: &str, reader: &mut Reader<'_>) -> Self;
}

impl FromNode for String {
    const WANTED: &'static str = TEXT;

    /// Any scalar but null is text as it is written: `012345678901` keeps its zero, `1.10` too.
    fn from_node(node: &Node, field: &str, reader: &mut Reader<'_>) -> Self {
        match node.text().filter(|_| !node.is_null()) {
            Some(text) => text.to_owned(),
            None => {
                reader.wrong_type(node, field, TEXT);
                String::new()
            }
        }
    }
}

impl FromNode for Reference {
    const WANTED: &'static str = TEXT;

    fn from_node(node: &Node, field: &str, reader: &mut Reader<'_>) -> Self {
        let text = String::from_node(node, field, reader);
        text.parse().unwrap_or_else(|error: crate::names::ReferenceError| {
            reader.report(node.span, "recipe/malformed-reference", error.to_string(), None);
            Self::Malformed(text)
        })
    }
}

impl FromNode for bool {
    const WANTED: &'static str = BOOLEAN;

    fn from_node(node: &Node, field: &str, reader: &mut Reader<'_>) -> Self {
        match node.kind() {
            Some(ScalarKind::Bool(value)) => value,
            _ => {
                reader.wrong_type(node, field, BOOLEAN);
                false
            }
        }
    }
}

impl FromNode for i64 {
    const WANTED: &'static str = NUMBER;

    fn from_node(node: &Node, field: &str, reader: &mut Reader<'_>) -> Self {
        match node.kind() {
            Some(ScalarKind::Int(value)) => value,
            _ => {
                reader.wrong_type(node, field, NUMBER);
                0
            }
        }
    }
}

impl<T: FromNode> FromNode for Option<T> {
    const WANTED: &'static str = T::WANTED;

    fn from_node(node: &Node, field: &str, reader: &mut Reader<'_>) -> Self {
        let before = reader.diagnostics.len();
        let value = T::from_node(node, field, reader);
        // A scalar that could not be read is no value; a structure keeps what could be.
        let lost = reader.diagnostics.len() > before && matches!(node.value, Value::Scalar(_));
        (!lost || T::WANTED == TEXT && !node.is_null()).then_some(value)
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    const WANTED: &'static str = "a list";

    fn from_node(node: &Node, field: &str, reader: &mut Reader<'_>) -> Self {
        match &node.value {
            Value::Sequence(items) => items
                .iter()
                .enumerate()
                .map(|(at, item)| T::from_node(item, &format!("{field}[{at}]"), reader))
                .collect(),
            Value::Scalar(_) if !node.is_null() => {
                let message = format!("`{field}` is {}; a list is wanted", node.describe());
                let help = format!("write `{field}: [{}]`", shorten(reader.source.slice(node.span)));
                reader.report(node.span, "recipe/wrong-type", message, help);
                Vec::new()
            }
            _ => {
                reader.wrong_type(node, field, Self::WANTED);
                Vec::new()
            }
        }
    }
}

impl FromNode for BTreeMap<String, String> {
    const WANTED: &'static str = "a mapping";

    fn from_node(node: &Node, field: &str, reader: &mut Reader<'_>) -> Self {
        let Value::Mapping(entries) = &node.value else {
            reader.wrong_type(node, field, Self::WANTED);
            return Self::new();
        };
        entries
            .iter()
            .filter_map(|entry| {
                let key = entry.key.text()?;
                Some((key.to_owned(), String::from_node(&entry.value, key, reader)))
            })
            .collect()
    }
}

/// Declares a structure of the API: the type, its serde form (the API's own names; every field may
/// be missing) and how it is read from a tree.
macro_rules! shape {
    ($(#[$meta:meta])* pub struct $Name:ident as $what:literal {
        $($(#[$field_meta:meta])* $($required:ident)? $key:literal => $field:ident: $Ty:ty,)*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "camelCase", default)]
        pub struct $Name {
            $($(#[$field_meta])* pub $field: $Ty,)*
        }

        impl $Name {
            /// The fields as the API and the files write them.
            pub const FIELDS: &'static [&'static str] = &[$($key),*];

            pub(in crate::resources) fn read_fields(
                node: &ingot_component::yaml::Node,
                also: &[&str],
                reader: &mut crate::resources::shape::Reader<'_>,
            ) -> Self {
                let mut this = Self::default();
                for entry in node.entries() {
                    match entry.key.text() {
                        $(Some($key) => {
                            this.$field = crate::resources::shape::FromNode::from_node(&entry.value, $key, reader);
                        })*
                        Some(other) if also.contains(&other) => {}
                        _ => reader.unknown_field(&entry.key, $what, Self::FIELDS),
                    }
                }
                $($(
                    let _ = stringify!($required);
                    if node.get($key).is_none() {
                        reader.missing_field(node, $what, $key);
                    }
                )?)*
                this
            }
        }

        impl crate::resources::shape::FromNode for $Name {
            const WANTED: &'static str = "a mapping";

            fn from_node(
                node: &ingot_component::yaml::Node,
                field: &str,
                reader: &mut crate::resources::shape::Reader<'_>,
            ) -> Self {
                if node.is_mapping() {
                    Self::read_fields(node, &[], reader)
                } else {
                    reader.not_a_mapping(node, field);
                    Self::default()
                }
            }
        }
    };
}

/// Declares an enumeration of the API. What a file or a newer AWS writes beyond it is kept as
/// `Other`; files are told.
macro_rules! choice {
    ($(#[$meta:meta])* pub enum $Name:ident { $($Variant:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(from = "String", into = "String")]
        pub enum $Name {
            $(#[doc = concat!("`", $text, "`")] $Variant,)*
            /// A value this program does not know.
            Other(String),
        }

        impl $Name {
            /// As the API writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$Variant => $text,)*
                    Self::Other(text) => text,
                }
            }
        }

        impl Default for $Name {
            fn default() -> Self {
                Self::Other(String::new())
            }
        }

        impl From<String> for $Name {
            fn from(text: String) -> Self {
                match text.as_str() {
                    $($text => Self::$Variant,)*
                    _ => Self::Other(text),
                }
            }
        }

        impl From<$Name> for String {
            fn from(value: $Name) -> String {
                value.as_str().to_owned()
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl crate::resources::shape::FromNode for $Name {
            const WANTED: &'static str = "text";

            fn from_node(
                node: &ingot_component::yaml::Node,
                field: &str,
                reader: &mut crate::resources::shape::Reader<'_>,
            ) -> Self {
                let text = <String as crate::resources::shape::FromNode>::from_node(node, field, reader);
                let value = Self::from(text);
                if matches!(&value, Self::Other(text) if !text.is_empty()) {
                    reader.unknown_value(node, field, &[$($text),*]);
                }
                value
            }
        }
    };
}

pub(super) use {choice, shape};

impl Reader<'_> {
    pub(super) fn not_a_mapping(&mut self, node: &Node, field: &str) {
        self.wrong_type(node, field, "a mapping");
    }

    /// A value outside its enumeration.
    pub(super) fn unknown_value(&mut self, node: &Node, field: &str, known: &[&str]) {
        let written = node.text().unwrap_or("");
        let message = format!("`{field}` is `{}`, which the API does not know", shorten(written));
        let help = match similar(written, known.iter().copied()) {
            Some(value) => format!("did you mean `{value}`?"),
            None => format!("it takes {}", list(known)),
        };
        self.report(node.span, "recipe/unknown-value", message, help);
    }
}
