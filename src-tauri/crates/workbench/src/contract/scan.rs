//! Scan reports: coverage before counts, findings in pages, whose they are, and what was decided about them.
//!
//! `None` means "not in this source" throughout; times are RFC 3339 in UTC.

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

/// Whose the findings of a report are, as two lists that say what to do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Whose {
    /// "fix by moving to golden 1.8.2": one for each golden image of the lineage, nearest first.
    pub golden: Vec<GoldenShare>,
    /// "fix in your layer": one for each component, and one for what no component could be named for.
    pub own: Vec<OwnShare>,
    /// Findings whose layer is not known, and why.
    pub unknown: Share,
    pub unknown_reason: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Share {
    pub counts: SeverityCounts,
    pub total: u32,
    pub fixable: u32,
    /// The query that shows these findings.
    pub query: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct GoldenShare {
    /// `golden-ubuntu-22-04`
    pub name: String,
    /// The build this image is on: `1.8.0/3`.
    pub build: String,
    pub share: Share,
    /// The newest build of it whose findings or packages are known.
    pub newer: Option<NewerGolden>,
    /// Why nothing can be said about a newer build.
    pub note: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct NewerGolden {
    /// `1.8.2/1`
    pub build: String,
    /// Inherited findings that it no longer has, still has, and of which it is not known.
    pub fixes: u32,
    pub keeps: u32,
    pub unknown: u32,
    pub fixed_counts: SeverityCounts,
    /// "its scan of 2026-11-02 no longer has them"
    pub evidence: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct OwnShare {
    /// The component that brought the package in; `None` where the evidence does not allow to say which.
    pub component: Option<String>,
    pub share: Share,
    pub evidence: String,
}

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

#[derive(Debug, Clone, Serialize, TS)]
pub struct ViewList {
    pub views: Vec<SavedView>,
    /// Why the file of views could not be read.
    pub problem: Option<String>,
}

/// A way to look at findings, saved in the workspace.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, TS)]
pub struct SavedView {
    pub name: String,
    pub query: String,
    pub group: Option<GroupBy>,
    pub sort: FindingSort,
    pub descending: bool,
    /// Keys of the shown columns, in order; empty for the usual ones.
    pub columns: Vec<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct ViewName {
    pub name: String,
}

#[derive(Debug, Clone, Deserialize, Serialize, TS)]
pub struct CopyFindings {
    pub which: Which,
    pub format: CopyFormat,
    /// Keys of the columns, in order; empty for the usual ones.
    pub columns: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CopyFormat {
    Markdown,
    Csv,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct CopiedText {
    pub text: String,
    pub findings: u32,
    /// More were asked for than are copied at once.
    pub cut: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, TS)]
pub struct ExportFindings {
    pub scope: ExportScope,
    pub format: ExportFormat,
    /// Where to write; an existing file is replaced.
    pub file: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, TS)]
pub struct ExportScope {
    pub reports: Vec<String>,
    pub query: String,
    pub sort: FindingSort,
    pub descending: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    Csv,
    Json,
    Html,
}

/// Asks AWS for more than a build's own findings. What is written into S3 is a change of AWS.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FetchReport {
    /// Image Builder's findings of one image build, joined with Inspector's.
    ImageBuild { image: String },
    /// Inspector's findings of the instances of an AMI, with their details and coverage.
    Ami { ami: String },
    /// A findings report that Inspector writes into a bucket, followed and fetched.
    FindingsReport {
        ami: Option<String>,
        format: AwsReportFormat,
        bucket: String,
        prefix: Option<String>,
        kms_key: String,
    },
    /// A software bill of materials that Inspector writes into a bucket, followed and fetched.
    Sbom {
        ami: Option<String>,
        format: SbomFormat,
        bucket: String,
        prefix: Option<String>,
        kms_key: String,
    },
    /// The results of CIS scans.
    Cis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AwsReportFormat {
    Csv,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SbomFormat {
    Cyclonedx,
    Spdx,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct ImportRequest {
    /// Reports, KEV and EPSS snapshots, and ZIP archives of them; recognised by their content.
    pub files: Vec<String>,
}

/// The result of an import, one entry a file or member of an archive.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportSummary {
    pub files: Vec<ImportedFile>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportedFile {
    /// The path; of an archive's member, `archive.zip/member.json`.
    pub file: String,
    /// `inspector-findings-json`; `None` when the file is not a report.
    pub format: Option<String>,
    pub report: Option<String>,
    pub entries: u32,
    /// Entries of which every part was read.
    pub imported: u32,
    pub rejected: Vec<RejectedEntry>,
    /// All of them; `rejected` lists the first ones.
    pub rejected_total: u32,
    /// Rows of the table: one for each vulnerable package of an entry.
    pub rows: u32,
    /// Rows of the package inventory.
    pub packages: u32,
    pub new: u32,
    pub changed: u32,
    pub closed: u32,
    /// Rows of the file that say again what another row of it says: the same finding, counted once.
    pub repeated: u32,
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
