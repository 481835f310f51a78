//! Setting and clearing fields.

use std::collections::BTreeMap;

use ingot_component::yaml::{Entry, Node, ScalarStyle, Value};
use ingot_recipe::FieldValue;

use super::EditError;
use super::document::Document;
use super::list::List;
use super::mapping;
use super::model::Model;
use super::new::New;
use super::order::{self, is_typed};
use super::replace::{replace_scalar, set_scalar};
use super::value::{chain, in_order, is_empty, new};

/// The text with `value` at `path`.
pub(super) fn set(document: &Document, path: &[&str], value: &FieldValue) -> Result<String, EditError> {
    let mut node = &document.root;
    let mut in_flow = false;
    for (depth, step) in path.iter().enumerate() {
        document.own(node)?;
        in_flow |= document.is_flow(node);
        let is_last = depth + 1 == path.len();
        match &node.value {
            Value::Mapping(_) => match node.entry(step) {
                Some(entry) if is_last => return replace_entry(document, entry, path, value, in_flow),
                Some(entry) if entry.value.is_null() => {
                    let below = chain(document, path, depth, value);
                    return Ok(mapping::fill(document, entry, &below, in_flow));
                }
                Some(entry) => node = &entry.value,
                None => {
                    let order = order::of(document, &path[..depth]);
                    let below = chain(document, path, depth, value);
                    return mapping::add(document, node, order, step, &below);
                }
            },
            Value::Sequence(items) => {
                let Ok(index) = step.parse::<usize>() else {
                    return Err(document.wrong_shape(&path[..depth].join("."), node, "a mapping"));
                };
                match items.get(index) {
                    Some(item) if is_last => return replace_item(document, item, path, index, value, in_flow),
                    Some(item) => node = item,
                    None => return append(document, path, depth, &chain(document, path, depth, value)),
                }
            }
            Value::Scalar(_) => {
                return Err(document.wrong_shape(&path[..depth].join("."), node, "a mapping"));
            }
        }
    }
    Ok(document.text().to_owned())
}

/// The text with `value` behind the key of `entry`, which has something there.
fn replace_entry(
    document: &Document,
    entry: &Entry,
    path: &[&str],
    value: &FieldValue,
    in_flow: bool,
) -> Result<String, EditError> {
    let old = &entry.value;
    document.own(old)?;
    if Model::of(old) == Model::field(path, value) {
        return Ok(document.text().to_owned());
    }
    let was_empty = old.items().is_empty() && old.entries().is_empty();
    match (value, &old.value) {
        (FieldValue::Scalar(text), Value::Scalar(_)) => {
            set_scalar(document, entry, &path.join("."), text, is_typed(path), in_flow)
        }
        (FieldValue::List(_) | FieldValue::Mapping(_), Value::Scalar(_)) if !old.is_null() => {
            Err(wrong_shape(document, old, path, value))
        }
        (_, Value::Scalar(_)) => Ok(mapping::fill(document, entry, &new(document, path, value), in_flow)),
        _ if was_empty && document.slice(old.span).contains('#') => {
            Err(document.layout(old.span.start, "a comment stands between these brackets"))
        }
        _ if was_empty => Ok(mapping::fill(document, entry, &new(document, path, value), in_flow)),
        _ if is_empty(value) => mapping::empty(document, entry, &new(document, path, value)),
        _ => merge(document, old, path, value),
    }
}

/// The text with `value` as the item `index` of a list, which is there.
fn replace_item(
    document: &Document,
    item: &Node,
    path: &[&str],
    index: usize,
    value: &FieldValue,
    in_flow: bool,
) -> Result<String, EditError> {
    document.own(item)?;
    if Model::of(item) == Model::field(path, value) {
        return Ok(document.text().to_owned());
    }
    match (value, &item.value) {
        (FieldValue::Scalar(text), Value::Scalar(_)) => {
            replace_scalar(document, item, &path.join("."), text, is_typed(path), in_flow)
        }
        (FieldValue::Mapping(_), Value::Mapping(old)) if !is_empty(value) && !old.is_empty() => {
            merge(document, item, path, value)
        }
        _ => {
            let list = &path[..path.len() - 1];
            let more = insert(document, list, index, value)?;
            let document = Document::again(&more)?;
            let old = position(&document, list, index + 1);
            List::read(&document, entry_of(&document, list)?)?.remove(old)
        }
    }
}

/// The text with `value` in the place of `old`, of which only what differs is written.
fn merge(document: &Document, old: &Node, path: &[&str], value: &FieldValue) -> Result<String, EditError> {
    match (value, &old.value) {
        (FieldValue::List(new), Value::Sequence(old)) => set_list(document, old, path, new),
        (FieldValue::Mapping(new), Value::Mapping(old)) => set_mapping(document, old, path, new),
        _ => Err(wrong_shape(document, old, path, value)),
    }
}

/// Items at the start and at the end that stay the same are not touched; those between are
/// replaced one by one.
fn set_list(document: &Document, old: &[Node], path: &[&str], new: &[FieldValue]) -> Result<String, EditError> {
    let same = |old: &Node, at: usize| {
        let at_path = [path, &["0"]].concat();
        new.get(at)
            .is_some_and(|value| Model::of(old) == Model::field(&at_path, value))
    };
    let shorter = old.len().min(new.len());
    let start = (0..shorter).take_while(|&at| same(&old[at], at)).count();
    let end = (1..=shorter - start)
        .take_while(|&back| same(&old[old.len() - back], new.len() - back))
        .count();
    let gone = old.len() - start - end;
    let come = new.get(start..new.len() - end).unwrap_or(&[]);
    let mut text = document.text().to_owned();
    for at in (start + come.len()..start + gone).rev() {
        let document = Document::again(&text)?;
        text = List::read(&document, entry_of(&document, path)?)?.remove(position(&document, path, at))?;
    }
    for (at, value) in (start..).zip(come) {
        let document = Document::again(&text)?;
        text = if at < start + gone {
            set(&document, &[path, &[at.to_string().as_str()]].concat(), value)?
        } else {
            insert(&document, path, at, value)?
        };
    }
    Ok(text)
}

/// Keys that are not in `new` go.
fn set_mapping(
    document: &Document,
    old: &[Entry],
    path: &[&str],
    new: &BTreeMap<String, FieldValue>,
) -> Result<String, EditError> {
    let mut text = document.text().to_owned();
    for (key, value) in in_order(order::of(document, path), new) {
        text = set(&Document::again(&text)?, &[path, &[key]].concat(), value)?;
    }
    let gone = old.iter().filter_map(|entry| entry.key.text());
    for key in gone.filter(|key| !new.contains_key(*key)) {
        text = clear(&Document::again(&text)?, &[path, &[key]].concat())?;
    }
    Ok(text)
}

/// The text with `value` as a new item `index` of the list at `path`, quoted as the others are.
fn insert(document: &Document, path: &[&str], index: usize, value: &FieldValue) -> Result<String, EditError> {
    let entry = entry_of(document, path)?;
    let mut item = new(document, &[path, &["0"]].concat(), value);
    let style = entry
        .value
        .items()
        .iter()
        .rev()
        .find_map(|item| Some(item.scalar()?.style));
    if let (New::Scalar { manner, .. }, Some(style)) = (&mut item, style)
        && matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted)
    {
        manner.style = style;
    }
    Ok(List::read(document, entry)?.insert(position(document, path, index), &item))
}

/// The position in the text of item `index` of the list at `path`: among layers, the slot.
pub(super) fn position(document: &Document, path: &[&str], index: usize) -> usize {
    if path != ["components"] {
        return index;
    }
    let layers = document.layers();
    let slot = layers.iter().position(|layer| layer.index == Some(index));
    slot.unwrap_or(layers.len())
}

/// The text without what is at `path`, and without whatever would then hold nothing.
pub(super) fn clear(document: &Document, path: &[&str]) -> Result<String, EditError> {
    let mut nodes = vec![&document.root];
    for step in path {
        let here = nodes[nodes.len() - 1];
        let below = match &here.value {
            Value::Mapping(_) => here.get(step),
            Value::Sequence(items) => step.parse::<usize>().ok().and_then(|index| items.get(index)),
            Value::Scalar(_) => None,
        };
        match below {
            Some(below) => nodes.push(below),
            None => return Ok(document.text().to_owned()),
        }
    }
    let only = |node: &Node| node.entries().len() + node.items().len() <= 1;
    let mut depth = path.len();
    while depth > 1 && only(nodes[depth - 1]) {
        depth -= 1;
    }
    let Some(step) = depth.checked_sub(1).map(|last| path[last]) else {
        return Ok(document.text().to_owned());
    };
    let holder = nodes[depth - 1];
    document.own(holder)?;
    match holder.entry(step) {
        Some(entry) => mapping::remove(document, holder, entry),
        None => {
            let list = entry_of(document, &path[..depth - 1])?;
            let index = step.parse().unwrap_or(0);
            List::read(document, list)?.remove(position(document, &path[..depth - 1], index))
        }
    }
}

fn wrong_shape(document: &Document, node: &Node, path: &[&str], value: &FieldValue) -> EditError {
    let expected = match value {
        FieldValue::Scalar(_) => "a single value",
        FieldValue::List(_) => "a list",
        FieldValue::Mapping(_) => "a mapping",
    };
    document.wrong_shape(&path.join("."), node, expected)
}

/// The text with `item` behind the last item of the list at the first `depth` steps of `path`.
fn append(document: &Document, path: &[&str], depth: usize, item: &New) -> Result<String, EditError> {
    let entry = entry_of(document, &path[..depth])?;
    let count = entry.value.items().len();
    if path[depth].parse() != Ok(count) {
        return Err(document.layout(entry.key.span.start, "the list has no such position"));
    }
    super::layers::append_item(document, &document.root, entry, usize::MAX, item)
}

/// The entry at `path`, whose last step is a key.
pub(super) fn entry_of<'a>(document: &'a Document, path: &[&str]) -> Result<&'a Entry, EditError> {
    let mut node = &document.root;
    let mut found = None;
    for step in path {
        let next = match step.parse::<usize>() {
            Ok(index) if node.is_sequence() => {
                found = None;
                node.items().get(index)
            }
            _ => {
                found = node.entry(step);
                found.map(|entry| &entry.value)
            }
        };
        node = next.unwrap_or(node);
    }
    found.ok_or_else(|| document.layout(node.span.start, "a list inside a list"))
}
