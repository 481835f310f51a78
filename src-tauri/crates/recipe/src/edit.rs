//! What a visual edit does to a recipe's file. This crate only describes it; `workspace` applies it
//! to the text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::names::Reference;

/// One edit of one resource file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    /// Adds a layer so that it gets position `index` (from 0) in `components`.
    AddComponent {
        /// Its position afterwards; the end when it is beyond it.
        index: usize,
        /// What is written as `componentArn`.
        component_arn: String,
    },
    /// Moves a layer, with its comments.
    MoveComponent {
        /// Its position before.
        from: usize,
        /// Its position afterwards.
        to: usize,
    },
    /// Removes a layer.
    RemoveComponent {
        /// Its position.
        index: usize,
    },
    /// Sets or clears a parameter of a layer.
    SetParameter {
        /// The layer.
        index: usize,
        /// The parameter.
        name: String,
        /// `None` removes it, so that the component's default holds.
        value: Option<Vec<String>>,
    },
    /// Pins a layer to a version or wildcard, or follows the workspace's version again.
    SetComponentVersion {
        /// The layer.
        index: usize,
        /// `None` removes the version from the reference.
        version: Option<String>,
    },
    /// Sets or removes `semanticVersion`'s value.
    SetVersion {
        /// The new version.
        version: String,
    },
    /// Sets or removes a scalar field.
    SetField {
        /// Keys from the root of the file, positions of lists in decimal.
        path: Vec<String>,
        /// `None` removes it.
        value: Option<String>,
    },
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

impl Edit {
    /// What the edit is, for undo and redo: `move of auditd`. `layers` are the recipe's
    /// `componentArn`s before the edit.
    pub fn label(&self, layers: &[Reference]) -> String {
        let layer = |index: usize| {
            layers
                .get(index)
                .map_or_else(|| format!("layer {}", index + 1), short_name)
        };
        match self {
            Self::AddComponent { component_arn, .. } => {
                format!("addition of {}", short_name(&Reference::lenient(component_arn)))
            }
            Self::MoveComponent { from, .. } => format!("move of {}", layer(*from)),
            Self::RemoveComponent { index } => format!("removal of {}", layer(*index)),
            Self::SetParameter {
                index,
                name,
                value: Some(_),
            } => format!("`{name}` of {}", layer(*index)),
            Self::SetParameter {
                index,
                name,
                value: None,
            } => {
                format!("default for `{name}` of {}", layer(*index))
            }
            Self::SetComponentVersion {
                index,
                version: Some(version),
            } => {
                format!("version {version} of {}", layer(*index))
            }
            Self::SetComponentVersion { index, version: None } => format!("workspace version of {}", layer(*index)),
            Self::SetVersion { version } => format!("version {version}"),
            Self::SetField { path, value } => {
                let verb = if value.is_some() { "change" } else { "removal" };
                format!("{verb} of {}", path.join("."))
            }
        }
    }
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
        assert_eq!(label(Edit::MoveComponent { from: 0, to: 1 }), "move of auditd");
        assert_eq!(label(Edit::RemoveComponent { index: 1 }), "removal of update-linux");
        assert_eq!(label(Edit::RemoveComponent { index: 7 }), "removal of layer 8");
        let add = Edit::AddComponent {
            index: 0,
            component_arn: "Component/nginx-tls".into(),
        };
        assert_eq!(label(add), "addition of nginx-tls");
    }
}
