//! What a resource file says, without how it is written: what an edit must make of it.

use std::collections::BTreeMap;

use ingot_component::VersionPattern;
use ingot_component::yaml::{Node, ScalarKind, Value};
use ingot_recipe::Reference;

use super::EditError;
use super::fields::{is_list, is_typed};
use super::step::Step;

/// A file's content; the order of keys does not count.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Model {
    Scalar {
        text: String,
        sort: Sort,
        tag: Option<String>,
    },
    List(Vec<Model>),
    Mapping(BTreeMap<String, Model>),
}

/// What sort of value a scalar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    Number,
    Bool,
    Null,
}

impl Model {
    pub fn of(node: &Node) -> Self {
        match &node.value {
            Value::Scalar(scalar) => {
                let sort = sort(node.kind().unwrap_or(ScalarKind::Text));
                Self::Scalar {
                    text: scalar.text.clone(),
                    sort,
                    tag: node.tag.clone(),
                }
            }
            Value::Sequence(items) => Self::List(items.iter().map(Self::of).collect()),
            Value::Mapping(entries) => Self::Mapping(
                entries
                    .iter()
                    .map(|entry| {
                        // A key that is no scalar is somebody's mistake, but it must survive too.
                        let key = entry
                            .key
                            .text()
                            .map_or_else(|| format!("{:?}", Self::of(&entry.key)), str::to_owned);
                        (key, Self::of(&entry.value))
                    })
                    .collect(),
            ),
        }
    }

    fn text(text: &str) -> Self {
        Self::Scalar {
            text: text.to_owned(),
            sort: Sort::Text,
            tag: None,
        }
    }

    /// What it should be after `step`.
    pub fn after(&self, step: &Step) -> Result<Self, EditError> {
        let mut root = self.clone();
        match step {
            Step::AddComponent { index, component_arn } => root.with_list("components", |layers| {
                let layer = Self::Mapping([("componentArn".to_owned(), Self::text(component_arn))].into());
                layers.insert((*index).min(layers.len()), layer);
            }),
            Step::MoveComponent { from, to } => root.with_list("components", |layers| {
                let count = layers.len();
                if let Some(index) = [*from, *to].into_iter().find(|index| *index >= count) {
                    return Err(EditError::NoSuchLayer { index, count });
                }
                let layer = layers.remove(*from);
                layers.insert(*to, layer);
                Ok(())
            })?,
            Step::RemoveComponent { index } => {
                root.with_layer(*index, |_| Ok(()))?;
                let left = root.with_list("components", |layers| {
                    layers.remove(*index);
                    layers.len()
                });
                if left == 0 {
                    root.remove_key("components");
                }
            }
            Step::SetParameter {
                index,
                name,
                value: Some(value),
            } => root.with_layer(*index, |layer| {
                let value = Self::List(value.iter().map(|text| Self::text(text)).collect());
                layer.with_list("parameters", |parameters| {
                    match parameters.iter_mut().find(|it| it.get_text("name") == Some(name)) {
                        Some(parameter) => parameter.insert_key("value", value),
                        None => parameters.push(Self::Mapping(
                            [("name".to_owned(), Self::text(name)), ("value".to_owned(), value)].into(),
                        )),
                    }
                });
                Ok(())
            })?,
            Step::SetParameter {
                index,
                name,
                value: None,
            } => root.with_layer(*index, |layer| {
                let left = layer.with_list("parameters", |parameters| {
                    if let Some(at) = parameters.iter().position(|it| it.get_text("name") == Some(name)) {
                        parameters.remove(at);
                    }
                    parameters.len()
                });
                if left == 0 {
                    layer.remove_key("parameters");
                }
                Ok(())
            })?,
            Step::SetComponentVersion { index, version } => root.with_layer(*index, |layer| {
                let reference = with_version(layer.get_text("componentArn").unwrap_or(""), version.as_deref())?;
                layer.insert_key("componentArn", Self::text(&reference));
                Ok(())
            })?,
            Step::SetField { path, value } => {
                let value = value
                    .as_deref()
                    .map(|value| Self::field(path.last().map_or("", String::as_str), value));
                root.set_path(path, value);
            }
        }
        Ok(root)
    }

    fn field(key: &str, text: &str) -> Self {
        let scalar = ingot_component::yaml::Scalar {
            text: text.to_owned(),
            style: ingot_component::yaml::ScalarStyle::Plain,
        };
        let sort = if is_typed(key) { sort(scalar.kind()) } else { Sort::Text };
        let sort = if sort == Sort::Null { Sort::Text } else { sort };
        Self::Scalar {
            text: text.to_owned(),
            sort,
            tag: None,
        }
    }

    /// Sets or removes what is at `path`, and with it whatever holds nothing any more.
    fn set_path(&mut self, path: &[String], value: Option<Self>) {
        let Some((first, rest)) = path.split_first() else {
            return;
        };
        if rest.is_empty() {
            match (self, value) {
                (Self::List(items), value) => {
                    let at = first.parse().unwrap_or(usize::MAX);
                    match value {
                        Some(value) if at < items.len() => items[at] = value,
                        Some(value) => items.push(value),
                        None if at < items.len() => {
                            items.remove(at);
                        }
                        None => {}
                    }
                }
                (mapping, Some(value)) => mapping.insert_key(first, value),
                (mapping, None) => mapping.remove_key(first),
            }
            return;
        }
        let adding = value.is_some();
        let mut inner = match self.child(first) {
            Some(child) if !child.is_null() => child.clone(),
            _ if !adding => return,
            _ if is_list(first) && rest[0].parse::<usize>().is_ok() => Self::List(Vec::new()),
            _ => Self::Mapping(BTreeMap::new()),
        };
        inner.set_path(rest, value);
        let emptied = !adding && inner.is_empty();
        self.set_path(std::slice::from_ref(first), (!emptied).then_some(inner));
    }

    fn child(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Mapping(entries) => entries.get(key),
            Self::List(items) => items.get(key.parse::<usize>().ok()?),
            Self::Scalar { .. } => None,
        }
    }

    fn is_null(&self) -> bool {
        matches!(self, Self::Scalar { sort: Sort::Null, .. })
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::List(items) => items.is_empty(),
            Self::Mapping(entries) => entries.is_empty(),
            Self::Scalar { .. } => false,
        }
    }

    fn insert_key(&mut self, key: &str, value: Self) {
        if let Self::Mapping(entries) = self {
            entries.insert(key.to_owned(), value);
        }
    }

    fn remove_key(&mut self, key: &str) {
        if let Self::Mapping(entries) = self {
            entries.remove(key);
        }
    }

    fn get_text(&self, key: &str) -> Option<&str> {
        match self.child(key)? {
            Self::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Lets `change` work on layer `index`.
    fn with_layer(
        &mut self,
        index: usize,
        change: impl FnOnce(&mut Self) -> Result<(), EditError>,
    ) -> Result<(), EditError> {
        self.with_list("components", |layers| {
            let count = layers.len();
            change(layers.get_mut(index).ok_or(EditError::NoSuchLayer { index, count })?)
        })
    }

    /// Lets `change` work on the list at `key`, made where there is none. Anything else there
    /// becomes one as well: the edit of the text then finds the wrong shape and says so.
    fn with_list<R>(&mut self, key: &str, change: impl FnOnce(&mut Vec<Self>) -> R) -> R {
        let mut items = match self.child(key) {
            Some(Self::List(items)) => items.clone(),
            _ => Vec::new(),
        };
        let result = change(&mut items);
        self.insert_key(key, Self::List(items));
        result
    }
}

fn sort(kind: ScalarKind) -> Sort {
    match kind {
        ScalarKind::Text => Sort::Text,
        ScalarKind::Int(_) | ScalarKind::Float(_) => Sort::Number,
        ScalarKind::Bool(_) => Sort::Bool,
        ScalarKind::Null => Sort::Null,
    }
}

/// A component reference with another version, or without one.
pub(super) fn with_version(reference: &str, version: Option<&str>) -> Result<String, EditError> {
    let wanted = if version.is_some() { "set" } else { "removed" };
    let refused = || EditError::NotVersioned {
        reference: reference.to_owned(),
        wanted,
    };
    if let Some(version) = version
        && version.parse::<VersionPattern>().is_err()
    {
        return Err(EditError::Version {
            version: version.to_owned(),
        });
    }
    match (reference.parse::<Reference>(), version) {
        (Ok(Reference::Local(mut local)), version) => {
            local.version = version.and_then(|version| version.parse().ok());
            Ok(local.to_string())
        }
        (Ok(Reference::Arn(mut arn)), Some(version)) if arn.version.is_some() => {
            arn.version = version.parse().ok();
            arn.build = None;
            Ok(arn.to_string())
        }
        _ => Err(refused()),
    }
}
