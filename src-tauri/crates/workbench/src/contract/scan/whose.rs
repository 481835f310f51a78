//! Whose the findings of a report are.

use serde::Serialize;
use ts_rs::TS;

use super::report::SeverityCounts;

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
