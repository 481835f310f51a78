//! Values of fields, as they are written where nothing is yet.

use std::collections::BTreeMap;

use ingot_recipe::FieldValue;

use super::document::Document;
use super::new::New;
use super::order::{self, is_list, is_typed};
use super::scalar::Manner;

/// What stands at the first `depth` steps of `path` and the next one, when `value` at `path` is all
/// there is.
pub(super) fn chain(document: &Document, path: &[&str], depth: usize, value: &FieldValue) -> New {
    let mut below = new(document, path, value);
    for at in (depth + 1..path.len()).rev() {
        below = if is_list(path[at - 1]) && path[at].parse::<usize>().is_ok() {
            New::List {
                items: vec![below],
                flow: false,
            }
        } else {
            New::Mapping(vec![(path[at].to_owned(), below)])
        };
    }
    below
}

/// `value` as it is written at `path`.
pub(super) fn new(document: &Document, path: &[&str], value: &FieldValue) -> New {
    match value {
        FieldValue::Scalar(text) => New::Scalar {
            text: text.clone(),
            manner: Manner {
                typed: is_typed(path),
                ..Manner::PLAIN
            },
        },
        FieldValue::List(items) => {
            let path = [path, &["0"]].concat();
            New::List {
                items: items.iter().map(|item| new(document, &path, item)).collect(),
                flow: false,
            }
        }
        FieldValue::Mapping(fields) => {
            let fields = in_order(order::of(document, path), fields).into_iter();
            New::Mapping(
                fields
                    .map(|(key, value)| (key.to_owned(), new(document, &[path, &[key]].concat(), value)))
                    .collect(),
            )
        }
    }
}

/// Whether it is a list or a mapping with nothing in it.
pub(super) fn is_empty(value: &FieldValue) -> bool {
    match value {
        FieldValue::Scalar(_) => false,
        FieldValue::List(items) => items.is_empty(),
        FieldValue::Mapping(fields) => fields.is_empty(),
    }
}

/// Fields in the API's order; names that it does not know come last.
pub(super) fn in_order<'a>(order: &[&str], fields: &'a BTreeMap<String, FieldValue>) -> Vec<(&'a str, &'a FieldValue)> {
    let mut fields: Vec<_> = fields.iter().map(|(key, value)| (key.as_str(), value)).collect();
    fields.sort_by_key(|(key, _)| order::rank(order, key));
    fields
}
