//! Edits of a recipe's layers: the entries of `components` and their parameters.

use ingot_component::yaml::{Entry, Node, ScalarKind, ScalarStyle, Value};

use super::EditError;
use super::document::Document;
use super::fields::{predecessor, replace_scalar, set_scalar};
use super::list::List;
use super::mapping;
use super::model::with_version;
use super::new::New;
use super::scalar::Manner;

/// The text with a new layer in position `index`, or at the end when that is beyond it.
pub(super) fn add(document: &Document, index: usize, component_arn: &str) -> Result<String, EditError> {
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
    add_item(document, &document.root, "components", index, layer)
}

/// The text with layer `from` in position `to`.
pub(super) fn relocate(document: &Document, from: usize, to: usize) -> Result<String, EditError> {
    let (entry, _) = layer(document, from)?;
    layer(document, to)?;
    if from == to {
        return Ok(document.text().to_owned());
    }
    List::read(document, entry)?.relocate(from, to)
}

/// The text without layer `index`. The last one takes the key with it: AWS refuses an empty list
/// (botocore imagebuilder/2019-12-02 service-2.json, `ComponentConfigurationList`, min 1).
pub(super) fn remove(document: &Document, index: usize) -> Result<String, EditError> {
    let (entry, _) = layer(document, index)?;
    remove_item(document, &document.root, entry, index)
}

/// The text with `values` as the value of the parameter `name` of layer `index`.
pub(super) fn set_parameter(
    document: &Document,
    index: usize,
    name: &str,
    values: &[String],
) -> Result<String, EditError> {
    let (_, layer) = layer(document, index)?;
    let house = House::of(document);
    let Some(parameter) = parameter(layer, name) else {
        let name = New::Scalar {
            text: name.to_owned(),
            manner: house.name,
        };
        let item = New::Mapping(vec![
            ("name".to_owned(), name),
            ("value".to_owned(), house.list(values)),
        ]);
        let count = layer.get("parameters").map_or(0, |list| list.items().len());
        return add_item(document, layer, "parameters", count, item);
    };
    document.own(parameter)?;
    let Some(entry) = parameter.entry("value") else {
        return mapping::add(document, parameter, Some("name"), "value", &house.list(values));
    };
    document.own(&entry.value)?;
    let in_flow = is_in_flow(document, layer, parameter);
    match &entry.value.value {
        Value::Sequence(items) if !items.is_empty() && !values.is_empty() => {
            set_items(document, index, name, values, &house)
        }
        Value::Mapping(_) => Err(document.wrong_shape("value", &entry.value, "a list")),
        Value::Scalar(_) if entry.value.is_null() => Ok(mapping::fill(document, entry, &house.list(values), in_flow)),
        Value::Sequence(_) if !document.is_flow(&entry.value) => {
            Err(document.layout(entry.key.span.start, "a list of dashes cannot be made empty"))
        }
        Value::Sequence(_) | Value::Scalar(_) => {
            let json = document.slice(entry.key.span).starts_with('"');
            let list = New::List {
                items: house.items(values),
                flow: true,
            };
            let span = document.exact(&entry.value);
            Ok(document.replace(span.start..span.end, &list.in_flow(json)))
        }
    }
}

/// The text without the parameter `name` of layer `index`.
pub(super) fn clear_parameter(document: &Document, index: usize, name: &str) -> Result<String, EditError> {
    let (_, layer) = layer(document, index)?;
    let Some(entry) = layer.entry("parameters") else {
        return Ok(document.text().to_owned());
    };
    let items = entry.value.items();
    match items
        .iter()
        .position(|item| item.get("name").and_then(Node::text) == Some(name))
    {
        Some(at) => remove_item(document, layer, entry, at),
        None if items.is_empty() => mapping::remove(document, layer, entry),
        None => Ok(document.text().to_owned()),
    }
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
        Value::Sequence(items) => {
            let list = List::read(document, entry)?;
            Ok(list.insert(index.min(items.len()), item))
        }
        Value::Scalar(_) if entry.value.is_null() => Ok(mapping::fill(document, entry, &list(), in_flow)),
        _ => Err(document.wrong_shape(entry.key.text().unwrap_or(""), &entry.value, "a list")),
    }
}

fn add_item(document: &Document, holder: &Node, key: &str, index: usize, item: New) -> Result<String, EditError> {
    document.own(holder)?;
    if !holder.is_mapping() {
        return Err(document.wrong_shape("components", holder, "a mapping with `componentArn`"));
    }
    match holder.entry(key) {
        Some(entry) => append_item(document, holder, entry, index, &item),
        None => {
            let after = predecessor(holder, key);
            mapping::add(
                document,
                holder,
                after,
                key,
                &New::List {
                    items: vec![item],
                    flow: false,
                },
            )
        }
    }
}

fn remove_item(document: &Document, holder: &Node, entry: &Entry, index: usize) -> Result<String, EditError> {
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

/// The text with the items of a parameter's value changed one by one, so that those which stay the
/// same keep their lines.
fn set_items(
    document: &Document,
    index: usize,
    name: &str,
    values: &[String],
    house: &House,
) -> Result<String, EditError> {
    let mut text = document.text().to_owned();
    loop {
        let document = Document::parse(&text).map_err(|_| EditError::WouldNotBeExact)?;
        let (_, layer) = layer(&document, index)?;
        let parameter = parameter(layer, name).ok_or(EditError::WouldNotBeExact)?;
        let entry = parameter.entry("value").ok_or(EditError::WouldNotBeExact)?;
        let items = entry.value.items();
        let in_flow = is_in_flow(&document, layer, parameter) || document.is_flow(&entry.value);
        let wrong = |(item, value): &(&Node, &String)| {
            item.text() != Some(value.as_str()) || item.kind() != Some(ScalarKind::Text)
        };
        let next = if let Some((item, value)) = items.iter().zip(values).find(wrong) {
            replace_scalar(&document, item, "value", value, false, in_flow)?
        } else if items.len() > values.len() {
            List::read(&document, entry)?.remove(items.len() - 1)?
        } else if let Some(value) = values.get(items.len()) {
            let item = New::Scalar {
                text: value.clone(),
                manner: house.value,
            };
            List::read(&document, entry)?.insert(items.len(), &item)
        } else {
            return Ok(text);
        };
        if next == text {
            return Err(EditError::WouldNotBeExact);
        }
        text = next;
    }
}

/// How parameters are written in this file.
struct House {
    name: Manner,
    value: Manner,
    /// Values stand in brackets.
    flow: bool,
}

impl House {
    fn of(document: &Document) -> Self {
        let parameters = || {
            layers(document)
                .iter()
                .filter_map(|layer| layer.get("parameters"))
                .flat_map(Node::items)
        };
        let style_of = |node: &Node| node.scalar().map(|scalar| quotes(scalar.style));
        let name = parameters().find_map(|parameter| style_of(parameter.get("name")?));
        let value = parameters().find_map(|parameter| style_of(parameter.get("value")?.items().first()?));
        let list = parameters().find_map(|parameter| parameter.get("value").filter(|value| value.is_sequence()));
        Self {
            name: Manner {
                style: name.unwrap_or(ScalarStyle::Plain),
                ..Manner::PLAIN
            },
            value: Manner {
                style: value.unwrap_or(ScalarStyle::Plain),
                ..Manner::PLAIN
            },
            flow: list.is_none_or(|list| document.is_flow(list)),
        }
    }

    fn items(&self, values: &[String]) -> Vec<New> {
        values
            .iter()
            .map(|value| New::Scalar {
                text: value.clone(),
                manner: self.value,
            })
            .collect()
    }

    fn list(&self, values: &[String]) -> New {
        New::List {
            items: self.items(values),
            flow: self.flow,
        }
    }
}

/// The quotes of a style; block scalars have none.
fn quotes(style: ScalarStyle) -> ScalarStyle {
    match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => style,
        _ => ScalarStyle::Plain,
    }
}

fn layers(document: &Document) -> &[Node] {
    document.root.get("components").map_or(&[], Node::items)
}

/// The entry of `components`, and layer `index`.
fn layer(document: &Document, index: usize) -> Result<(&Entry, &Node), EditError> {
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

fn parameter<'a>(layer: &'a Node, name: &str) -> Option<&'a Node> {
    let parameters = layer.get("parameters")?.items();
    parameters
        .iter()
        .find(|parameter| parameter.get("name").and_then(Node::text) == Some(name))
}

/// Whether what `parameter` holds stands inside brackets or braces.
fn is_in_flow(document: &Document, layer: &Node, parameter: &Node) -> bool {
    let around = [
        Some(&document.root),
        document.root.get("components"),
        Some(layer),
        layer.get("parameters"),
        Some(parameter),
    ];
    around.into_iter().flatten().any(|node| document.is_flow(node))
}
