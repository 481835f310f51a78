//! The single changes that edits are made of.

use ingot_recipe::{Edit, FieldValue};

use super::EditError;

/// One change of one place.
pub(super) enum Step {
    AddComponent {
        index: usize,
        component_arn: String,
    },
    MoveComponent {
        from: usize,
        to: usize,
    },
    RemoveComponent {
        index: usize,
    },
    SetParameter {
        index: usize,
        name: String,
        value: Option<Vec<String>>,
    },
    SetComponentVersion {
        index: usize,
        version: Option<String>,
    },
    SetField {
        path: Vec<String>,
        value: Option<String>,
    },
}

impl Step {
    /// The step that `edit` is.
    pub fn of(edit: &Edit) -> Result<Self, EditError> {
        let only = |slots: &[usize]| match slots {
            [slot] => Ok(*slot),
            _ => Err(EditError::WouldNotBeExact),
        };
        Ok(match edit.clone() {
            Edit::AddComponent { slot, component_arn } => Self::AddComponent {
                index: slot,
                component_arn,
            },
            Edit::MoveComponents { slots, to } => Self::MoveComponent {
                from: only(&slots)?,
                to,
            },
            Edit::RemoveComponents { slots } => Self::RemoveComponent { index: only(&slots)? },
            Edit::SetParameter { slot, name, value } => Self::SetParameter {
                index: slot,
                name,
                value,
            },
            Edit::SetComponentVersions { versions } => match &versions[..] {
                [(slot, version)] => Self::SetComponentVersion {
                    index: *slot,
                    version: version.clone(),
                },
                _ => return Err(EditError::WouldNotBeExact),
            },
            Edit::SetFields { changes } => match &changes[..] {
                [change] => {
                    let value = match &change.value {
                        None => None,
                        Some(FieldValue::Scalar(value)) => Some(value.clone()),
                        Some(_) => return Err(EditError::WouldNotBeExact),
                    };
                    Self::SetField {
                        path: change.path.clone(),
                        value,
                    }
                }
                _ => return Err(EditError::WouldNotBeExact),
            },
            _ => return Err(EditError::WouldNotBeExact),
        })
    }
}
