//! Which findings, as one text.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which findings.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize, TS)]
#[serde(default)]
pub struct FindingScope {
    /// None at all means every report.
    pub reports: Vec<String>,
    /// `severity:critical,high fix:yes`; see `docs/reports.md`. An empty text does not filter.
    pub query: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct QueryRequest {
    pub scope: FindingScope,
    /// Characters before the cursor, to complete there.
    pub cursor: Option<u32>,
}

/// A query as its parts, for pills, marks and completion. Offsets count characters from 0; ends are exclusive.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QueryView {
    pub terms: Vec<QueryTerm>,
    /// The first thing that is wrong; what is found belongs to the rest of the query.
    pub error: Option<QueryError>,
    pub completions: Vec<QueryCompletion>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct QueryTerm {
    pub start: u32,
    pub end: u32,
    /// `severity`; `None` for a word.
    pub key: Option<String>,
    /// `critical`, `high`
    pub values: Vec<String>,
    pub negated: bool,
    /// Not within brackets or beside an `or`: facets may change it.
    pub top: bool,
    /// In words: "severity is critical or high".
    pub meaning: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct QueryError {
    pub start: u32,
    pub end: u32,
    pub message: String,
    pub hint: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct QueryCompletion {
    /// What is replaced.
    pub start: u32,
    pub end: u32,
    pub text: String,
    pub detail: Option<String>,
}
