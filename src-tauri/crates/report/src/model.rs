//! One finding, whichever scanner wrote it.
//!
//! Field names and value sets follow Amazon Inspector's `Finding`
//! (<https://docs.aws.amazon.com/inspector/v2/APIReference/API_Finding.html>), which is a superset of what EC2
//! Image Builder keeps of it
//! (<https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageScanFinding.html>).

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// Who found it. Part of a finding's identity: two scanners' words about one package are two findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scanner {
    /// Amazon Inspector, directly or through what Image Builder kept of its scan of the test instance.
    Inspector,
    Qualys,
    Trivy,
    Grype,
    /// The vulnerabilities of a CycloneDX document, whichever tool wrote it.
    Cyclonedx,
    /// The security references of an SPDX document, whichever tool wrote it.
    Spdx,
    /// A product other than Inspector whose findings AWS Security Hub held.
    SecurityHub,
}

impl Scanner {
    pub const ALL: [Self; 7] = [
        Self::Inspector,
        Self::Qualys,
        Self::Trivy,
        Self::Grype,
        Self::Cyclonedx,
        Self::Spdx,
        Self::SecurityHub,
    ];

    /// The name that is stored and written in JSON and queries.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inspector => "inspector",
            Self::Qualys => "qualys",
            Self::Trivy => "trivy",
            Self::Grype => "grype",
            Self::Cyclonedx => "cyclonedx",
            Self::Spdx => "spdx",
            Self::SecurityHub => "security-hub",
        }
    }

    /// The scanner of that name, in any case.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|scanner| scanner.name().eq_ignore_ascii_case(name))
    }
}

/// How bad the scanner says it is; ordered from least to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Severity {
    /// No severity was given: the vendor has not yet, or the source has none.
    Untriaged,
    Informational,
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    /// Worst first, as lists and counts are shown.
    pub const ALL: [Self; 6] = [
        Self::Critical,
        Self::High,
        Self::Medium,
        Self::Low,
        Self::Informational,
        Self::Untriaged,
    ];

    /// Inspector's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Critical => "CRITICAL",
            Self::High => "HIGH",
            Self::Medium => "MEDIUM",
            Self::Low => "LOW",
            Self::Informational => "INFORMATIONAL",
            Self::Untriaged => "UNTRIAGED",
        }
    }

    /// Inspector's word, in any case; `None` for any other.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|severity| severity.name().eq_ignore_ascii_case(name))
    }
}

/// Whether updating mends it. `Partial`: for some of the packages the finding names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FixAvailable {
    Yes,
    No,
    Partial,
}

/// Where the scanner says the finding stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FindingStatus {
    Active,
    Suppressed,
    Closed,
}

impl FindingStatus {
    /// Inspector's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Suppressed => "SUPPRESSED",
            Self::Closed => "CLOSED",
        }
    }
}

/// One vulnerability in one package of one resource. A scanner's entry that names three packages is three of
/// these. `None` is "not in this source" throughout.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    pub scanner: Scanner,
    /// `CVE-…`, `GHSA-…`, `ALAS…`, `QID-…`; for a finding that names no vulnerability (an open port, a code flaw), its
    /// title.
    pub vulnerability: String,
    /// Other ids of the same vulnerability (the CVE of a GHSA, the CVEs of a QID).
    pub aliases: Vec<String>,
    pub severity: Severity,
    /// The severity in other words than the scanner's: the vendor's, NVD's.
    pub vendor_severity: Option<String>,
    pub title: String,
    pub description: Option<String>,
    pub package: Option<String>,
    /// `[epoch:]version[-release]`, as dpkg and rpm write it, without an epoch of zero.
    pub installed: Option<String>,
    /// Package URL (<https://github.com/package-url/purl-spec>).
    pub purl: Option<String>,
    /// The version that mends it, in the vendor's notation.
    pub fixed: Option<String>,
    /// For the whole entry; [`Finding::has_fix`] answers for this package.
    pub fix_available: Option<FixAvailable>,
    /// Probability of exploitation within 30 days, 0–1 (<https://www.first.org/epss/>).
    pub epss: Option<f64>,
    /// The share of vulnerabilities with a lower EPSS, 0–1.
    pub epss_percentile: Option<f64>,
    /// An exploit is known (Inspector's `exploitAvailable`).
    pub exploited: Option<bool>,
    pub exploited_at: Option<Timestamp>,
    /// In CISA's catalog of known exploited vulnerabilities.
    pub kev: Option<bool>,
    /// When CISA added it, and by when it asks for a remedy.
    pub kev_added: Option<Timestamp>,
    pub kev_due: Option<Timestamp>,
    /// The scanner's own score, 0–10.
    pub score: Option<f64>,
    /// CVSS vector of [`Finding::score`].
    pub score_vector: Option<String>,
    /// All scores that the source gives, [`Finding::score`] among them.
    pub scores: Vec<Score>,
    /// The scanner's own estimate of the risk, 0–100.
    pub risk: Option<f64>,
    /// `CWE-79`
    pub cwes: Vec<String>,
    /// Who published the vulnerability: `NVD`, `UBUNTU_CVE`, `REDHAT_CVE` …
    pub source: Option<String>,
    pub source_url: Option<String>,
    pub references: Vec<String>,
    /// When the vulnerability was published.
    pub published: Option<Timestamp>,
    /// File inside the resource, for packages found as files (jars, Python packages); the port (`tcp/443`) of what was
    /// found on the network.
    pub path: Option<String>,
    /// Digest of the container layer that has the package.
    pub layer_digest: Option<String>,
    /// `OS`, `PYTHONPKG`, `JAR` …
    pub package_manager: Option<String>,
    pub arch: Option<String>,
    /// What to do, in the scanner's words: the package's own command, else the recommendation.
    pub remediation: Option<String>,
    /// Id or ARN of what was scanned: an instance, an image.
    pub resource: Option<String>,
    pub resource_type: Option<String>,
    /// Operating system of the resource, in the scanner's words.
    pub platform: Option<String>,
    /// AMI id, Image Builder image build version ARN, or container image ARN.
    pub image: Option<String>,
    pub account: Option<String>,
    pub region: Option<String>,
    pub first_seen: Option<Timestamp>,
    pub last_seen: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    pub status: Option<FindingStatus>,
    /// Why it stands so, in the scanner's words: `will_not_fix`, `not_affected: code_not_reachable`.
    pub status_reason: Option<String>,
    pub finding_arn: Option<String>,
    /// `PACKAGE_VULNERABILITY`, `NETWORK_REACHABILITY`, `CODE_VULNERABILITY`, `CIS_CHECK`.
    #[serde(rename = "type")]
    pub finding_type: Option<String>,
}

/// A CVSS score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Who scored: `NVD`, `REDHAT_CVE`, `ghsa`.
    pub source: Option<String>,
    /// Of CVSS: `2.0`, `3.1`, `4.0`.
    pub version: Option<String>,
    /// 0–10.
    pub score: Option<f64>,
    pub vector: Option<String>,
}

impl Finding {
    /// A finding that says no more than this; the title is the vulnerability until it is set.
    pub fn new(scanner: Scanner, vulnerability: impl Into<String>, severity: Severity) -> Self {
        let vulnerability = vulnerability.into();
        Self {
            scanner,
            title: vulnerability.clone(),
            vulnerability,
            aliases: Vec::new(),
            severity,
            vendor_severity: None,
            description: None,
            package: None,
            installed: None,
            purl: None,
            fixed: None,
            fix_available: None,
            epss: None,
            epss_percentile: None,
            exploited: None,
            exploited_at: None,
            kev: None,
            kev_added: None,
            kev_due: None,
            score: None,
            score_vector: None,
            scores: Vec::new(),
            risk: None,
            cwes: Vec::new(),
            source: None,
            source_url: None,
            references: Vec::new(),
            published: None,
            path: None,
            layer_digest: None,
            package_manager: None,
            arch: None,
            remediation: None,
            resource: None,
            resource_type: None,
            platform: None,
            image: None,
            account: None,
            region: None,
            first_seen: None,
            last_seen: None,
            updated: None,
            status: None,
            status_reason: None,
            finding_arn: None,
            finding_type: None,
        }
    }

    /// Whether a fix exists for this very package: a named fixed version is one; else the entry's word, where
    /// `PARTIAL` without a version for this package means that the fix is for another one.
    pub fn has_fix(&self) -> Option<bool> {
        match (&self.fixed, self.fix_available) {
            (Some(_), _) | (None, Some(FixAvailable::Yes)) => Some(true),
            (None, Some(FixAvailable::No | FixAvailable::Partial)) => Some(false),
            (None, None) => None,
        }
    }
}

/// How many findings of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeverityCounts {
    pub critical: u64,
    pub high: u64,
    pub medium: u64,
    pub low: u64,
    pub informational: u64,
    pub untriaged: u64,
}

impl SeverityCounts {
    pub fn get(&self, severity: Severity) -> u64 {
        match severity {
            Severity::Critical => self.critical,
            Severity::High => self.high,
            Severity::Medium => self.medium,
            Severity::Low => self.low,
            Severity::Informational => self.informational,
            Severity::Untriaged => self.untriaged,
        }
    }

    pub fn add(&mut self, severity: Severity, count: u64) {
        let slot = match severity {
            Severity::Critical => &mut self.critical,
            Severity::High => &mut self.high,
            Severity::Medium => &mut self.medium,
            Severity::Low => &mut self.low,
            Severity::Informational => &mut self.informational,
            Severity::Untriaged => &mut self.untriaged,
        };
        *slot = slot.saturating_add(count);
    }

    pub fn total(&self) -> u64 {
        Severity::ALL
            .into_iter()
            .map(|severity| self.get(severity))
            .fold(0, u64::saturating_add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partial_fix_counts_only_for_the_package_it_is_for() {
        let mut finding = Finding::new(Scanner::Inspector, "CVE-2026-0001", Severity::High);
        assert_eq!(finding.has_fix(), None);
        finding.fix_available = Some(FixAvailable::Partial);
        assert_eq!(finding.has_fix(), Some(false));
        finding.fixed = Some("3.0.2-0ubuntu1.19".into());
        assert_eq!(finding.has_fix(), Some(true));
    }

    #[test]
    fn severities_order_from_least_to_worst() {
        assert!(Severity::ALL.windows(2).all(|pair| pair[0] > pair[1]));
        assert_eq!(Severity::from_name("critical"), Some(Severity::Critical));
        assert_eq!(Severity::from_name("SEVERE"), None);
    }
}
