//! One finding in the AWS Security Finding Format.

use std::collections::HashMap;

use serde::Deserialize;

use super::resource::Resource;
use super::vulnerability::Vulnerability;
use crate::read::inspector::shape::{Place, multiply};
use crate::read::inspector::wire::{Moment, Number, few, is_cve, number, said};
use crate::read::vocabulary::affordable;
use crate::{Finding, FindingStatus, Scanner, Severity};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::read) struct AsffFinding {
    id: Option<String>,
    product_arn: Option<String>,
    product_name: Option<String>,
    region: Option<String>,
    aws_account_id: Option<String>,
    types: Option<Vec<String>>,
    first_observed_at: Option<Moment>,
    last_observed_at: Option<Moment>,
    created_at: Option<Moment>,
    updated_at: Option<Moment>,
    severity: Option<AsffSeverity>,
    title: Option<String>,
    description: Option<String>,
    remediation: Option<Remediation>,
    product_fields: Option<HashMap<String, Option<String>>>,
    #[serde(default, deserialize_with = "few")]
    resources: Option<Vec<Resource>>,
    workflow: Option<Workflow>,
    record_state: Option<String>,
    #[serde(default, deserialize_with = "few")]
    vulnerabilities: Option<Vec<Vulnerability>>,
    epss_score: Option<Number>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct AsffSeverity {
    label: Option<String>,
    normalized: Option<Number>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Remediation {
    recommendation: Option<Recommendation>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Recommendation {
    text: Option<String>,
    url: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Workflow {
    status: Option<String>,
}

impl AsffFinding {
    pub fn into_findings(self) -> Result<Vec<Finding>, String> {
        let inspector = self
            .product_arn
            .as_deref()
            .is_some_and(|arn| arn.ends_with("::product/aws/inspector"));
        let mut finding = self.common(inspector)?;
        let places = self.places();
        let vulnerabilities = self.vulnerabilities.unwrap_or_default();
        if vulnerabilities.is_empty() {
            // Security Hub drops the vulnerabilities of a finding that is too large; Inspector's title begins with the id.
            if let Some(id) = finding.title.split(" - ").next().filter(|id| inspector && is_cve(id)) {
                finding.vulnerability = id.to_owned();
            }
            return multiply(finding, places, Vec::new());
        }
        let mut findings = Vec::new();
        for vulnerability in vulnerabilities {
            let mut one = finding.clone();
            let packages = vulnerability.complete(&mut one);
            findings.extend(multiply(one, places.clone(), packages)?);
            affordable(&finding, findings.len())?;
        }
        Ok(findings)
    }

    /// What the entry says of itself.
    fn common(&self, inspector: bool) -> Result<Finding, String> {
        let title = self
            .title
            .clone()
            .filter(|title| !title.is_empty())
            .ok_or("the entry has no `Title`")?;
        let severity = self
            .severity
            .as_ref()
            .map_or(Ok(Severity::Untriaged), AsffSeverity::word)?;
        let scanner = if inspector {
            Scanner::Inspector
        } else {
            Scanner::SecurityHub
        };
        let mut finding = Finding::new(scanner, title, severity);
        finding.description.clone_from(&self.description);
        finding.finding_arn.clone_from(&self.id);
        finding.account.clone_from(&self.aws_account_id);
        finding.region.clone_from(&self.region);
        finding.first_seen = self.first_observed_at.or(self.created_at).map(|moment| moment.0);
        finding.last_seen = self.last_observed_at.map(|moment| moment.0);
        finding.updated = self.updated_at.map(|moment| moment.0);
        finding.epss = self.epss_score.map(|score| score.0);
        finding.score = match self.field("aws/inspector/inspectorScore") {
            Some(score) => Some(number(score)?),
            None => None,
        };
        (finding.status, finding.status_reason) = self.status()?;
        finding.finding_type = self.finding_type(inspector);
        if !inspector {
            finding.source.clone_from(&self.product_name);
        }
        if let Some(recommendation) = self
            .remediation
            .as_ref()
            .and_then(|remediation| remediation.recommendation.as_ref())
        {
            finding.remediation = recommendation.text.as_deref().and_then(said).map(str::to_owned);
            finding.references.extend(recommendation.url.clone());
        }
        Ok(finding)
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.product_fields.as_ref()?.get(name)?.as_deref()
    }

    /// Inspector's own word for what it wrote to Security Hub; of another product, its first type.
    fn finding_type(&self, inspector: bool) -> Option<String> {
        let first = self.types.as_ref().and_then(|types| types.first())?;
        Some(if !inspector {
            first.clone()
        } else if first.contains("Network Reachability") {
            "NETWORK_REACHABILITY".into()
        } else {
            "PACKAGE_VULNERABILITY".into()
        })
    }

    /// What people decided in Security Hub counts before what the product says.
    fn status(&self) -> Result<(Option<FindingStatus>, Option<String>), String> {
        let workflow = self.workflow.as_ref().and_then(|workflow| workflow.status.as_deref());
        Ok(match (workflow, self.record_state.as_deref()) {
            (Some("SUPPRESSED"), _) => (
                Some(FindingStatus::Suppressed),
                Some("suppressed in Security Hub".into()),
            ),
            (_, Some("ARCHIVED")) => (Some(FindingStatus::Closed), Some("archived in Security Hub".into())),
            (Some("RESOLVED"), _) => (Some(FindingStatus::Closed), Some("resolved in Security Hub".into())),
            (_, state) => match self.field("aws/inspector/FindingStatus").or(state) {
                Some("ACTIVE") => (Some(FindingStatus::Active), None),
                Some("SUPPRESSED") => (Some(FindingStatus::Suppressed), None),
                Some("CLOSED") => (Some(FindingStatus::Closed), None),
                Some(word) => return Err(format!("`RecordState` is {word:?}, expected ACTIVE or ARCHIVED")),
                None => (None, None),
            },
        })
    }

    fn places(&self) -> Vec<Place> {
        let resources = self.resources.as_deref().unwrap_or_default();
        (1..)
            .zip(resources)
            .map(|(number, resource)| {
                let mut place = resource.place();
                place.platform = self
                    .field(&format!(
                        "aws/inspector/resources/{number}/resourceDetails/awsEc2InstanceDetails/platform"
                    ))
                    .map(str::to_owned);
                place
            })
            .collect()
    }
}

impl AsffSeverity {
    /// The label; where there is only the older number, its bands:
    /// <https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_Severity.html>
    fn word(&self) -> Result<Severity, String> {
        match (self.label.as_deref(), self.normalized) {
            (Some(label), _) => Severity::from_name(label)
                .ok_or_else(|| format!("`Severity.Label` is {label:?}, which is none of Security Hub's severities")),
            (None, Some(normalized)) => match normalized.0 {
                0.0..1.0 => Ok(Severity::Informational),
                1.0..40.0 => Ok(Severity::Low),
                40.0..70.0 => Ok(Severity::Medium),
                70.0..90.0 => Ok(Severity::High),
                90.0..=100.0 => Ok(Severity::Critical),
                other => Err(format!("`Severity.Normalized` is {other}, outside 0 to 100")),
            },
            (None, None) => Ok(Severity::Untriaged),
        }
    }
}
