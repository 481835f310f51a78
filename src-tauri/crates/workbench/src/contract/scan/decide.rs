//! What was decided about findings.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::query::FindingScope;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DecisionState {
    InTriage,
    NotAffected,
    FalsePositive,
    Accepted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Justification {
    ComponentNotPresent,
    VulnerableCodeNotPresent,
    VulnerableCodeNotInExecutePath,
    VulnerableCodeCannotBeControlledByAdversary,
    InlineMitigationsAlreadyExist,
}

#[derive(Debug, Clone, Deserialize, Serialize, TS)]
pub struct DecideRequest {
    pub which: Which,
    pub state: DecisionState,
    /// Required for `not_affected`.
    pub justification: Option<Justification>,
    /// Required for `accepted` and `false_positive`.
    pub reason: String,
    /// A date (`2027-01-31`), required for `accepted`.
    pub expires: Option<String>,
    /// For this image alone, or for every image that has the finding.
    pub every_image: bool,
    /// For the installed version alone.
    pub this_version: bool,
}

/// Findings that are named, or all that a scope shows.
#[derive(Debug, Clone, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    Findings(Vec<String>),
    Scope(FindingScope),
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Decided {
    /// Statements that were written.
    pub statements: u32,
    /// The file of the workspace they are in.
    pub file: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct DecisionList {
    /// Newest first.
    pub decisions: Vec<DecisionView>,
    /// Statements that could not be read, each with its place.
    pub problems: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct DecisionView {
    pub decision: String,
    pub vulnerability: String,
    pub package: Option<String>,
    pub version: Option<String>,
    /// The image it is about; `None` for every image.
    pub image: Option<String>,
    pub state: DecisionState,
    pub justification: Option<Justification>,
    pub reason: String,
    pub author: Option<String>,
    pub decided: String,
    pub expires: Option<String>,
    pub expired: bool,
    pub file: String,
    /// Findings of all reports that fall under it.
    pub findings: u32,
    pub query: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct DecisionRequest {
    pub decision: String,
}
