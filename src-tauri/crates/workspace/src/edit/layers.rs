//! Edits of a recipe's layers: the entries of `components`.

use ingot_component::yaml::{Entry, Node, ScalarStyle, Value};
use ingot_recipe::FieldValue;
use ingot_recipe::resources::{ComponentConfiguration, WrittenLayer};

use super::EditError;
use super::document::Document;
use super::fields;
use super::list::List;
use super::mapping;
use super::new::New;
use super::off::{self, Marks};
use super::order;
use super::reference::with_version;
use super::replace::set_scalar;
use super::scalar::Manner;

/// The text with a new layer in `slot`, or at the end when that is beyond it.
pub(super) fn add(document: &Document, slot: usize, component_arn: &str) -> Result<String, EditError> {
    let style = layers(document)
        .iter()
        .rev()
        .find_map(|layer| layer.get("componentArn")?.scalar())
        .map_or(ScalarStyle::Plain, |scalar| quotes(scalar.style));
    let reference = New::Scalar {
        text: component_arn.to_owned(),
        manner: Manner { style, ..Manner::PLAIN },
    };
    let layer = New::Mapping(vec![("componentArn".to_owned(), reference)]);
    if layers(document).is_empty() && !document.layers().is_empty() {
        // All of them are off.
        let document = Document::again(&off::without_empty_list(document)?)?;
        let entry = document.root.entry("components").ok_or(EditError::WouldNotBeExact)?;
        return Ok(List::read(&document, entry)?.insert(slot, &layer));
    }
    add_item(document, &document.root, "components", slot, layer)
}

/// The text with the layers in `slots`, which are sorted, as neighbours, the first of them in slot
/// `to`.
pub(super) fn relocate(document: &Document, slots: &[usize], to: usize) -> Result<String, EditError> {
    let Some(entry) = document.root.entry("components") else {
        return Ok(document.text().to_owned());
    };
    let mut list = List::read(document, entry)?;
    for (from, to) in moves(slots, to, document.layers().len()) {
        list.relocate(from, to);
    }
    Ok(list.text())
}

/// The single moves that bring `slots` together at `to`: downwards from the last one, upwards from
/// the first one, so that none disturbs another.
pub(super) fn moves(slots: &[usize], to: usize, count: usize) -> Vec<(usize, usize)> {
    let to = to.min(count.saturating_sub(slots.len()));
    let mut order: Vec<usize> = (0..count).collect();
    let targets = slots.iter().enumerate().map(|(at, slot)| (*slot, to + at));
    let (down, up): (Vec<_>, Vec<_>) = targets.partition(|(slot, target)| slot < target);
    let mut moves = Vec::new();
    for (slot, target) in down.into_iter().rev().chain(up) {
        let Some(from) = order.iter().position(|it| *it == slot) else {
            continue;
        };
        if from != target {
            let moved = order.remove(from);
            order.insert(target, moved);
            moves.push((from, target));
        }
    }
    moves
}

/// The text without the layer in `slot`. The last one takes the key with it: AWS refuses an empty
/// list (botocore imagebuilder/2019-12-02 service-2.json, `ComponentConfigurationList`, min 1).
pub(super) fn remove(document: &Document, slot: usize) -> Result<String, EditError> {
    let slots = document.layers();
    let entry = document.root.entry("components").ok_or(EditError::WouldNotBeExact)?;
    if slots.len() == 1 {
        return remove_item(document, &document.root, entry, slot);
    }
    let is_last_one_on = entry.value.items().len() == 1 && slots.get(slot).is_some_and(WrittenLayer::enabled);
    if !is_last_one_on {
        return List::read(document, entry)?.remove(slot);
    }
    // The others are off: the list stays, and says that it is empty.
    let text = off::disable(document, slot, Marks::USUAL)?;
    remove(&Document::again(&text)?, slot)
}

/// The text with the layer in `slot` on or off.
pub(super) fn set_enabled(document: &Document, slot: usize, enabled: bool) -> Result<String, EditError> {
    match document.layers().get(slot) {
        Some(layer) if layer.enabled() == enabled => Ok(document.text().to_owned()),
        _ if enabled => Ok(off::enable(document, slot)?.0),
        _ => off::disable(document, slot, Marks::USUAL),
    }
}

/// The text that `change` makes of the layer in `slot`, which gets the document and the layer's
/// position in `components`. A layer that is off is on meanwhile.
pub(super) fn within(
    document: &Document,
    slot: usize,
    change: impl FnOnce(&Document, usize) -> Result<String, EditError>,
) -> Result<String, EditError> {
    let index_of = |document: &Document| document.layers().get(slot).and_then(|layer| layer.index);
    if let Some(index) = index_of(document) {
        return change(document, index);
    }
    let (text, marks) = off::enable(document, slot)?;
    let on = Document::again(&text)?;
    let index = index_of(&on).ok_or(EditError::WouldNotBeExact)?;
    let changed = Document::again(&change(&on, index)?)?;
    off::disable(&changed, slot, marks)
}

/// The text with another component in layer `index`, and without the parameters that are not in
/// `keep`.
pub(super) fn replace(
    document: &Document,
    index: usize,
    component_arn: &str,
    keep: &[String],
) -> Result<String, EditError> {
    let path = ["components", &index.to_string(), "componentArn"];
    let mut text = fields::set(document, &path, &FieldValue::Scalar(component_arn.to_owned()))?;
    let (_, layer) = layer(document, index)?;
    let Some(entry) = layer.entry("parameters") else {
        return Ok(text);
    };
    let parameters = entry.value.items();
    let stays = |parameter: &Node| keeps(parameter.get("name").and_then(Node::text), keep);
    if document.own(&entry.value).is_err() && !parameters.is_empty() && !parameters.iter().any(stays) {
        // They are written elsewhere: only the key goes.
        let document = Document::again(&text)?;
        let (_, layer) = self::layer(&document, index)?;
        let entry = layer.entry("parameters").ok_or(EditError::WouldNotBeExact)?;
        return mapping::remove(&document, layer, entry);
    }
    for at in (0..parameters.len()).rev() {
        if stays(&parameters[at]) {
            continue;
        }
        let document = Document::again(&text)?;
        let (_, layer) = self::layer(&document, index)?;
        let entry = layer.entry("parameters").ok_or(EditError::WouldNotBeExact)?;
        text = remove_item(&document, layer, entry, at)?;
    }
    Ok(text)
}

/// Whether a parameter called `name` is among those that stay.
pub(super) fn keeps(name: Option<&str>, keep: &[String]) -> bool {
    name.is_some_and(|name| keep.iter().any(|kept| kept == name))
}

/// The text with another version in the reference of layer `index`.
pub(super) fn set_version(document: &Document, index: usize, version: Option<&str>) -> Result<String, EditError> {
    let (_, layer) = layer(document, index)?;
    document.own(layer)?;
    let Some(entry) = layer.entry("componentArn") else {
        return Err(document.wrong_shape("components", layer, "a mapping with `componentArn`"));
    };
    let reference = with_version(entry.value.text().unwrap_or(""), version)?;
    let in_flow = document.is_flow(&document.root)
        || document.is_flow(layer)
        || document
            .root
            .get("components")
            .is_some_and(|list| document.is_flow(list));
    set_scalar(document, entry, "componentArn", &reference, false, in_flow)
}

/// The text with `item` in position `index` of the list that is the value of `entry`, a key of
/// `holder`.
pub(super) fn append_item(
    document: &Document,
    holder: &Node,
    entry: &Entry,
    index: usize,
    item: &New,
) -> Result<String, EditError> {
    document.own(&entry.value)?;
    let list = || New::List {
        items: vec![item.clone()],
        flow: false,
    };
    let in_flow = document.is_flow(holder);
    match &entry.value.value {
        Value::Sequence(items) if items.is_empty() && !in_flow => {
            // `[]` becomes a list of dashes.
            let span = entry.value.span;
            let mut emptied = entry.clone();
            emptied.value.value = Value::Mapping(Vec::new());
            emptied.value.span = span;
            Ok(mapping::fill(document, &emptied, &list(), false))
        }
        Value::Sequence(_) => Ok(List::read(document, entry)?.insert(index, item)),
        Value::Scalar(_) if entry.value.is_null() => Ok(mapping::fill(document, entry, &list(), in_flow)),
        _ => Err(document.wrong_shape(entry.key.text().unwrap_or(""), &entry.value, "a list")),
    }
}

pub(super) fn add_item(
    document: &Document,
    holder: &Node,
    key: &str,
    index: usize,
    item: New,
) -> Result<String, EditError> {
    document.own(holder)?;
    if !holder.is_mapping() {
        return Err(document.wrong_shape("components", holder, "a mapping with `componentArn`"));
    }
    match holder.entry(key) {
        Some(entry) => append_item(document, holder, entry, index, &item),
        None => {
            let items = vec![item];
            let order = if key == "components" {
                order::of_root(document)
            } else {
                ComponentConfiguration::FIELDS
            };
            mapping::add(document, holder, order, key, &New::List { items, flow: false })
        }
    }
}

pub(super) fn remove_item(
    document: &Document,
    holder: &Node,
    entry: &Entry,
    index: usize,
) -> Result<String, EditError> {
    if entry.value.items().len() > 1 {
        return List::read(document, entry)?.remove(index);
    }
    document.own(holder)?;
    let column = document.column(entry.key.span.start);
    let line = document.start_of(document.line_of(entry.key.span.start));
    let alone = document.text()[line..line + column].trim().is_empty();
    let dissolved = if alone {
        List::read(document, entry)?.dissolve(entry)
    } else {
        None
    };
    match dissolved {
        Some(text) => Ok(text),
        None => mapping::remove(document, holder, entry),
    }
}

/// The quotes of a style; block scalars have none.
pub(super) fn quotes(style: ScalarStyle) -> ScalarStyle {
    match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => style,
        _ => ScalarStyle::Plain,
    }
}

pub(super) fn layers(document: &Document) -> &[Node] {
    document.root.get("components").map_or(&[], Node::items)
}

/// The entry of `components`, and layer `index`.
pub(super) fn layer(document: &Document, index: usize) -> Result<(&Entry, &Node), EditError> {
    let entry = document.root.entry("components");
    let items = entry.map_or(&[][..], |entry| entry.value.items());
    match (entry, items.get(index)) {
        (Some(entry), Some(layer)) => {
            document.own(&entry.value)?;
            Ok((entry, layer))
        }
        _ => Err(EditError::NoSuchLayer {
            index,
            count: items.len(),
        }),
    }
}
