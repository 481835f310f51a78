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
}

impl Scanner {
    /// The name that is stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inspector => "inspector",
        }
    }
}

/// How bad the scanner says it is; ordered from least to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Severity {
    /// The vendor has given no severity yet.
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

/// Where Inspector says the finding stands.
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
    /// `CVE-…`, `GHSA-…`, `ALAS…`; for a finding that names no vulnerability (an open port, a code flaw), its
    /// title.
    pub vulnerability: String,
    pub severity: Severity,
    pub title: String,
    pub description: Option<String>,
    pub package: Option<String>,
    /// `[epoch:]version[-release]`, as dpkg and rpm write it, without an epoch of zero.
    pub installed: Option<String>,
    /// The version that mends it, in the vendor's notation.
    pub fixed: Option<String>,
    /// For the whole entry; [`Finding::has_fix`] answers for this package.
    pub fix_available: Option<FixAvailable>,
    /// Probability of exploitation within 30 days, 0–1 (<https://www.first.org/epss/>).
    pub epss: Option<f64>,
    /// Inspector's `exploitAvailable`: an exploit is known.
    pub exploited: Option<bool>,
    /// The scanner's own score, 0–10.
    pub score: Option<f64>,
    /// CVSS vector of [`Finding::score`].
    pub score_vector: Option<String>,
    /// Who published the vulnerability: `NVD`, `UBUNTU_CVE`, `REDHAT_CVE` …
    pub source: Option<String>,
    pub source_url: Option<String>,
    pub references: Vec<String>,
    /// File inside the resource, for packages found as files (jars, Python packages).
    pub path: Option<String>,
    /// `OS`, `PYTHONPKG`, `JAR` …
    pub package_manager: Option<String>,
    pub arch: Option<String>,
    /// What to do, in the scanner's words: the package's own command, else the recommendation.
    pub remediation: Option<String>,
    /// Id or ARN of what was scanned: an instance, an image.
    pub resource: Option<String>,
    pub resource_type: Option<String>,
    /// AMI id, Image Builder image build version ARN, or container image ARN.
    pub image: Option<String>,
    pub account: Option<String>,
    pub region: Option<String>,
    pub first_seen: Option<Timestamp>,
    pub last_seen: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    pub status: Option<FindingStatus>,
    pub finding_arn: Option<String>,
    /// `PACKAGE_VULNERABILITY`, `NETWORK_REACHABILITY`, `CODE_VULNERABILITY`.
    #[serde(rename = "type")]
    pub finding_type: Option<String>,
}

impl Finding {
    /// A finding that says no more than this; the title is the vulnerability until it is set.
    pub fn new(scanner: Scanner, vulnerability: impl Into<String>, severity: Severity) -> Self {
        let vulnerability = vulnerability.into();
        Self {
            scanner,
            title: vulnerability.clone(),
            vulnerability,
            severity,
            description: None,
            package: None,
            installed: None,
            fixed: None,
            fix_available: None,
            epss: None,
            exploited: None,
            score: None,
            score_vector: None,
            source: None,
            source_url: None,
            references: Vec::new(),
            path: None,
            package_manager: None,
            arch: None,
            remediation: None,
            resource: None,
            resource_type: None,
            image: None,
            account: None,
            region: None,
            first_seen: None,
            last_seen: None,
            updated: None,
            status: None,
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
