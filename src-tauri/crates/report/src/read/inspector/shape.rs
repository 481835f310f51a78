//! What Inspector's findings and Image Builder's snapshot of them have in common on the wire.
//!
//! Every field is optional, because a missing one must not cost the entry; a field of the wrong type does.
//! Shapes: botocore inspector2/2020-06-08 and imagebuilder/2019-12-02, service-2.json.

use serde::Deserialize;

use super::super::vocabulary::affordable;
use super::wire::{Moment, aliases, few, said};
use crate::version::without_zero_epoch;
use crate::{Finding, FixAvailable, Scanner, Score, Severity};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::read) struct PackageDetails {
    pub vulnerability_id: Option<String>,
    pub source: Option<String>,
    pub source_url: Option<String>,
    pub vendor_severity: Option<String>,
    pub vendor_created_at: Option<Moment>,
    #[serde(default, deserialize_with = "few")]
    pub cvss: Option<Vec<Cvss>>,
    pub related_vulnerabilities: Option<Vec<String>>,
    pub reference_urls: Option<Vec<String>>,
    #[serde(default, deserialize_with = "few")]
    pub vulnerable_packages: Option<Vec<VulnerablePackage>>,
}

/// botocore inspector2/2020-06-08 service-2.json, CvssScore.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::read) struct Cvss {
    pub base_score: Option<f64>,
    pub scoring_vector: Option<String>,
    pub source: Option<String>,
    pub version: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::read) struct VulnerablePackage {
    pub name: Option<String>,
    pub version: Option<String>,
    pub release: Option<String>,
    pub epoch: Option<i64>,
    pub arch: Option<String>,
    pub package_manager: Option<String>,
    pub file_path: Option<String>,
    pub fixed_in_version: Option<String>,
    pub remediation: Option<String>,
    pub source_layer_hash: Option<String>,
}

#[derive(Deserialize)]
pub(in crate::read) struct Remediation {
    pub recommendation: Option<Recommendation>,
}

/// The address is `Url` in Inspector's shape and `url` in Image Builder's.
#[derive(Deserialize)]
pub(in crate::read) struct Recommendation {
    text: Option<String>,
    #[serde(rename = "Url")]
    inspector_url: Option<String>,
    #[serde(rename = "url")]
    image_builder_url: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::read) struct ScoreDetails {
    adjusted_cvss: Option<AdjustedCvss>,
}

/// botocore inspector2/2020-06-08 service-2.json, CvssScoreDetails.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AdjustedCvss {
    score: Option<f64>,
    scoring_vector: Option<String>,
    score_source: Option<String>,
    version: Option<String>,
}

/// The fields that both services write alike, each absent if the entry does not have it.
pub(in crate::read) struct Common {
    pub scanner: Scanner,
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
pub(in crate::read) struct Place {
    pub resource: Option<String>,
    pub resource_type: Option<String>,
    pub region: Option<String>,
    pub image: Option<String>,
    pub platform: Option<String>,
}

impl Common {
    /// One finding for each package and place, or the reason why the entry cannot be taken.
    pub fn into_findings(self, places: Vec<Place>, complete: impl Fn(&mut Finding)) -> Result<Vec<Finding>, String> {
        let severity = severity(self.severity.as_deref())?;
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
        let mut finding = Finding::new(self.scanner, vulnerability, severity);
        if let Some(title) = self.title {
            finding.title = title;
        }
        finding.description = self.description;
        finding.finding_type = self.finding_type;
        finding.fix_available = self.fix_available;
        finding.score = self.score;
        let mut packages = Vec::new();
        if let Some(details) = details {
            finding.aliases = aliases(
                &finding.vulnerability,
                details.related_vulnerabilities.unwrap_or_default(),
            );
            finding.source = details.source;
            finding.source_url = details.source_url;
            finding.vendor_severity = details.vendor_severity;
            finding.published = details.vendor_created_at.map(|moment| moment.0);
            finding.references = details.reference_urls.unwrap_or_default();
            finding.scores = details
                .cvss
                .unwrap_or_default()
                .into_iter()
                .map(Cvss::into_score)
                .collect();
            packages = details.vulnerable_packages.unwrap_or_default();
        }
        if let Some(adjusted) = self.score_details.and_then(|details| details.adjusted_cvss) {
            finding.score_vector = adjusted.scoring_vector.clone();
            let adjusted = Score {
                source: adjusted.score_source,
                version: adjusted.version,
                score: adjusted.score,
                vector: adjusted.scoring_vector,
            };
            if !finding.scores.contains(&adjusted) {
                finding.scores.push(adjusted);
            }
        }
        if let Some(recommendation) = self.remediation.and_then(|remediation| remediation.recommendation) {
            finding.remediation = recommendation.text.as_deref().and_then(said).map(str::to_owned);
            if let Some(url) = recommendation.inspector_url.or(recommendation.image_builder_url)
                && !finding.references.contains(&url)
            {
                finding.references.push(url);
            }
        }
        complete(&mut finding);
        multiply(finding, places, packages)
    }
}

/// The severity of Inspector's name.
pub(in crate::read) fn severity(name: Option<&str>) -> Result<Severity, String> {
    match name {
        Some(name) => Severity::from_name(name)
            .ok_or_else(|| format!("`severity` is {name:?}, which is none of Inspector's severities")),
        None => Err("the entry has no `severity`".into()),
    }
}

/// `finding` for each package in each place.
pub(in crate::read) fn multiply(
    finding: Finding,
    mut places: Vec<Place>,
    mut packages: Vec<VulnerablePackage>,
) -> Result<Vec<Finding>, String> {
    let rows = places.len().max(1).saturating_mul(packages.len().max(1));
    affordable(&finding, rows)?;
    if places.is_empty() {
        places.push(Place::default());
    }
    if packages.is_empty() {
        packages.push(VulnerablePackage::default());
    }
    let combinations = places
        .iter()
        .flat_map(|place| packages.iter().map(move |package| (place, package)));
    // Most entries are one row, which needs no copy of the long texts.
    let copies = std::iter::repeat_n(finding, rows);
    Ok(combinations
        .zip(copies)
        .map(|((place, package), mut row)| {
            place.name(&mut row);
            package.name(&mut row);
            row
        })
        .collect())
}

impl Place {
    fn name(&self, finding: &mut Finding) {
        overwrite(&mut finding.resource, &self.resource);
        overwrite(&mut finding.resource_type, &self.resource_type);
        overwrite(&mut finding.region, &self.region);
        overwrite(&mut finding.image, &self.image);
        overwrite(&mut finding.platform, &self.platform);
    }
}

impl Cvss {
    fn into_score(self) -> Score {
        Score {
            source: self.source,
            version: self.version,
            score: self.base_score,
            vector: self.scoring_vector,
        }
    }
}

impl VulnerablePackage {
    fn name(&self, finding: &mut Finding) {
        overwrite(&mut finding.package, &self.name);
        overwrite(&mut finding.installed, &self.installed());
        if let Some(version) = self.fixed_in_version.as_deref().and_then(said) {
            finding.fixed = Some(without_zero_epoch(version).to_owned());
        }
        overwrite(&mut finding.arch, &self.arch);
        overwrite(&mut finding.package_manager, &self.package_manager);
        overwrite(&mut finding.path, &self.file_path);
        overwrite(&mut finding.layer_digest, &self.source_layer_hash);
        if let Some(command) = self.remediation.as_deref().and_then(said) {
            finding.remediation = Some(command.to_owned());
        }
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

fn overwrite(field: &mut Option<String>, value: &Option<String>) {
    if value.is_some() {
        field.clone_from(value);
    }
}
