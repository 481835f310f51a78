//! `aws inspector-scan scan-sbom --output-format INSPECTOR`. The other output format is a CycloneDX document.
//!
//! The service model has no shape for either (botocore inspector-scan/2023-08-08, `ScanSbomResponse$sbom` is a
//! document); the fields are those of the example in the user guide:
//! <https://docs.aws.amazon.com/inspector/latest/user/cicd-custom.html>

use serde::Deserialize;

use super::shape::severity;
use super::wire::{Moment, Number, aliases, few};
use crate::read::purl::Purl;
use crate::{Finding, Scanner, Score, Severity, without_zero_epoch};

#[derive(Deserialize)]
pub(super) struct Vulnerability {
    id: Option<String>,
    severity: Option<String>,
    source: Option<String>,
    related: Option<Vec<String>>,
    description: Option<String>,
    references: Option<Vec<String>>,
    created: Option<Moment>,
    updated: Option<Moment>,
    properties: Option<Properties>,
    #[serde(default, deserialize_with = "few")]
    affects: Option<Vec<Affected>>,
}

#[derive(Default, Deserialize)]
struct Properties {
    cisa_kev_date_added: Option<Moment>,
    cisa_kev_date_due: Option<Moment>,
    cwes: Option<Vec<u32>>,
    #[serde(default, deserialize_with = "few")]
    cvss: Option<Vec<Cvss>>,
    epss: Option<Number>,
    exploit_available: Option<bool>,
    exploit_last_seen_in_public: Option<Moment>,
}

#[derive(Deserialize)]
struct Cvss {
    source: Option<String>,
    cvss4_base_score: Option<f64>,
    cvss4_base_vector: Option<String>,
    cvss3_base_score: Option<f64>,
    cvss3_base_vector: Option<String>,
    cvss2_base_score: Option<f64>,
    cvss2_base_vector: Option<String>,
}

/// The installed version is a package URL.
#[derive(Deserialize)]
struct Affected {
    installed_version: Option<String>,
    fixed_version: Option<String>,
    path: Option<String>,
}

impl Vulnerability {
    pub fn into_findings(self) -> Result<Vec<Finding>, String> {
        let id = self.id.filter(|id| !id.is_empty()).ok_or("the entry has no `id`")?;
        let severity = match self.severity.as_deref() {
            None | Some("none" | "unknown" | "other") => Severity::Untriaged,
            Some("info") => Severity::Informational,
            word => severity(word)?,
        };
        let mut finding = Finding::new(Scanner::Inspector, id, severity);
        finding.finding_type = Some("PACKAGE_VULNERABILITY".into());
        finding.aliases = aliases(&finding.vulnerability, self.related.unwrap_or_default());
        finding.description = self.description;
        finding.source_url = self.source;
        finding.references = self.references.unwrap_or_default();
        finding.published = self.created.map(|moment| moment.0);
        finding.updated = self.updated.map(|moment| moment.0);
        self.properties.unwrap_or_default().complete(&mut finding);
        let affected = self.affects.unwrap_or_default();
        if affected.is_empty() {
            return Ok(vec![finding]);
        }
        Ok(affected
            .into_iter()
            .map(|affected| affected.of(finding.clone()))
            .collect())
    }
}

impl Properties {
    fn complete(self, finding: &mut Finding) {
        finding.kev = self.cisa_kev_date_added.map(|_| true);
        finding.kev_added = self.cisa_kev_date_added.map(|moment| moment.0);
        finding.kev_due = self.cisa_kev_date_due.map(|moment| moment.0);
        finding.cwes = self.cwes.iter().flatten().map(|cwe| format!("CWE-{cwe}")).collect();
        finding.epss = self.epss.map(|epss| epss.0);
        finding.exploited = self.exploit_available;
        finding.exploited_at = self.exploit_last_seen_in_public.map(|moment| moment.0);
        for cvss in self.cvss.into_iter().flatten() {
            let versions = [
                ("4.0", cvss.cvss4_base_score, cvss.cvss4_base_vector),
                ("3", cvss.cvss3_base_score, cvss.cvss3_base_vector),
                ("2.0", cvss.cvss2_base_score, cvss.cvss2_base_vector),
            ];
            for (version, score, vector) in versions {
                if score.is_some() || vector.is_some() {
                    finding.scores.push(Score {
                        source: cvss.source.clone(),
                        version: Some(version.to_owned()),
                        score,
                        vector,
                    });
                }
            }
        }
        // The API gives no score of Inspector's own; the first, NVD's in the example, stands for it.
        if let Some(first) = finding.scores.first() {
            finding.score = first.score;
            finding.score_vector.clone_from(&first.vector);
        }
    }
}

impl Affected {
    fn of(self, mut finding: Finding) -> Finding {
        if let Some(text) = self.installed_version {
            match Purl::parse(&text) {
                Some(purl) => {
                    finding.package = Some(purl.package());
                    finding.installed = purl.full_version();
                    finding.arch = purl.arch.clone();
                    finding.package_manager = Some(purl.kind.clone());
                    finding.purl = Some(text);
                }
                None => finding.installed = Some(text),
            }
        }
        finding.fixed = self
            .fixed_version
            .filter(|version| !version.is_empty() && version != "N/A")
            .map(|version| without_zero_epoch(&version).to_owned());
        finding.path = self.path.filter(|path| !path.is_empty());
        finding
    }
}
