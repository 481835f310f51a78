//! Adding and removing the keys of a mapping.

use ingot_component::Span;
use ingot_component::yaml::{Entry, Node};

use super::EditError;
use super::document::{Document, Line};
use super::new::{New, block, flow_entry};

/// The text with `key: value` added to `mapping`: behind the key `after` where that is there, else
/// at the end.
pub(super) fn add(
    document: &Document,
    mapping: &Node,
    after: Option<&str>,
    key: &str,
    value: &New,
) -> Result<String, EditError> {
    document.own(mapping)?;
    let entries = own_entries(document, mapping);
    if document.is_flow(mapping) {
        return Ok(add_in_flow(document, mapping, &entries, key, value));
    }
    let after = after.and_then(|after| entries.iter().find(|entry| entry.key.text() == Some(after)));
    let Some(neighbour) = after.or(entries.last()) else {
        return Err(document.layout(mapping.span.start, "this mapping has nothing written in it"));
    };
    let column = document.column(entries[0].key.span.start);
    let line = document.end_of_block(value_or_key(neighbour), column);
    let lines = value.entry_lines(key, document.list_indent());
    let at = document.start_of(line);
    Ok(document.replace(at..at, &block(&lines, column, document.eol())))
}

/// The text with `value` behind the key of `entry`, which has nothing, or nothing in it, yet.
pub(super) fn fill(document: &Document, entry: &Entry, value: &New, in_flow: bool) -> String {
    let json = document.slice(entry.key.span).starts_with('"');
    // A `~`, `null` or `[]` in the way gives place to the value.
    let empty = entry.value.span;
    let start = document.text()[..empty.start].trim_end_matches(' ').len();
    if in_flow {
        return document.replace(start..empty.end, &format!(" {}", value.in_flow(json)));
    }
    let lines = value.entry_lines("k", document.list_indent());
    let head = lines[0].strip_prefix("k:").unwrap_or("");
    let below = document.start_of(document.line_of(entry.key.span.end) + 1);
    let behind = document.text().get(empty.end..below).unwrap_or("");
    let column = document.column(entry.key.span.start);
    let nested = block(&lines[1..], column, document.eol());
    document.replace(start..below, &[head, behind, &nested].concat())
}

/// The text without `entry` of `mapping`, which is not its only one.
pub(super) fn remove(document: &Document, mapping: &Node, entry: &Entry) -> Result<String, EditError> {
    document.own(mapping)?;
    let entries = own_entries(document, mapping);
    let Some(at) = entries.iter().position(|other| other.key.span == entry.key.span) else {
        return Err(EditError::Alias {
            line: document.number(mapping.span.start),
        });
    };
    let next = entries.get(at + 1);
    if document.is_flow(mapping) {
        let range = match (at.checked_sub(1), next) {
            (Some(before), _) => end_of(document, entries[before])..end_of(document, entry),
            (None, Some(next)) => entry.key.span.start..next.key.span.start,
            (None, None) => entry.key.span.start..end_of(document, entry),
        };
        return Ok(document.replace(range, ""));
    }
    let column = document.column(entry.key.span.start);
    let first = document.line_of(entry.key.span.start);
    let before = document.lines(first..first + 1).get(..column).unwrap_or("");
    if before.trim().is_empty() {
        let end = document.end_of_block(value_or_key(entry), column);
        return Ok(document.without_lines(first..end));
    }
    // It stands behind the dash of an item: the next key takes its place.
    let Some(next) = next else {
        return Err(document.layout(entry.key.span.start, "this is all that the item holds"));
    };
    let below = document.line_after(value_or_key(entry))..document.line_of(next.key.span.start);
    if below
        .into_iter()
        .any(|line| matches!(document.look(line), Line::Comment(_)))
    {
        return Err(document.layout(
            entry.key.span.start,
            "a comment stands below this field at the head of its item",
        ));
    }
    Ok(document.replace(entry.key.span.start..next.key.span.start, ""))
}

fn add_in_flow(document: &Document, mapping: &Node, entries: &[&Entry], key: &str, value: &New) -> String {
    let json = entries
        .last()
        .is_some_and(|entry| document.slice(entry.key.span).starts_with('"'));
    let written = flow_entry(key, value, json);
    let Some(last) = entries.last() else {
        let inside = document.content_start(mapping) + 1;
        return document.replace(inside..inside, &written);
    };
    let start = document.start_of(document.line_of(last.key.span.start));
    let indent = document.text().get(start..last.key.span.start).unwrap_or("");
    let at = end_of(document, last);
    let between = if indent.trim().is_empty() && start > mapping.span.start {
        format!(",{}{indent}", document.eol())
    } else {
        ", ".to_owned()
    };
    document.replace(at..at, &format!("{between}{written}"))
}

/// The entries that are written in the mapping itself and not merged into it, in the order of the
/// text.
fn own_entries<'a>(document: &Document, mapping: &'a Node) -> Vec<&'a Entry> {
    let inside = |entry: &&Entry| {
        let key = entry.key.span;
        mapping.span.start <= key.start && key.end <= mapping.span.end && document.own(&entry.key).is_ok()
    };
    let mut entries: Vec<&Entry> = mapping.entries().iter().filter(inside).collect();
    entries.sort_by_key(|entry| entry.key.span.start);
    entries
}

/// What an entry ends with: its value, or its key when that has none.
fn value_or_key(entry: &Entry) -> Span {
    if entry.value.span.start >= entry.key.span.end {
        entry.value.span
    } else {
        entry.key.span
    }
}

/// Byte behind the value, or behind the key when that has none.
fn end_of(document: &Document, entry: &Entry) -> usize {
    if entry.value.span.start >= entry.key.span.end {
        document.exact(&entry.value).end
    } else {
        document.exact(&entry.key).end
    }
}
