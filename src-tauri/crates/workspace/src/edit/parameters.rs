//! Edits of the parameters of a layer.

use ingot_component::yaml::{Node, ScalarStyle, Value};
use ingot_recipe::FieldValue;
use ingot_recipe::resources::ComponentParameter;

use super::EditError;
use super::document::Document;
use super::fields;
use super::layers::{add_item, layer, layers, quotes, remove_item};
use super::mapping;
use super::new::New;
use super::scalar::Manner;

/// The text with `values` as the value of the parameter `name` of layer `index`.
pub(super) fn set(document: &Document, index: usize, name: &str, values: &[String]) -> Result<String, EditError> {
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
        return mapping::add(
            document,
            parameter,
            ComponentParameter::FIELDS,
            "value",
            &house.list(values),
        );
    };
    document.own(&entry.value)?;
    let in_flow = is_in_flow(document, layer, parameter);
    match &entry.value.value {
        Value::Sequence(_)
            if !in_flow
                && document.is_flow(&entry.value)
                && !document.slice(entry.value.span).contains('#')
                && values.iter().any(|value| value.contains('\n')) =>
        {
            Ok(mapping::fill(document, entry, &house.list(values), false))
        }
        Value::Sequence(items) if !items.is_empty() => {
            let position = layer.get("parameters").map_or(&[][..], Node::items);
            let position = position.iter().position(|it| it.span == parameter.span).unwrap_or(0);
            let path = [
                "components",
                &index.to_string(),
                "parameters",
                &position.to_string(),
                "value",
            ];
            fields::set(document, &path, &FieldValue::list(values))
        }
        Value::Mapping(_) => Err(document.wrong_shape("value", &entry.value, "a list")),
        Value::Scalar(_) if entry.value.is_null() => Ok(mapping::fill(document, entry, &house.list(values), in_flow)),
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
pub(super) fn clear(document: &Document, index: usize, name: &str) -> Result<String, EditError> {
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

    /// A text of several lines is a block scalar, which has no place between brackets.
    fn list(&self, values: &[String]) -> New {
        New::List {
            items: self.items(values),
            flow: self.flow && !values.iter().any(|value| value.contains('\n')),
        }
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
