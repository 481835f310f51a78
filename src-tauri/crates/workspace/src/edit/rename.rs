//! Renaming a resource: its own file, and the files that refer to it.

use ingot_component::yaml::{Node, Value};
use ingot_recipe::names::{Kind, LocalReference, Reference, ResourceName, normalised};
use ingot_recipe::{Edit, FieldChange, FieldValue};

use super::document::Document;
use super::{EditError, apply};

/// The fields that refer to resources of the workspace (botocore imagebuilder/2019-12-02
/// service-2.json, the requests that create recipes and pipelines).
const REFERENCES: [&str; 6] = [
    "componentArn",
    "containerRecipeArn",
    "distributionConfigurationArn",
    "imageRecipeArn",
    "infrastructureConfigurationArn",
    "parentImage",
];

/// The text of a resource file with another `name`.
///
/// # Errors
/// See [`EditError`].
pub fn rename(text: &str, name: &ResourceName) -> Result<String, EditError> {
    apply(text, &set(vec![change(vec!["name".to_owned()], name.as_str())]))
}

/// The text of a resource file with another reference at `path`: `["parentImage"]`, or
/// `["components", "2", "componentArn"]` with the position among the layers that are on.
///
/// # Errors
/// See [`EditError`].
pub fn replace_reference(text: &str, path: &[String], new_reference: &str) -> Result<String, EditError> {
    apply(text, &set(vec![change(path.to_vec(), new_reference)]))
}

/// The text of a resource file in which every reference to the `kind` called `old` calls it `new`,
/// in layers that are off as well. Versions stay. The text as it is where there is none.
///
/// # Errors
/// See [`EditError`].
pub fn rename_references(text: &str, kind: Kind, old: &str, new: &ResourceName) -> Result<String, EditError> {
    let old = normalised(old);
    let renamed = |reference: &Reference| {
        let local = reference.local(kind).filter(|local| local.name.normalised() == old)?;
        let local = LocalReference {
            name: new.clone(),
            ..local.clone()
        };
        Some(local.to_string())
    };
    let document = Document::parse(text.strip_prefix('\u{feff}').unwrap_or(text))?;
    let changes: Vec<FieldChange> = references(&document.root)
        .into_iter()
        .filter_map(|(path, written)| Some(change(path, &renamed(&Reference::lenient(written))?)))
        .collect();
    let mut text = match changes.is_empty() {
        true => text.to_owned(),
        false => apply(text, &set(changes))?,
    };
    for (slot, layer) in document.layers().into_iter().enumerate() {
        if layer.enabled() {
            continue;
        }
        if let Some(component_arn) = renamed(&layer.component.component_arn) {
            let parameters = layer.component.parameters;
            let edit = Edit::ReplaceComponent {
                slot,
                component_arn,
                keep: parameters.into_iter().map(|parameter| parameter.name).collect(),
            };
            text = apply(&text, &edit)?;
        }
    }
    Ok(text)
}

/// The texts of the fields that refer to something, with the way to them.
fn references(root: &Node) -> Vec<(Vec<String>, &str)> {
    let mut found = Vec::new();
    let mut open: Vec<(Vec<String>, &Node)> = vec![(Vec::new(), root)];
    while let Some((path, node)) = open.pop() {
        let below = |step: String| [&path[..], &[step]].concat();
        match &node.value {
            Value::Scalar(scalar) => {
                let refers = path.last().is_some_and(|field| REFERENCES.contains(&field.as_str()));
                if refers {
                    found.push((path, scalar.text.as_str()));
                }
            }
            Value::Sequence(items) => {
                let items = items.iter().enumerate();
                open.extend(items.map(|(at, item)| (below(at.to_string()), item)));
            }
            Value::Mapping(entries) => {
                let entries = entries
                    .iter()
                    .filter_map(|entry| Some((entry.key.text()?, &entry.value)));
                open.extend(entries.map(|(key, value)| (below(key.to_owned()), value)));
            }
        }
    }
    found
}

fn change(path: Vec<String>, value: &str) -> FieldChange {
    FieldChange {
        path,
        value: Some(FieldValue::Scalar(value.to_owned())),
    }
}

fn set(changes: Vec<FieldChange>) -> Edit {
    Edit::SetFields { changes }
}
