//! Commenting layers out and back in.
//!
//! A layer's own lines, from its dash to the last comment below it, get a `#` in the column of the
//! dash; comments above it stay as they are. Taking the marks away again gives the same bytes.

use ingot_component::yaml::{Entry, Node};
use ingot_recipe::resources::Commented;

use super::EditError;
use super::block::Block;
use super::document::Document;

/// The comment marks of a layer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    /// Column of the `#`; `None` for that of the dash.
    column: Option<usize>,
    /// Whether a blank stands behind each `#`.
    blank: bool,
}

impl Marks {
    pub const USUAL: Self = Self {
        column: None,
        blank: true,
    };
}

/// The text with layer `slot`, which is off, on; and the marks that it had.
pub(super) fn enable(document: &Document, slot: usize) -> Result<(String, Marks), EditError> {
    let text = without_empty_list(document)?;
    let document = Document::again(&text)?;
    let layers = document.layers();
    let layer = layers.get(slot).ok_or(EditError::WouldNotBeExact)?;
    let comment = layer.comment.as_ref().ok_or(EditError::WouldNotBeExact)?;
    let entry = document.root.entry("components").ok_or(EditError::WouldNotBeExact)?;
    let dash = Block::read(&document, entry)?.dash;
    let lines = document.line_of(layer.span.start)..document.line_after(layer.span);
    let (restored, marks) = restored(document.lines(lines.clone()), comment, dash);
    let range = document.start_of(lines.start)..document.start_of(lines.end);
    Ok((document.replace(range, &restored), marks))
}

/// The text with layer `slot`, which is on, off.
pub(super) fn disable(document: &Document, slot: usize, marks: Marks) -> Result<String, EditError> {
    let layers = document.layers();
    let index = layers.get(slot).and_then(|layer| layer.index);
    let entry = document.root.entry("components").ok_or(EditError::WouldNotBeExact)?;
    let item = index.and_then(|index| entry.value.items().get(index));
    let item = item.ok_or(EditError::WouldNotBeExact)?;
    document.own(&entry.value)?;
    document.own(item)?;
    if document.is_flow(&entry.value) {
        return Err(document.layout(item.span.start, "a layer between brackets cannot be commented out"));
    }
    written_here(document, item)?;
    let dash = Block::read(document, entry)?.dash;
    let behind = document.line_after(item.span);
    let next = layers.get(slot + 1).map(|layer| document.line_of(layer.span.start));
    let limit = next.unwrap_or(document.line_count()).max(behind);
    let lines = dash_line(document, item.span.start)..document.end_with_comments(behind..limit, dash);
    let column = marks.column.unwrap_or(dash).min(dash);
    let marked: String = document
        .lines(lines.clone())
        .split_inclusive('\n')
        .map(|line| mark(line, column, marks.blank))
        .collect();
    let text = document.replace(document.start_of(lines.start)..document.start_of(lines.end), &marked);
    if entry.value.items().len() > 1 {
        return Ok(text);
    }
    // What is left says so: a key without a value is a mistake to every reader.
    let key = entry.key.span.end;
    let colon = text
        .get(key..)
        .and_then(|rest| rest.starts_with(':').then_some(key + 1));
    let colon = colon.ok_or_else(|| document.layout(key, "the key is not directly followed by its `:`"))?;
    let (before, after) = text.split_at(colon);
    Ok([before, " []", after].concat())
}

/// An error when a part of `item` is written elsewhere: a comment cannot refer to it.
fn written_here(document: &Document, item: &Node) -> Result<(), EditError> {
    let mut open = vec![item];
    while let Some(node) = open.pop() {
        document.own(node)?;
        if node.span.start < item.span.start || node.span.end > item.span.end {
            return Err(EditError::Alias {
                line: document.number(item.span.start),
            });
        }
        open.extend(node.items());
        open.extend(node.entries().iter().flat_map(|entry| [&entry.key, &entry.value]));
    }
    Ok(())
}

/// The text without the `[]`, `~` or `null` behind the key of a list in which every layer is off.
pub(super) fn without_empty_list(document: &Document) -> Result<String, EditError> {
    let Some(Entry { key, value }) = document.root.entry("components") else {
        return Ok(document.text().to_owned());
    };
    let written = document.slice(value.span);
    if !value.items().is_empty() || value.span.start < key.span.end || written.is_empty() {
        return Ok(document.text().to_owned());
    }
    if written.contains('#') {
        return Err(document.layout(value.span.start, "a comment stands in the empty list"));
    }
    let start = document.text()[..value.span.start].trim_end_matches(' ').len();
    Ok(document.replace(start..value.span.end, ""))
}

/// Line of the dash of the item that starts at `byte`: mostly the same line.
fn dash_line(document: &Document, byte: usize) -> usize {
    let line = document.line_of(byte);
    let has_dash = |line: &usize| document.lines(*line..line + 1).trim_start().starts_with('-');
    (0..=line).rev().find(has_dash).unwrap_or(line)
}

/// The lines without their marks, the dash in column `dash`.
fn restored(lines: &str, comment: &Commented, dash: usize) -> (String, Marks) {
    // `#  -` is a `#` put before everything, where that brings the dash into its column.
    let put_before = comment.blank && comment.dash + 1 == dash;
    let marks = Marks {
        column: Some(comment.column),
        blank: comment.blank && !put_before,
    };
    let mut text = String::new();
    for (marked, line) in lines.split_inclusive('\n').zip(comment.yaml.split('\n')) {
        let end = marked.len() - marked.trim_end_matches(['\n', '\r']).len();
        if !line.is_empty() {
            let spaces = line.len() - line.trim_start_matches(' ').len();
            text.push_str(&" ".repeat((spaces + dash).saturating_sub(comment.dash)));
            text.push_str(line.trim_start_matches(' '));
        }
        text.push_str(&marked[marked.len() - end..]);
    }
    (text, marks)
}

/// A line of a layer as a comment.
fn mark(line: &str, column: usize, blank: bool) -> String {
    let content = line.trim_end_matches(['\n', '\r']);
    let end = &line[content.len()..];
    let spaces = content.len() - content.trim_start_matches(' ').len();
    if content.is_empty() {
        return format!("{}#{end}", " ".repeat(column));
    }
    let (before, behind) = content.split_at(spaces.min(column));
    let blank = if blank && !(behind.is_empty() && spaces < column) {
        " "
    } else {
        ""
    };
    format!("{before}#{blank}{behind}{end}")
}
