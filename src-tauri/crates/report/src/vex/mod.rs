//! Decisions as OpenVEX documents (<https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md>, v0.2.0).
//!
//! A document is edited as text: one decision is one statement, and nothing else in the file moves but its `version`
//! and `last_updated`, which the specification asks for. What people wrote by hand, or with other tools, is read with
//! all its statements and left as it is. How decisions map to statements is in `docs/design/0007-decisions.md`.

mod document;
mod edit;
mod notes;
mod product;
mod subject;
mod written;

use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Decision;
use crate::version::without_zero_epoch;
pub use edit::{add, withdraw};

/// What names a decision within its document: made from what it is about, so it stays when the decision is changed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DecisionId(pub String);

impl DecisionId {
    /// The id of a decision about the vulnerability, package, version and image of this one.
    pub fn of(decision: &Decision) -> Self {
        let mut hash = Sha256::new();
        let parts = [
            Some(decision.vulnerability.as_str()),
            decision.package.as_deref(),
            decision.version.as_deref().map(without_zero_epoch),
            decision.image.as_deref(),
        ];
        for part in parts {
            // The length goes first, so that no text can reach into the next part; absent differs from empty.
            hash.update(part.map_or(0, |text| text.len() as u64 + 1).to_le_bytes());
            hash.update(part.unwrap_or_default().as_bytes());
        }
        Self(
            hash.finalize()
                .iter()
                .take(8)
                .map(|byte| format!("{byte:02x}"))
                .collect(),
        )
    }
}

impl fmt::Display for DecisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A decision with what its statement says besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    pub decision: Decision,
    /// Other ids of the vulnerability.
    pub aliases: Vec<String>,
    /// Package URL of the package: what other tools know it by.
    pub purl: Option<String>,
}

impl Statement {
    /// The decision by each name of its vulnerability: a finding may be known by any of them.
    pub fn by_every_name(&self) -> impl Iterator<Item = Decision> {
        let aliases = self
            .aliases
            .iter()
            .filter(|alias| **alias != self.decision.vulnerability);
        std::iter::once(&self.decision.vulnerability)
            .chain(aliases)
            .map(|name| Decision {
                vulnerability: name.clone(),
                ..self.decision.clone()
            })
    }
}

impl From<Decision> for Statement {
    fn from(decision: Decision) -> Self {
        Self {
            decision,
            aliases: Vec::new(),
            purl: None,
        }
    }
}

/// Something in a document that cannot be read; the rest of it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct Problem {
    /// From 1.
    pub line: usize,
    pub message: String,
}

/// What a document decides, in its order; of several statements about the same the latest counts, as OpenVEX has it.
/// What cannot be read is told, each with its place.
pub fn read(text: &str) -> (Vec<(DecisionId, Statement)>, Vec<Problem>) {
    let (statements, problems) = document::read(text);
    let mut found: Vec<(DecisionId, Statement)> = Vec::new();
    let mut places: HashMap<DecisionId, usize> = HashMap::new();
    for statement in statements.into_iter().flat_map(|statement| statement.says) {
        let id = DecisionId::of(&statement.decision);
        match places.get(&id).and_then(|&place| found.get_mut(place)) {
            Some((_, earlier)) => {
                if earlier.decision.decided <= statement.decision.decided {
                    *earlier = statement;
                }
            }
            None => {
                places.insert(id.clone(), found.len());
                found.push((id, statement));
            }
        }
    }
    (found, problems)
}
