//! The operators of `if` and `Assert` in words, for completion and hover.

use crate::document::operator::{LOGICAL, OPERATORS, Relation};

/// An operator.
pub(super) struct Operator {
    pub name: &'static str,
    /// The key beside it.
    pub companion: Option<&'static str>,
    /// When it holds, the right way round: `operand` is what stands behind the operator.
    pub holds: String,
}

/// Comparisons, then `and`, `or`, `not`.
pub(super) fn all() -> impl Iterator<Item = Operator> {
    let comparisons = OPERATORS.iter().map(|operator| Operator {
        name: operator.name,
        companion: operator.companion(),
        holds: match operator.relation {
            Relation::Alone(holds) => format!("the operand {holds}"),
            Relation::Value(sign) => format!("`value` {sign} operand"),
            Relation::HashOf(algorithm) => format!("the {algorithm} hash of the file at `path` is the operand"),
        },
    });
    let logical = LOGICAL.iter().map(|(name, about)| Operator {
        name,
        companion: None,
        holds: about.trim_start_matches("whether ").to_owned(),
    });
    comparisons.chain(logical)
}

/// The operator called `name`.
pub(super) fn find(name: &str) -> Option<Operator> {
    all().find(|operator| operator.name == name)
}
