//! One finding with everything that is known of it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::decide::DecisionView;
use super::finding::FindingRow;

#[derive(Debug, Clone, Deserialize, TS)]
pub struct FindingDetailRequest {
    pub id: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FindingDetail {
    pub row: FindingRow,
    pub description: String,
    pub aliases: Vec<String>,
    /// The severity in the vendor's or NVD's words.
    pub vendor_severity: Option<String>,
    /// All scores, each with what its vector says.
    pub scores: Vec<ScoreView>,
    pub risk: Option<f64>,
    pub epss_percentile: Option<f64>,
    /// Where the EPSS and KEV facts are from, if not from the source: the snapshot's date.
    pub epss_as_of: Option<String>,
    pub kev_as_of: Option<String>,
    pub kev_added: Option<String>,
    pub kev_due: Option<String>,
    /// What CISA's catalog calls it; of the snapshot.
    pub kev_name: Option<String>,
    /// CISA knows of ransomware that uses it; of the snapshot.
    pub kev_ransomware: Option<bool>,
    pub exploited_at: Option<String>,
    pub cwes: Vec<String>,
    /// Who published the advisory, and where.
    pub source: Option<String>,
    pub source_url: Option<String>,
    pub references: Vec<String>,
    pub published: Option<String>,
    pub remediation: Option<String>,
    pub purl: Option<String>,
    pub arch: Option<String>,
    pub layer_digest: Option<String>,
    pub resource: Option<String>,
    pub resource_type: Option<String>,
    pub platform: Option<String>,
    pub account: Option<String>,
    pub region: Option<String>,
    pub finding_type: Option<String>,
    pub last_seen: Option<String>,
    /// Why the scanner says that it stands so.
    pub status_reason: Option<String>,
    /// The evidence for `layer`, in a sentence.
    pub attribution: Option<String>,
    /// The other packages of the same vulnerability in this report, and other reports that have it, newest first.
    pub elsewhere: Vec<Elsewhere>,
    /// How many more there are elsewhere.
    pub elsewhere_more: u32,
    /// What changed over the imports, newest first.
    pub history: Vec<HistoryEntry>,
    pub decision: Option<DecisionView>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ScoreView {
    pub source: Option<String>,
    /// Of CVSS: `3.1`.
    pub version: Option<String>,
    pub score: Option<f64>,
    pub vector: Option<String>,
    /// Each metric of the vector in words; empty if the vector cannot be read.
    pub metrics: Vec<Metric>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Metric {
    /// `AV:N`
    pub code: String,
    /// `Attack vector`
    pub name: String,
    /// `network`
    pub value: String,
    /// Whether this value is the worst of the metric.
    pub worst: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Elsewhere {
    pub id: String,
    pub report: String,
    pub title: String,
    pub package: String,
    pub installed: String,
    pub status: Option<String>,
    pub as_of: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct HistoryEntry {
    pub at: String,
    /// "severity HIGH became CRITICAL"
    pub what: String,
}
