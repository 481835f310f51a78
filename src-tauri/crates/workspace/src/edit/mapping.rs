//! Adding and removing the keys of a mapping.

use ingot_component::Span;
use ingot_component::yaml::{Entry, Node};

use super::EditError;
use super::document::{Document, Line};
use super::new::{New, block, flow_entry};

/// The text with `key: value` added to `mapping`: in its place in `order`, else at the end.
pub(super) fn add(
    document: &Document,
    mapping: &Node,
    order: &[&str],
    key: &str,
    value: &New,
) -> Result<String, EditError> {
    document.own(mapping)?;
    let entries = own_entries(document, mapping);
    let rank = |entry: &&&Entry| {
        entry
            .key
            .text()
            .and_then(|key| order.iter().position(|name| *name == key))
    };
    let place = order.iter().position(|name| *name == key);
    let before = entries
        .iter()
        .filter(|entry| rank(entry).is_some() && rank(entry) < place)
        .max_by_key(|entry| rank(entry));
    let is_first = before.is_none() && place.is_some() && entries.first().is_some_and(|entry| rank(&entry) > place);
    let neighbour = before.or(entries.last());
    if document.is_flow(mapping) {
        let neighbour = neighbour.filter(|_| !is_first).copied();
        return Ok(add_in_flow(document, mapping, &entries, neighbour, key, value));
    }
    let (Some(first), Some(neighbour)) = (entries.first(), neighbour) else {
        return Err(document.layout(mapping.span.start, "this mapping has nothing written in it"));
    };
    let column = document.column(first.key.span.start);
    let lines = block(&value.entry_lines(key, document.list_indent()), column, document.eol());
    if is_first {
        // The first key may stand behind a dash: what follows it moves to the next line.
        let at = first.key.span.start;
        let indent = " ".repeat(column);
        return Ok(document.replace(at..at, &format!("{}{indent}", lines.trim_start_matches(' '))));
    }
    let at = document.start_of(end_of_lines(document, neighbour, column));
    Ok(document.replace(at..at, &lines))
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

/// The text with `[]` or `{}` behind the key of `entry` instead of the list or mapping there.
pub(super) fn empty(document: &Document, entry: &Entry, value: &New) -> Result<String, EditError> {
    document.own(&entry.value)?;
    let written = value.in_flow(false);
    let node = &entry.value;
    if document.is_flow(node) {
        let span = document.exact(node);
        if document.slice(span).contains('#') {
            return Err(document.layout(node.span.start, "a comment stands between these brackets"));
        }
        return Ok(document.replace(span.start..span.end, &written));
    }
    let key = entry.key.span.end;
    let column = document.column(entry.key.span.start);
    let below = document.start_of(document.line_of(key) + 1);
    let end = document.start_of(end_of_lines(document, entry, column));
    let head = document.text().get(key..below).unwrap_or("");
    match head.strip_prefix(':') {
        Some(behind) if node.span.start >= below => Ok(document.replace(key..end, &format!(": {written}{behind}"))),
        _ => Err(document.layout(key, "the value does not start on a line below its key")),
    }
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
        let end = end_of_lines(document, entry, column);
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

/// The text with `key: value` behind `neighbour`, or before all others.
fn add_in_flow(
    document: &Document,
    mapping: &Node,
    entries: &[&Entry],
    neighbour: Option<&Entry>,
    key: &str,
    value: &New,
) -> String {
    let json = entries
        .last()
        .is_some_and(|entry| document.slice(entry.key.span).starts_with('"'));
    let written = flow_entry(key, value, json);
    let Some(first) = entries.first() else {
        let inside = document.content_start(mapping) + 1;
        return document.replace(inside..inside, &written);
    };
    let beside = neighbour.unwrap_or(first).key.span.start;
    let start = document.start_of(document.line_of(beside));
    let indent = document.text().get(start..beside).unwrap_or("");
    let between = if indent.trim().is_empty() && start > mapping.span.start {
        format!(",{}{indent}", document.eol())
    } else {
        ", ".to_owned()
    };
    match neighbour {
        Some(neighbour) => {
            let at = end_of(document, neighbour);
            document.replace(at..at, &format!("{between}{written}"))
        }
        None => document.replace(beside..beside, &format!("{written}{between}")),
    }
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

/// The line behind those of an entry whose key stands in `column`, with the comments below it and
/// the layers that are off.
fn end_of_lines(document: &Document, entry: &Entry, column: usize) -> usize {
    let off = document.layers_off(entry);
    let end = off.last().map_or(0, |layer| document.line_after(layer.span));
    let last = value_or_key(entry);
    document.end_with_comments(document.line_after(last).max(end)..document.line_count(), column)
}

/// Byte behind the value, or behind the key when that has none.
fn end_of(document: &Document, entry: &Entry) -> usize {
    if entry.value.span.start >= entry.key.span.end {
        document.exact(&entry.value).end
    } else {
        document.exact(&entry.key).end
    }
}
