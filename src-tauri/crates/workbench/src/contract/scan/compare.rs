//! Two reports beside each other, and an image over time.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::finding::FindingRow;
use super::report::{Coverage, ReportSummary, SeverityCounts};

#[derive(Debug, Clone, Deserialize, TS)]
pub struct CompareReports {
    /// The earlier one.
    pub before: String,
    pub after: String,
    pub query: String,
    /// `None` for every kind of change but `unchanged`.
    pub show: Option<FindingChange>,
    pub offset: u32,
    /// At most 200.
    pub limit: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingChange {
    New,
    Fixed,
    Unchanged,
    SeverityChanged,
    FixChanged,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ReportComparison {
    pub before: ReportSummary,
    pub after: ReportSummary,
    /// In the order of `FindingChange`.
    pub counts: Vec<ChangeCount>,
    pub total: u32,
    pub rows: Vec<ComparedRow>,
    /// What makes the comparison weaker than it looks: other scanners, partial coverage, other images.
    pub notes: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ChangeCount {
    pub change: FindingChange,
    pub total: u32,
    pub counts: SeverityCounts,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ComparedRow {
    pub change: FindingChange,
    pub before: Option<FindingRow>,
    pub after: Option<FindingRow>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct TrendRequest {
    /// Any report of the image; the trend is over all reports of images of its name.
    pub report: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Trend {
    pub image_name: String,
    /// Oldest first; one for each report.
    pub points: Vec<TrendPoint>,
    /// Of the newest report.
    pub sla: Vec<SlaRow>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct TrendPoint {
    pub report: String,
    pub title: String,
    pub as_of: String,
    pub coverage: Coverage,
    pub counts: SeverityCounts,
    pub total: u32,
    /// Against the point before.
    pub new: u32,
    pub fixed: u32,
}

/// How old the open findings of a severity are, against the days that the workspace allows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SlaRow {
    pub severity: String,
    /// Days to fix; `None` where the workspace sets none.
    pub days: Option<u32>,
    pub open: u32,
    pub overdue: u32,
    /// Days of the oldest.
    pub oldest: Option<u32>,
    /// Findings whose source does not say when they were first seen.
    pub unknown: u32,
    /// The query that shows the overdue ones.
    pub query: String,
}
