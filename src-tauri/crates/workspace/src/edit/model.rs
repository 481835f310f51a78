//! What a resource file says, without how it is written.

use std::collections::BTreeMap;

use ingot_component::yaml::{Node, Scalar, ScalarKind, ScalarStyle, Value};
use ingot_recipe::FieldValue;

use super::order::{is_list, is_typed};

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
                    // A text is a text, whether it says so or not.
                    tag: node
                        .tag
                        .clone()
                        .filter(|tag| sort != Sort::Text || tag != "tag:yaml.org,2002:str"),
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

    pub fn text(text: &str) -> Self {
        Self::Scalar {
            text: text.to_owned(),
            sort: Sort::Text,
            tag: None,
        }
    }

    /// `value` as the field at `path` says it.
    pub fn field(path: &[&str], value: &FieldValue) -> Self {
        match value {
            FieldValue::Scalar(text) => {
                let scalar = Scalar {
                    text: text.clone(),
                    style: ScalarStyle::Plain,
                };
                let sort = if is_typed(path) {
                    sort(scalar.kind())
                } else {
                    Sort::Text
                };
                let sort = if sort == Sort::Null { Sort::Text } else { sort };
                Self::Scalar {
                    text: text.clone(),
                    sort,
                    tag: None,
                }
            }
            FieldValue::List(items) => {
                let path = [path, &["0"]].concat();
                Self::List(items.iter().map(|item| Self::field(&path, item)).collect())
            }
            FieldValue::Mapping(fields) => Self::Mapping(
                fields
                    .iter()
                    .map(|(key, value)| (key.clone(), Self::field(&[path, &[key]].concat(), value)))
                    .collect(),
            ),
        }
    }

    /// Sets or removes what is at `path`, and with it whatever holds nothing any more.
    pub fn set_path(&mut self, path: &[String], value: Option<Self>) {
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

    pub fn child(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Mapping(entries) => entries.get(key),
            Self::List(items) => items.get(key.parse::<usize>().ok()?),
            Self::Scalar { .. } => None,
        }
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Self::Scalar { sort: Sort::Null, .. })
    }

    pub fn is_empty(&self) -> bool {
        match self {
            Self::List(items) => items.is_empty(),
            Self::Mapping(entries) => entries.is_empty(),
            Self::Scalar { .. } => false,
        }
    }

    pub fn insert_key(&mut self, key: &str, value: Self) {
        if let Self::Mapping(entries) = self {
            entries.insert(key.to_owned(), value);
        }
    }

    pub fn remove_key(&mut self, key: &str) {
        if let Self::Mapping(entries) = self {
            entries.remove(key);
        }
    }

    pub fn get_text(&self, key: &str) -> Option<&str> {
        match self.child(key)? {
            Self::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Lets `change` work on the list at `key`, made where there is none. Anything else there
    /// becomes one as well: the edit of the text then finds the wrong shape and says so.
    pub fn with_list<R>(&mut self, key: &str, change: impl FnOnce(&mut Vec<Self>) -> R) -> R {
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
