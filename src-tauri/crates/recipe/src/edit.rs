//! What a visual edit does to a recipe's file. This crate only describes it; `workspace` applies it
//! to the text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::names::Reference;

/// One edit of one resource file.
///
/// A *slot* is the position of a layer (from 0) among those that the file has, the ones that are off included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    /// Adds a layer.
    AddComponent {
        /// Its slot afterwards; the end when it is beyond it.
        slot: usize,
        /// What is written as `componentArn`.
        component_arn: String,
    },
    /// Moves layers, with their comments. They keep their order and become neighbours.
    MoveComponents {
        /// Their slots before, in any order.
        slots: Vec<usize>,
        /// The slot of the first of them afterwards; the last one that leaves room for all where it
        /// is beyond that.
        to: usize,
    },
    /// Removes layers.
    RemoveComponents {
        /// Their slots.
        slots: Vec<usize>,
    },
    /// Lays another component in the place of one.
    ReplaceComponent {
        /// The layer.
        slot: usize,
        /// What is written as `componentArn`.
        component_arn: String,
        /// Parameters that stay; the others go.
        keep: Vec<String>,
    },
    /// Comments layers out, or back in.
    SetComponentsEnabled {
        /// Their slots.
        slots: Vec<usize>,
        /// Whether AWS shall see them.
        enabled: bool,
    },
    /// Sets or clears a parameter of a layer.
    SetParameter {
        /// The layer.
        slot: usize,
        /// The parameter.
        name: String,
        /// `None` removes it, so that the component's default holds.
        value: Option<Vec<String>>,
    },
    /// Pins layers to a version or wildcard, or lets them follow the workspace's version again.
    SetComponentVersions {
        /// Slots, each with its new version; `None` removes the version from the reference.
        versions: Vec<(usize, Option<String>)>,
    },
    /// Sets or removes fields, scalars or whole structures.
    SetFields {
        /// The fields, all of which change as one edit: one after the other, so that positions are those
        /// which the changes before have left.
        changes: Vec<FieldChange>,
    },
    /// Moves an item of a list, with its comments.
    MoveItem {
        /// Keys from the root of the file to the list.
        path: Vec<String>,
        /// Its position before.
        from: usize,
        /// Its position afterwards.
        to: usize,
    },
}

/// What becomes of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Keys from the root of the file, positions of lists in decimal.
    pub path: Vec<String>,
    /// `None` removes it.
    pub value: Option<FieldValue>,
}

/// The value of a field. Whether a scalar is a number, a truth value or a text follows from the field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum FieldValue {
    /// One value, as a text.
    Scalar(String),
    /// A list.
    List(Vec<FieldValue>),
    /// A mapping; it is written in the order in which the API's reference names the fields.
    Mapping(BTreeMap<String, FieldValue>),
}

impl FieldValue {
    /// A list of texts.
    pub fn list(values: &[String]) -> Self {
        Self::List(values.iter().cloned().map(Self::Scalar).collect())
    }
}

impl Edit {
    /// What the edit is, for undo and redo: `move of auditd`. `layers` are the recipe's
    /// `componentArn`s before the edit, by slot.
    pub fn label(&self, layers: &[Reference]) -> String {
        let layer = |slot: usize| {
            layers
                .get(slot)
                .map_or_else(|| format!("layer {}", slot + 1), short_name)
        };
        let several = |slots: &[usize]| match slots {
            [slot] => layer(*slot),
            _ => format!("{} layers", slots.len()),
        };
        match self {
            Self::AddComponent { component_arn, .. } => format!("addition of {}", named(component_arn)),
            Self::MoveComponents { slots, .. } => format!("move of {}", several(slots)),
            Self::RemoveComponents { slots } => format!("removal of {}", several(slots)),
            Self::ReplaceComponent {
                slot, component_arn, ..
            } => {
                format!("{} in place of {}", named(component_arn), layer(*slot))
            }
            Self::SetComponentsEnabled { slots, enabled } => {
                format!("{} {}", several(slots), if *enabled { "on" } else { "off" })
            }
            Self::SetParameter { slot, name, value } => match value {
                Some(_) => format!("{name} of {}", layer(*slot)),
                None => format!("default for {name} of {}", layer(*slot)),
            },
            Self::SetComponentVersions { versions } => match &versions[..] {
                [(slot, Some(version))] => format!("version {version} of {}", layer(*slot)),
                [(slot, None)] => format!("workspace version of {}", layer(*slot)),
                _ => format!("versions of {} layers", versions.len()),
            },
            Self::SetFields { changes } => fields_label(changes),
            Self::MoveItem { path, from, .. } => {
                let mut item = path.clone();
                item.push(from.to_string());
                format!("move of {}", field_name(&item))
            }
        }
    }
}

fn fields_label(changes: &[FieldChange]) -> String {
    let [first, rest @ ..] = changes else {
        return "change of nothing".to_owned();
    };
    if rest.is_empty() {
        return match (&first.path[..], &first.value) {
            ([field], Some(FieldValue::Scalar(version))) if field == "semanticVersion" => format!("version {version}"),
            (path, Some(_)) => format!("change of {}", field_name(path)),
            (path, None) => format!("removal of {}", field_name(path)),
        };
    }
    let shared = rest.iter().fold(&first.path[..], |shared, change| {
        let same = shared.iter().zip(&change.path).take_while(|(a, b)| a == b).count();
        shared.get(..same).unwrap_or(shared)
    });
    if shared.is_empty() {
        format!("change of {} fields", changes.len())
    } else {
        format!("change of {}", field_name(shared))
    }
}

/// A field as forms call it: `volume size of volume 1` for `blockDeviceMappings.0.ebs.volumeSize`.
fn field_name(path: &[String]) -> String {
    let position = |step: &String| step.parse::<usize>().ok();
    let item = path
        .windows(2)
        .rev()
        .find_map(|pair| Some(format!("{} {}", item_name(pair.first()?), position(pair.get(1)?)? + 1)));
    let field = path
        .last()
        .filter(|last| position(last).is_none())
        .map(|last| words(last));
    match (field, item) {
        (Some(field), Some(item)) => format!("{field} of {item}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "the file".to_owned(),
    }
}

/// What an item of a list is called.
fn item_name(list: &str) -> String {
    match list {
        "blockDeviceMappings" => "volume".to_owned(),
        "distributions" => "region".to_owned(),
        "components" => "layer".to_owned(),
        "amiWatermarks" => "watermark".to_owned(),
        _ => format!("{} item", words(list)),
    }
}

/// `workingDirectory` as words.
fn words(field: &str) -> String {
    let is_field =
        field.starts_with(|c: char| c.is_ascii_lowercase()) && field.chars().all(|c| c.is_ascii_alphanumeric());
    if !is_field {
        return field.to_owned();
    }
    let mut words = String::new();
    for c in field.chars() {
        if c.is_ascii_uppercase() {
            words.push(' ');
        }
        words.push(c.to_ascii_lowercase());
    }
    words
}

fn named(component_arn: &str) -> String {
    short_name(&Reference::lenient(component_arn))
}

/// The name in a reference: `auditd` for `Component/auditd/1.x.x`.
fn short_name(reference: &Reference) -> String {
    match reference {
        Reference::Local(local) => local.name.to_string(),
        Reference::Arn(arn) => arn.name.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_names_the_layer_people_see() {
        let layers = [
            Reference::lenient("Component/auditd/1.x.x"),
            Reference::lenient("arn:aws:imagebuilder:eu-central-1:aws:component/update-linux/x.x.x"),
        ];
        let label = |edit: Edit| edit.label(&layers);
        assert_eq!(label(Edit::MoveComponents { slots: vec![0], to: 1 }), "move of auditd");
        assert_eq!(
            label(Edit::MoveComponents {
                slots: vec![0, 1],
                to: 1
            }),
            "move of 2 layers"
        );
        assert_eq!(
            label(Edit::RemoveComponents { slots: vec![1] }),
            "removal of update-linux"
        );
        assert_eq!(label(Edit::RemoveComponents { slots: vec![7] }), "removal of layer 8");
        let off = Edit::SetComponentsEnabled {
            slots: vec![0],
            enabled: false,
        };
        assert_eq!(label(off), "auditd off");
        let replace = Edit::ReplaceComponent {
            slot: 0,
            component_arn: "Component/chrony".into(),
            keep: Vec::new(),
        };
        assert_eq!(label(replace), "chrony in place of auditd");
        let add = Edit::AddComponent {
            slot: 0,
            component_arn: "Component/nginx-tls".into(),
        };
        assert_eq!(label(add), "addition of nginx-tls");
    }

    #[test]
    fn undo_names_fields_as_forms_do() {
        let change = |path: &str, value: Option<&str>| FieldChange {
            path: path.split('.').map(str::to_owned).collect(),
            value: value.map(|value| FieldValue::Scalar(value.to_owned())),
        };
        let label = |changes: &[FieldChange]| {
            Edit::SetFields {
                changes: changes.to_vec(),
            }
            .label(&[])
        };
        assert_eq!(label(&[change("semanticVersion", Some("1.2.0"))]), "version 1.2.0");
        assert_eq!(
            label(&[change("workingDirectory", None)]),
            "removal of working directory"
        );
        let size = change("blockDeviceMappings.0.ebs.volumeSize", Some("40"));
        assert_eq!(label(std::slice::from_ref(&size)), "change of volume size of volume 1");
        let iops = change("blockDeviceMappings.0.ebs.iops", None);
        assert_eq!(label(&[size, iops]), "change of ebs of volume 1");
        let two = [change("description", Some("a")), change("tags.Owner", Some("b"))];
        assert_eq!(label(&two), "change of 2 fields");
        let volume = Edit::MoveItem {
            path: vec!["blockDeviceMappings".into()],
            from: 1,
            to: 0,
        };
        assert_eq!(volume.label(&[]), "move of volume 2");
    }
}
