//! Reports: coverage before counts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
pub struct ReportList {
    /// Newest first.
    pub reports: Vec<ReportSummary>,
    pub snapshots: Snapshots,
}

/// The snapshots that findings are joined with, by vulnerability.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Snapshots {
    /// CISA's catalog of known exploited vulnerabilities.
    pub kev: Option<Snapshot>,
    /// FIRST's exploit prediction scores.
    pub epss: Option<Snapshot>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Snapshot {
    /// When its publisher made it.
    pub as_of: String,
    pub entries: u32,
    pub file: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ReportSummary {
    pub report: String,
    /// Image name and build version where known, else the file's name, else the image's id.
    pub title: String,
    /// AMI id, image build version ARN or container image.
    pub image: Option<String>,
    /// Name of the image: what decisions and lineages go by.
    pub image_name: Option<String>,
    /// The run this report was read for.
    pub run: Option<String>,
    /// `Image Builder`, `Inspector`, `Trivy file` …
    pub source: String,
    /// `inspector`, `qualys`, `trivy` …
    pub scanner: Option<String>,
    /// `inspector-findings-json` …
    pub format: Option<String>,
    /// The tool that wrote the file, with its version.
    pub tool: Option<String>,
    pub file: Option<String>,
    /// When the source had these findings.
    pub as_of: String,
    pub imported_at: String,
    pub coverage: Coverage,
    /// Why the coverage is what it is, in the scanner's words.
    pub coverage_reason: Option<String>,
    pub counts: SeverityCounts,
    pub total: u32,
    /// Packages of its inventory; `None` if it has no inventory.
    pub packages: Option<u32>,
    /// Entries of the file that could not be read.
    pub rejected: u32,
    /// Which of the facts this source gives for at least one finding.
    pub tells: Tells,
}

/// Whether a source says something of it at all: the other columns show "not in this source".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct Tells {
    pub epss: bool,
    pub kev: bool,
    pub exploit: bool,
    pub fix: bool,
    pub status: bool,
    pub first_seen: bool,
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

#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReportRequest {
    pub report: String,
}
