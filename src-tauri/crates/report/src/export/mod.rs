//! Findings as files for other people and programs: CSV, JSON, a page of HTML, a table of Markdown.
//!
//! Rows are written as they come, so an export of any size needs the memory of one row. Reports are written by others:
//! every text is escaped for what will read it, and characters that cannot be seen are shown.

mod column;
mod csv;
mod html;
mod json;
mod markdown;
mod visible;

pub use column::Column;
pub use csv::CsvExport;
pub use html::{Coverage, HtmlExport, HtmlReport, HtmlSource, MOST_ROWS};
pub use json::JsonExport;
pub use markdown::MarkdownExport;
pub use visible::visible;

use crate::{DecisionState, Layer, Timestamp};

/// A finding as it is shown and exported. `None` is "not in this source".
#[derive(Clone, Debug, PartialEq)]
pub struct ExportRow {
    pub id: String,
    pub report: String,
    pub vulnerability: String,
    /// Inspector's word: `CRITICAL`.
    pub severity: String,
    pub package: String,
    pub installed: String,
    pub fixed: Option<String>,
    pub fix_available: Option<bool>,
    /// 0–1.
    pub epss: Option<f64>,
    pub exploited: Option<bool>,
    pub kev: Option<bool>,
    /// 0–10.
    pub score: Option<f64>,
    pub image: String,
    pub layer: Layer,
    pub origin: Option<String>,
    pub first_seen: Option<String>,
    /// The scanner's word.
    pub status: Option<String>,
    pub decision: Option<ExportDecision>,
    pub title: String,
    pub description: Option<String>,
    pub path: Option<String>,
    pub package_manager: Option<String>,
    pub scanner: String,
}

/// The decision that a finding falls under.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportDecision {
    pub state: DecisionState,
    pub reason: String,
    pub expires: Option<Timestamp>,
    /// It no longer holds.
    pub expired: bool,
}

impl ExportRow {
    /// Where it stands: the decision that holds, else the scanner's word.
    pub fn standing(&self) -> Option<&str> {
        match &self.decision {
            Some(decision) if !decision.expired => Some(decision.state.name()),
            _ => self.status.as_deref(),
        }
    }
}
