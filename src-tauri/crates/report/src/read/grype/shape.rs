//! What Grype writes, as far as it is read.
//!
//! Every field is optional, because a missing one must not cost the match.

use serde::Deserialize;
use serde::de::IgnoredAny;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Match {
    pub vulnerability: Option<Vulnerability>,
    pub related_vulnerabilities: Option<Vec<Vulnerability>>,
    pub match_details: Option<Details>,
    pub artifact: Option<Artifact>,
    /// Of an ignored match.
    pub applied_ignore_rules: Option<Vec<IgnoreRule>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Vulnerability {
    pub id: Option<String>,
    pub data_source: Option<String>,
    pub namespace: Option<String>,
    pub severity: Option<String>,
    pub urls: Option<Vec<String>>,
    /// `urls` before version 0.8.
    pub links: Option<Vec<String>>,
    pub description: Option<String>,
    pub cvss: Option<Vec<Cvss>>,
    /// Before version 0.8.
    #[serde(rename = "cvssV2")]
    pub cvss_v2: Option<OldCvss>,
    #[serde(rename = "cvssV3")]
    pub cvss_v3: Option<OldCvss>,
    pub epss: Option<Vec<Epss>>,
    pub known_exploited: Option<Vec<KnownExploited>>,
    pub cwes: Option<Vec<Cwe>>,
    pub fix: Option<Fix>,
    /// `fix` before version 0.8.
    pub fixed_in_version: Option<String>,
    pub advisories: Option<Vec<Advisory>>,
    pub risk: Option<f64>,
}

#[derive(Deserialize)]
pub(super) struct Cvss {
    pub source: Option<String>,
    pub version: Option<String>,
    pub vector: Option<String>,
    pub metrics: Option<Metrics>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Metrics {
    pub base_score: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OldCvss {
    pub base_score: Option<f64>,
    pub vector: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Epss {
    pub epss: Option<f64>,
    pub percentile: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct KnownExploited {
    pub date_added: Option<String>,
    pub due_date: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Cwe {
    pub cwe: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Fix {
    pub versions: Option<Vec<String>>,
    pub state: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Advisory {
    pub link: Option<String>,
}

/// A list; before version 0.8 one object, which has nothing that is wanted.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Details {
    List(Vec<Detail>),
    Old(IgnoredAny),
}

#[derive(Deserialize)]
pub(super) struct Detail {
    pub fix: Option<Suggestion>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Suggestion {
    pub suggested_version: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Artifact {
    pub name: Option<String>,
    pub version: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub locations: Option<Vec<Location>>,
    pub purl: Option<String>,
    pub metadata: Option<Metadata>,
}

#[derive(Clone, Default, Deserialize)]
pub(super) struct Location {
    pub path: Option<String>,
    #[serde(rename = "layerID")]
    pub layer_id: Option<String>,
    pub annotations: Option<Annotations>,
}

#[derive(Clone, Deserialize)]
pub(super) struct Annotations {
    pub evidence: Option<String>,
}

/// Of packages of every kind, in as many shapes; only an rpm's has an epoch.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Metadata {
    Rpm { epoch: u64 },
    Other(IgnoredAny),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct IgnoreRule {
    pub vulnerability: Option<String>,
    pub fix_state: Option<String>,
    pub reason: Option<String>,
    pub vex_status: Option<String>,
    pub vex_justification: Option<String>,
    pub package: Option<IgnoredPackage>,
}

#[derive(Deserialize)]
pub(super) struct IgnoredPackage {
    pub name: Option<String>,
}
