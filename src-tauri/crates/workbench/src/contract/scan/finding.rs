//! Findings in pages, facets and groups.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::decide::DecisionState;
use super::query::FindingScope;
use super::report::SeverityCounts;

#[derive(Debug, Clone, Deserialize, TS)]
pub struct FindingRequest {
    pub scope: FindingScope,
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
    Installed,
    Fixed,
    Epss,
    Kev,
    Exploited,
    Score,
    Layer,
    Origin,
    FirstSeen,
    Status,
    Image,
    Path,
    PackageManager,
    Scanner,
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
    /// The report, where exactly one was asked for.
    pub report: Option<String>,
    pub total: u32,
    pub findings: Vec<FindingRow>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FindingRow {
    pub id: String,
    pub report: String,
    pub vulnerability: String,
    pub severity: String,
    pub package: String,
    pub installed: String,
    pub fixed: Option<String>,
    pub fix_available: Option<bool>,
    /// 0 to 1; of the source, else of the snapshot.
    pub epss: Option<f64>,
    /// An exploit is known.
    pub exploited: Option<bool>,
    /// In CISA's catalog, by the source, else by the snapshot.
    pub kev: Option<bool>,
    /// The scanner's own score, 0 to 10.
    pub score: Option<f64>,
    pub image: String,
    pub layer: FindingLayer,
    /// The golden image build or the component that brought it in, where the evidence allows.
    pub origin: Option<String>,
    pub first_seen: Option<String>,
    /// The scanner's word: `ACTIVE`, `SUPPRESSED`, `CLOSED`.
    pub status: Option<String>,
    pub decision: Option<DecisionMark>,
    pub title: String,
    pub path: Option<String>,
    pub package_manager: Option<String>,
    pub scanner: String,
}

/// The decision that a finding falls under.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DecisionMark {
    pub decision: String,
    pub state: DecisionState,
    pub expires: Option<String>,
    /// It no longer holds, and the finding is open again.
    pub expired: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Facets {
    pub total: u32,
    /// Each counted with the other conditions applied.
    pub facets: Vec<Facet>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Facet {
    /// The key of a query: `severity`, `fix`, `kev`, `exploit`, `layer`, `status`, `type`, `scanner`, `pkg`, `image`.
    pub key: String,
    pub values: Vec<FacetCount>,
    /// Further values that are not listed.
    pub more: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FacetCount {
    /// As a query takes it; `?` is "not in this source".
    pub value: String,
    pub count: u32,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct GroupRequest {
    pub scope: FindingScope,
    pub by: GroupBy,
    pub sort: GroupSort,
    pub descending: bool,
    pub offset: u32,
    /// At most 200.
    pub limit: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GroupBy {
    Package,
    Vulnerability,
    Image,
    /// The golden image build, the component, or only "overlay" or "not known".
    Layer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GroupSort {
    Name,
    /// The number of the worst severity, then of the next.
    Severity,
    Total,
    Fixable,
    Epss,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct GroupPage {
    pub total: u32,
    pub groups: Vec<GroupRow>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct GroupRow {
    /// `openssl`, `CVE-…`, an image, a layer; `None` where the findings have none.
    pub name: Option<String>,
    /// The query that shows these findings alone: `pkg:=openssl`.
    pub query: String,
    pub counts: SeverityCounts,
    pub total: u32,
    /// With a fix for the package.
    pub fixable: u32,
    pub kev: u32,
    pub exploited: u32,
    /// The highest.
    pub epss: Option<f64>,
    pub packages: u32,
    pub vulnerabilities: u32,
    pub images: u32,
    /// The oldest.
    pub first_seen: Option<String>,
}
