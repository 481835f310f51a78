//! What people decided about findings.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionState {
    /// Somebody looks into it.
    InTriage,
    /// The vulnerability cannot be exploited here, for a reason that [`Justification`] names.
    NotAffected,
    /// The scanner is wrong: the package or the flaw is not there.
    FalsePositive,
    /// The risk is known and borne, until the decision expires.
    Accepted,
}

/// Why a product is not affected: the five reasons of OpenVEX
/// (<https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md#status-justifications>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Justification {
    ComponentNotPresent,
    VulnerableCodeNotPresent,
    VulnerableCodeNotInExecutePath,
    VulnerableCodeCannotBeControlledByAdversary,
    InlineMitigationsAlreadyExist,
}

/// A decision about one vulnerability in one package, of one image or of every image.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// `CVE-…`; matches findings that have it as their id or among their aliases.
    pub vulnerability: String,
    /// Of this package alone; `None` for every package that has the vulnerability.
    pub package: Option<String>,
    /// Of this installed version alone.
    pub version: Option<String>,
    /// Name of the image (its recipe) that it is about; `None` for every image.
    pub image: Option<String>,
    pub state: DecisionState,
    pub justification: Option<Justification>,
    pub reason: String,
    /// Who decided.
    pub author: Option<String>,
    pub decided: Timestamp,
    /// From then on the finding is open again.
    pub expires: Option<Timestamp>,
}

impl DecisionState {
    pub const ALL: [Self; 4] = [Self::InTriage, Self::NotAffected, Self::FalsePositive, Self::Accepted];

    /// The name that is stored and written in JSON and queries.
    pub fn name(self) -> &'static str {
        match self {
            Self::InTriage => "in_triage",
            Self::NotAffected => "not_affected",
            Self::FalsePositive => "false_positive",
            Self::Accepted => "accepted",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

impl Decision {
    /// Whether it holds at `now`.
    pub fn is_valid_at(&self, now: Timestamp) -> bool {
        self.expires.is_none_or(|expires| now < expires)
    }
}
