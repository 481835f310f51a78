//! What readers give: one entry of a file at a time.

use serde::{Deserialize, Serialize};

use crate::{Finding, Package, Timestamp};

/// One entry of a report. Entries and lines count from 1.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// One row for each package and resource that the entry names.
    Findings {
        entry: u64,
        line: u64,
        findings: Vec<Finding>,
    },
    /// A package of the inventory, where the file is one.
    Package {
        entry: u64,
        line: u64,
        package: Package,
    },
    /// More about a finding that another file has.
    Details {
        entry: u64,
        line: u64,
        details: Box<FindingDetails>,
    },
    /// A vulnerability of CISA's catalog.
    Kev {
        entry: u64,
        line: u64,
        kev: KevEntry,
    },
    /// A vulnerability's exploit prediction score.
    Epss {
        entry: u64,
        line: u64,
        epss: EpssEntry,
    },
    Rejected(Rejection),
}

/// An entry without its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    Findings(Vec<Finding>),
    Package(Package),
    Details(Box<FindingDetails>),
    Kev(KevEntry),
    Epss(EpssEntry),
}

impl Entry {
    pub(super) fn of(entry: u64, line: u64, content: Content) -> Self {
        match content {
            Content::Findings(findings) => Self::Findings { entry, line, findings },
            Content::Package(package) => Self::Package { entry, line, package },
            Content::Details(details) => Self::Details { entry, line, details },
            Content::Kev(kev) => Self::Kev { entry, line, kev },
            Content::Epss(epss) => Self::Epss { entry, line, epss },
        }
    }
}

/// What Inspector says about one of its findings beyond the finding itself. `None` is "not in this source".
///
/// <https://docs.aws.amazon.com/inspector/v2/APIReference/API_FindingDetail.html>
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FindingDetails {
    /// Joins it to [`Finding::finding_arn`].
    pub finding_arn: String,
    /// In CISA's catalog of known exploited vulnerabilities, if the source says so; Inspector does not say that one is
    /// not.
    pub kev: Option<bool>,
    pub kev_added: Option<Timestamp>,
    pub kev_due: Option<Timestamp>,
    /// 0–1.
    pub epss: Option<f64>,
    /// 0–100.
    pub risk: Option<f64>,
    /// When an exploit was last observed.
    pub exploited_at: Option<Timestamp>,
    pub cwes: Vec<String>,
    pub references: Vec<String>,
}

/// One vulnerability of CISA's catalog (<https://www.cisa.gov/known-exploited-vulnerabilities-catalog>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KevEntry {
    /// `CVE-…`
    pub vulnerability: String,
    pub added: Option<Timestamp>,
    /// By when CISA asks for a remedy.
    pub due: Option<Timestamp>,
    /// Used by ransomware; `None` where the catalog says "Unknown".
    pub ransomware: Option<bool>,
    pub name: Option<String>,
}

/// One vulnerability's score by FIRST (<https://www.first.org/epss/data_stats>).
#[derive(Clone, Debug, PartialEq)]
pub struct EpssEntry {
    /// `CVE-…`
    pub vulnerability: String,
    /// 0–1.
    pub score: f64,
    /// 0–1.
    pub percentile: Option<f64>,
}

/// An entry that was not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// Position in the file, from 1.
    pub entry: u64,
    /// Line on which the entry begins, from 1.
    pub line: u64,
    pub reason: String,
}
