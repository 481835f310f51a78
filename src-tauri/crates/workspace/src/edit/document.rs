//! A resource file under edit: its tree, its lines, and replacements in its text.

use std::ops::Range;

use ingot_component::yaml::{self, Entry, Node, ScalarStyle};
use ingot_component::{Source, Span};
use ingot_recipe::resources::{WrittenLayer, layers_of};

use super::EditError;

/// One resource as text and tree.
pub(super) struct Document {
    source: Source,
    /// The mapping of the file.
    pub root: Node,
    /// Byte at which each line starts, then the length of the text.
    lines: Vec<usize>,
}

/// What stands on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Blank,
    /// A comment, with the number of spaces before it.
    Comment(usize),
    Content,
}

impl Document {
    pub fn parse(text: &str) -> Result<Self, EditError> {
        let source = Source::new("", text);
        let mut parsed = yaml::parse(&source);
        if let Some(error) = parsed.errors.first() {
            let line = source.position(error.span.start).line;
            return Err(EditError::Unreadable {
                line,
                message: error.message.clone(),
            });
        }
        let found = match parsed.documents.len() {
            0 => "nothing".to_owned(),
            1 => parsed.documents[0].describe().to_owned(),
            count => format!("{count} YAML documents"),
        };
        let root = parsed
            .documents
            .pop()
            .filter(|root| root.is_mapping() && parsed.documents.is_empty());
        let Some(root) = root else {
            return Err(EditError::NotOneResource { found });
        };
        let breaks = text
            .bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(at, _)| at + 1);
        let mut lines: Vec<usize> = std::iter::once(0).chain(breaks).collect();
        if lines.last() != Some(&text.len()) {
            lines.push(text.len());
        }
        Ok(Self { source, root, lines })
    }

    /// A text between two steps of an edit.
    pub fn again(text: &str) -> Result<Self, EditError> {
        Self::parse(text).map_err(|_| EditError::WouldNotBeExact)
    }

    pub fn text(&self) -> &str {
        self.source.text()
    }

    pub fn slice(&self, span: Span) -> &str {
        self.source.slice(span)
    }

    /// How lines end: as the first one does.
    pub fn eol(&self) -> &'static str {
        match self.text().find('\n') {
            Some(at) if self.text()[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// Number of lines.
    pub fn line_count(&self) -> usize {
        self.lines.len().saturating_sub(1)
    }

    /// Line of `byte`, from 0.
    pub fn line_of(&self, byte: usize) -> usize {
        self.lines
            .partition_point(|&start| start <= byte)
            .saturating_sub(1)
            .min(self.line_count().saturating_sub(1))
    }

    /// The line behind the last line of `span`.
    pub fn line_after(&self, span: Span) -> usize {
        self.line_of(span.end.saturating_sub(1).max(span.start)) + 1
    }

    /// Byte at which `line` starts; the end of the text for lines beyond it.
    pub fn start_of(&self, line: usize) -> usize {
        self.lines.get(line).copied().unwrap_or(self.text().len())
    }

    /// The text of whole lines, with their ends.
    pub fn lines(&self, lines: Range<usize>) -> &str {
        self.text()
            .get(self.start_of(lines.start)..self.start_of(lines.end))
            .unwrap_or("")
    }

    pub fn look(&self, line: usize) -> Line {
        let text = self.lines(line..line + 1);
        let trimmed = text.trim();
        if trimmed.is_empty() {
            Line::Blank
        } else if trimmed.starts_with('#') {
            Line::Comment(text.len() - text.trim_start_matches(' ').len())
        } else {
            Line::Content
        }
    }

    /// Line of `byte` as messages count, from 1.
    pub fn number(&self, byte: usize) -> u32 {
        self.source.position(byte).line
    }

    /// Bytes from the start of its line to `byte`: the indentation, dashes included.
    pub fn column(&self, byte: usize) -> usize {
        byte - self.start_of(self.line_of(byte))
    }

    /// The line behind the last comment of `lines` that is indented deeper than `column`, before
    /// anything else but blank lines.
    pub fn end_with_comments(&self, lines: Range<usize>, column: usize) -> usize {
        let mut end = lines.start;
        for line in lines {
            match self.look(line) {
                Line::Blank => {}
                Line::Comment(indent) if indent > column => end = line + 1,
                Line::Comment(_) | Line::Content => break,
            }
        }
        end
    }

    /// The layers of the recipe, those that are off included.
    pub fn layers(&self) -> Vec<WrittenLayer> {
        layers_of(&self.source, &self.root)
    }

    /// The layers that are off, when `entry` is the recipe's list of layers.
    pub fn layers_off(&self, entry: &Entry) -> Vec<WrittenLayer> {
        let is_layers = self
            .root
            .entry("components")
            .is_some_and(|layers| layers.key.span == entry.key.span);
        if !is_layers {
            return Vec::new();
        }
        self.layers().into_iter().filter(|layer| !layer.enabled()).collect()
    }

    /// Where the node itself starts, behind its anchor and its tag.
    pub fn content_start(&self, node: &Node) -> usize {
        let mut rest = self.slice(node.span);
        while rest.starts_with(['&', '!']) {
            let property = rest.find(char::is_whitespace).unwrap_or(rest.len());
            rest = rest[property..].trim_start();
        }
        node.span.end - rest.len()
    }

    /// The node itself: without anchor and tag, and without the comment that may follow a quoted
    /// scalar on its line.
    pub fn exact(&self, node: &Node) -> Span {
        let start = self.content_start(node);
        let written = &self.text()[start..node.span.end];
        let length = match node.scalar().map(|scalar| scalar.style) {
            Some(ScalarStyle::DoubleQuoted) => {
                let mut escaped = false;
                let end = written.char_indices().skip(1).find(|(_, c)| {
                    let closing = *c == '"' && !escaped;
                    escaped = *c == '\\' && !escaped;
                    closing
                });
                end.map(|(at, _)| at + 1)
            }
            Some(ScalarStyle::SingleQuoted) => {
                let inside = written.get(1..).unwrap_or("").replace("''", "xx");
                inside.find('\'').map(|at| at + 2)
            }
            _ => None,
        };
        Span::new(start, start + length.unwrap_or(written.len()))
    }

    /// Whether the node is written in brackets or braces.
    pub fn is_flow(&self, node: &Node) -> bool {
        !matches!(node.value, yaml::Value::Scalar(_))
            && self.text()[self.content_start(node)..node.span.end].starts_with(['[', '{'])
    }

    /// An error when the node is written elsewhere.
    pub fn own(&self, node: &Node) -> Result<(), EditError> {
        let plain = node.scalar().is_none_or(|scalar| scalar.style == ScalarStyle::Plain);
        if plain && self.slice(node.span).starts_with('*') {
            return Err(EditError::Alias {
                line: self.number(node.span.start),
            });
        }
        Ok(())
    }

    pub fn layout(&self, byte: usize, what: &'static str) -> EditError {
        EditError::Layout {
            line: self.number(byte),
            what,
        }
    }

    pub fn wrong_shape(&self, field: &str, node: &Node, expected: &'static str) -> EditError {
        EditError::WrongShape {
            line: self.number(node.span.start),
            field: field.to_owned(),
            found: node.describe(),
            expected,
        }
    }

    /// The text with `range` replaced.
    pub fn replace(&self, range: Range<usize>, new: &str) -> String {
        let text = self.text();
        let before = text.get(..range.start).unwrap_or(text);
        let after = text.get(range.end..).unwrap_or("");
        [before, new, after].concat()
    }

    /// The text without `lines`.
    pub fn without_lines(&self, lines: Range<usize>) -> String {
        self.replace(self.start_of(lines.start)..self.start_of(lines.end), "")
    }

    /// How far the lists and mappings of this file are indented below their key: for the first list
    /// of the root the column of its dashes. Two, where there is none to follow.
    pub fn list_indent(&self) -> usize {
        self.root
            .entries()
            .iter()
            .find(|entry| entry.value.is_sequence() && !self.is_flow(&entry.value) && self.own(&entry.value).is_ok())
            .and_then(|entry| {
                let key = self.column(entry.key.span.start);
                let item = entry.value.items().first()?;
                let line = self.line_of(item.span.start);
                let text = self.lines(line..line + 1);
                let dash = text.len() - text.trim_start_matches(' ').len();
                (text.trim_start().starts_with('-')).then(|| dash.checked_sub(key))?
            })
            .unwrap_or(2)
    }
}
