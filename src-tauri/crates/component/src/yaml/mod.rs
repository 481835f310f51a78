//! YAML as a strict tree in which every node knows its place.
//!
//! Strict: duplicate keys, aliases that nothing anchors and `{{ X }}` without quotes are errors,
//! because AWSTOE either refuses them or reads something else than was meant. Forgiving: after an
//! error the part that was read is still handed out, so that a half-typed document has an outline.
//!
//! Bounded: the text by [`MAX_BYTES`], the tree by [`MAX_NODES`] and [`MAX_DEPTH`], aliases
//! expanded.

mod build;
mod error;
mod explain;
mod scalar;

use crate::text::{Source, Span};

pub use build::parse;
pub use error::{YamlError, YamlErrorKind};
pub use scalar::{Scalar, ScalarKind, ScalarStyle};

/// Largest text that is parsed at all, in bytes. A component document is at most 64 KB
/// (`MaxComponentSize` quota) and no workspace file comes near a megabyte.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;
/// Most nodes in one text, expanded aliases included.
pub const MAX_NODES: usize = 200_000;
/// Deepest nesting of lists and mappings, expanded aliases included. Everything that walks a tree
/// may recurse, because of this bound.
pub const MAX_DEPTH: usize = 100;

/// What [`parse`] could read.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The documents of the text, cut short where the text could not be read further. A text
    /// without content has none.
    pub documents: Vec<Node>,
    /// What is wrong, in the order of the text.
    pub errors: Vec<YamlError>,
    /// Whether the whole text was read. When it was not, what seems to be missing may stand in the
    /// part that was not read.
    pub complete: bool,
}

/// A value with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// From its first to its last character; a collection in block style ends with its last child.
    /// Nodes that come out of an alias all have the span of the alias.
    pub span: Span,
    /// What it is.
    pub value: Value,
    /// An explicit tag as the text resolves it, such as `tag:yaml.org,2002:str` or `!Sub`.
    pub tag: Option<String>,
}

/// The three kinds of node.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text, a number, a boolean or nothing.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping, in the order of the text; of duplicate keys the first counts.
    Mapping(Vec<Entry>),
}

/// One key of a mapping with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key; nearly always a scalar.
    pub key: Node,
    /// The value; the empty scalar when none is written.
    pub value: Node,
}

impl Node {
    /// The value at `key`, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry at `key`, if this is a mapping that has it.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key.text() == Some(key))
    }

    /// The text of any scalar, as decoded: `007` for `007` and for `"007"`.
    pub fn text(&self) -> Option<&str> {
        self.scalar().map(|scalar| scalar.text.as_str())
    }

    /// The scalar, if this is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// What the scalar means, its tag considered; `None` for lists and mappings.
    pub fn kind(&self) -> Option<ScalarKind> {
        let scalar = self.scalar()?;
        Some(match self.tag.as_deref() {
            Some("tag:yaml.org,2002:str" | "!") => ScalarKind::Text,
            _ => scalar.kind(),
        })
    }

    /// Whether this is the null scalar: nothing, `~` or `null`.
    pub fn is_null(&self) -> bool {
        self.kind() == Some(ScalarKind::Null)
    }

    /// The items of a list; empty for anything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The entries of a mapping; empty for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// Whether this is a list.
    pub fn is_sequence(&self) -> bool {
        matches!(self.value, Value::Sequence(_))
    }

    /// Whether this is a mapping.
    pub fn is_mapping(&self) -> bool {
        matches!(self.value, Value::Mapping(_))
    }

    /// What this is, for messages: `a list`, `a mapping`, `text`, `a number`, `true or false`,
    /// `nothing`.
    pub fn describe(&self) -> &'static str {
        match &self.value {
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a mapping",
            Value::Scalar(_) => match self.kind() {
                Some(ScalarKind::Null) => "nothing",
                Some(ScalarKind::Bool(_)) => "true or false",
                Some(ScalarKind::Int(_) | ScalarKind::Float(_)) => "a number",
                Some(ScalarKind::Text) | None => "text",
            },
        }
    }

    /// The content of a scalar as it is written in `source`, with the byte at which it starts:
    /// without its quotes, or without the first line of a block (`| # comment`). Escapes and
    /// indentation are still in it. Empty for lists, mappings and what came out of an alias.
    pub fn written<'s>(&self, source: &'s Source) -> (usize, &'s str) {
        let text = source.slice(self.span);
        let style = self.scalar().map(|scalar| scalar.style);
        let (skip, cut) = match style {
            None => (text.len(), 0),
            Some(ScalarStyle::Plain) if text.starts_with('*') => (text.len(), 0),
            Some(ScalarStyle::Plain) => (0, 0),
            Some(ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) => {
                let quote = scalar::behind_properties(text);
                let is_quoted = text.get(quote..).is_some_and(|text| text.starts_with(['"', '\'']));
                if is_quoted && quote + 1 < text.len() {
                    (quote + 1, 1)
                } else {
                    (text.len(), 0)
                }
            }
            Some(ScalarStyle::Literal | ScalarStyle::Folded) => (text.find(['\n', '\r']).unwrap_or(text.len()), 0),
        };
        (self.span.start + skip, text.get(skip..text.len() - cut).unwrap_or(""))
    }

    /// The deepest node whose span touches `byte`, keys included: what a cursor stands on.
    pub fn at(&self, byte: usize) -> Option<&Node> {
        if !self.span.touches(byte) {
            return None;
        }
        let inner = match &self.value {
            Value::Scalar(_) => None,
            Value::Sequence(items) => items.iter().find_map(|item| item.at(byte)),
            Value::Mapping(entries) => entries
                .iter()
                .find_map(|entry| entry.key.at(byte).or_else(|| entry.value.at(byte))),
        };
        inner.or(Some(self))
    }
}
