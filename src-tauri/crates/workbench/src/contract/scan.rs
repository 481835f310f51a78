//! Scan reports: coverage before counts, findings in pages.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
pub struct ReportList {
    /// Newest first.
    pub reports: Vec<ReportSummary>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ReportSummary {
    pub report: String,
    /// Image name and build version where known, else the file's name.
    pub title: String,
    pub image: Option<String>,
    /// The run this report was read for.
    pub run: Option<String>,
    /// `Image Builder`, `Inspector`, `Image Builder and Inspector`.
    pub source: String,
    pub file: Option<String>,
    /// When the findings were read (RFC 3339, UTC).
    pub as_of: String,
    pub coverage: Coverage,
    /// Why the coverage is what it is, in the scanner's words.
    pub coverage_reason: Option<String>,
    pub counts: SeverityCounts,
    pub total: u32,
    /// Entries of the file that could not be read.
    pub rejected: u32,
}

/// "0 findings" and "not scanned" never look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    Scanned,
    Partial,
    NotScanned,
    /// The source does not say.
    Unknown,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct SeverityCounts {
    pub critical: u32,
    pub high: u32,
    pub medium: u32,
    pub low: u32,
    pub informational: u32,
    pub untriaged: u32,
}

/// Filters are joined by "and"; an empty list does not filter.
#[derive(Debug, Clone, Default, Deserialize, Serialize, TS)]
#[serde(default)]
pub struct FindingFilter {
    pub report: Option<String>,
    /// `CRITICAL`, `HIGH`, …
    pub severity: Vec<String>,
    /// A fix is available, wholly or in part.
    pub fix: Option<bool>,
    pub exploited: Option<bool>,
    pub layer: Option<FindingLayer>,
    /// Part of a vulnerability id, package or title.
    pub text: Option<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct FindingRequest {
    pub filter: FindingFilter,
    pub sort: FindingSort,
    pub descending: bool,
    pub offset: u32,
    /// At most 200.
    pub limit: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingSort {
    Severity,
    Vulnerability,
    Package,
    Epss,
    FirstSeen,
    Layer,
    Status,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingLayer {
    Golden,
    Overlay,
    Unknown,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FindingPage {
    pub report: Option<String>,
    pub total: u32,
    pub findings: Vec<FindingRow>,
}

/// `None` means "not in this source".
#[derive(Debug, Clone, Serialize, TS)]
pub struct FindingRow {
    pub id: String,
    pub vulnerability: String,
    pub severity: String,
    pub package: String,
    pub installed: String,
    pub fixed: Option<String>,
    pub fix_available: Option<bool>,
    /// 0 to 1.
    pub epss: Option<f64>,
    pub exploited: Option<bool>,
    pub image: String,
    pub layer: FindingLayer,
    pub first_seen: Option<String>,
    pub status: Option<String>,
    pub title: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Facets {
    /// Each counted with the other filters applied.
    pub severity: Vec<FacetCount>,
    pub fix: Vec<FacetCount>,
    pub exploited: Vec<FacetCount>,
    pub layer: Vec<FacetCount>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FacetCount {
    /// The value as a filter takes it; `None` means "not in this source".
    pub value: Option<String>,
    pub count: u32,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct FindingDetailRequest {
    pub id: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FindingDetail {
    pub row: FindingRow,
    pub description: String,
    pub score: Option<f64>,
    pub score_vector: Option<String>,
    /// Who published the advisory, and where.
    pub source: Option<String>,
    pub source_url: Option<String>,
    pub references: Vec<String>,
    pub remediation: Option<String>,
    pub path: Option<String>,
    pub package_manager: Option<String>,
    pub last_seen: Option<String>,
    /// The evidence for `layer`, in a sentence.
    pub attribution: Option<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct ImportRequest {
    pub files: Vec<String>,
}

/// The result of an import, one entry a file.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportSummary {
    pub files: Vec<ImportedFile>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportedFile {
    pub file: String,
    /// `inspector-findings-json`; `None` when the file is not a report.
    pub format: Option<String>,
    pub report: Option<String>,
    pub entries: u32,
    /// Entries of which every part was read.
    pub imported: u32,
    pub rejected: Vec<RejectedEntry>,
    /// Rows of the table: one for each vulnerable package of an entry.
    pub rows: u32,
    pub new: u32,
    pub changed: u32,
    pub closed: u32,
    /// Why the file could not be read, or not to its end.
    pub error: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RejectedEntry {
    /// From 1.
    pub entry: u32,
    pub line: u32,
    pub reason: String,
}
