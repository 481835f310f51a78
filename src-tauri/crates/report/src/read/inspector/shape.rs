//! What Inspector's findings and Image Builder's snapshot of them have in common on the wire.
//!
//! Every field is optional, because a missing one must not cost the entry; a field of the wrong type does.
//! Shapes: botocore inspector2/2020-06-08 and imagebuilder/2019-12-02, service-2.json.

use serde::Deserialize;

use crate::version::without_zero_epoch;
use crate::{Finding, FixAvailable, Scanner, Severity};

/// Most rows one entry may become. The API allows 10 resources and names packages by the dozen.
const MOST_ROWS: usize = 10_000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PackageDetails {
    vulnerability_id: Option<String>,
    source: Option<String>,
    source_url: Option<String>,
    reference_urls: Option<Vec<String>>,
    vulnerable_packages: Option<Vec<VulnerablePackage>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct VulnerablePackage {
    name: Option<String>,
    version: Option<String>,
    release: Option<String>,
    epoch: Option<i64>,
    arch: Option<String>,
    package_manager: Option<String>,
    file_path: Option<String>,
    fixed_in_version: Option<String>,
    remediation: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Remediation {
    recommendation: Option<Recommendation>,
}

/// The address is `Url` in Inspector's shape and `url` in Image Builder's.
#[derive(Deserialize)]
struct Recommendation {
    text: Option<String>,
    #[serde(rename = "Url")]
    inspector_url: Option<String>,
    #[serde(rename = "url")]
    image_builder_url: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ScoreDetails {
    adjusted_cvss: Option<AdjustedCvss>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AdjustedCvss {
    scoring_vector: Option<String>,
}

/// The fields that both services write alike, each absent if the entry does not have it.
pub(super) struct Common {
    pub title: Option<String>,
    pub description: Option<String>,
    pub severity: Option<String>,
    pub finding_type: Option<String>,
    pub fix_available: Option<FixAvailable>,
    pub score: Option<f64>,
    pub score_details: Option<ScoreDetails>,
    pub remediation: Option<Remediation>,
    pub package_details: Option<PackageDetails>,
}

/// What an entry was found in; one row for each.
#[derive(Clone, Default)]
pub(super) struct Place {
    pub resource: Option<String>,
    pub resource_type: Option<String>,
    pub region: Option<String>,
    pub image: Option<String>,
}

impl Common {
    /// One finding for each package and place, or the reason why the entry cannot be taken.
    pub fn into_findings(self, places: Vec<Place>, complete: impl Fn(&mut Finding)) -> Result<Vec<Finding>, String> {
        let severity = match self.severity.as_deref() {
            Some(name) => Severity::from_name(name)
                .ok_or_else(|| format!("`severity` is {name:?}, which is none of Inspector's severities"))?,
            None => return Err("the entry has no `severity`".into()),
        };
        let details = self.package_details;
        let vulnerability = match details.as_ref().and_then(|details| details.vulnerability_id.clone()) {
            Some(id) => id,
            None if details.is_some() || self.finding_type.as_deref() == Some("PACKAGE_VULNERABILITY") => {
                return Err("the entry has no `packageVulnerabilityDetails.vulnerabilityId`".into());
            }
            None => self
                .title
                .clone()
                .ok_or("the entry names no vulnerability and has no `title`")?,
        };
        let mut finding = Finding::new(Scanner::Inspector, vulnerability, severity);
        if let Some(title) = self.title {
            finding.title = title;
        }
        finding.description = self.description;
        finding.finding_type = self.finding_type;
        finding.fix_available = self.fix_available;
        finding.score = self.score;
        finding.score_vector = self
            .score_details
            .and_then(|details| details.adjusted_cvss)
            .and_then(|cvss| cvss.scoring_vector);
        let mut packages = Vec::new();
        if let Some(details) = details {
            finding.source = details.source;
            finding.source_url = details.source_url;
            finding.references = details.reference_urls.unwrap_or_default();
            packages = details.vulnerable_packages.unwrap_or_default();
        }
        if let Some(recommendation) = self.remediation.and_then(|remediation| remediation.recommendation) {
            finding.remediation = recommendation.text.and_then(said);
            if let Some(url) = recommendation.inspector_url.or(recommendation.image_builder_url)
                && !finding.references.contains(&url)
            {
                finding.references.push(url);
            }
        }
        complete(&mut finding);

        let places = if places.is_empty() {
            vec![Place::default()]
        } else {
            places
        };
        let rows = places.len().saturating_mul(packages.len().max(1));
        if rows > MOST_ROWS {
            return Err(format!(
                "the entry names {rows} packages and resources, more than {MOST_ROWS}"
            ));
        }
        let mut findings = Vec::with_capacity(rows);
        for place in places {
            let mut placed = finding.clone();
            placed.resource = place.resource;
            placed.resource_type = place.resource_type;
            placed.region = place.region.or(placed.region);
            placed.image = place.image.or(placed.image);
            if packages.is_empty() {
                findings.push(placed);
                continue;
            }
            findings.extend(packages.iter().map(|package| package.of(placed.clone())));
        }
        Ok(findings)
    }
}

impl VulnerablePackage {
    fn of(&self, mut finding: Finding) -> Finding {
        finding.package = self.name.clone();
        finding.installed = self.installed();
        finding.fixed = self
            .fixed_in_version
            .clone()
            .and_then(said)
            .map(|version| without_zero_epoch(&version).to_owned());
        finding.arch = self.arch.clone();
        finding.package_manager = self.package_manager.clone();
        finding.path = self.file_path.clone();
        if let Some(command) = self.remediation.clone().and_then(said) {
            finding.remediation = Some(command);
        }
        finding
    }

    fn installed(&self) -> Option<String> {
        let version = self.version.as_deref()?;
        let epoch = self
            .epoch
            .filter(|epoch| *epoch != 0)
            .map(|epoch| format!("{epoch}:"))
            .unwrap_or_default();
        let release = self.release.as_deref().filter(|release| !release.is_empty());
        let release = release.map(|release| format!("-{release}")).unwrap_or_default();
        Some(format!("{epoch}{version}{release}"))
    }
}

/// Inspector writes "NotAvailable" for a package without a fix and "None Provided" for a missing
/// recommendation (seen in published findings; the API reference names neither).
fn said(text: String) -> Option<String> {
    (!matches!(text.as_str(), "" | "NotAvailable" | "None Provided")).then_some(text)
}
