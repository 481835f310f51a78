//! Whether two texts mean the same: for edits that must not change a document.

use crate::yaml::{Node, Value};

/// Whether two nodes hold the same, wherever they stand. How a text is quoted counts.
pub(crate) fn same(a: &Node, b: &Node) -> bool {
    a.tag == b.tag
        && match (&a.value, &b.value) {
            (Value::Scalar(a), Value::Scalar(b)) => a == b,
            (Value::Sequence(a), Value::Sequence(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
            (Value::Mapping(a), Value::Mapping(b)) => {
                a.len() == b.len()
                    && a.iter()
                        .zip(b)
                        .all(|(a, b)| same(&a.key, &b.key) && same(&a.value, &b.value))
            }
            _ => false,
        }
}
