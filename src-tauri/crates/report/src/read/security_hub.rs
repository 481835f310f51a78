//! AWS Security Finding Format: what Security Hub holds, of Inspector and of any other product.
//!
//! Inspector's findings become what Inspector's own report would have made of them, so that both are one finding.
//! <https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format-syntax.html>

use std::collections::HashMap;

use serde::Deserialize;

use super::head::Head;
use super::inspector::shape::{Place, VulnerablePackage, multiply};
use super::inspector::wire::{Moment, Number, aliases, few, is_cve, said};
use super::json::{self, Outline};
use super::out::Out;
use super::{Format, ReadError, Room, Source, Verdict};
use crate::{Finding, FindingStatus, FixAvailable, Scanner, Score, Severity};

pub(super) const ROOM: Room = Room { recognise, read };

fn recognise(head: &Head) -> Verdict {
    let Head::Json(json) = head else {
        return Verdict::Unknown;
    };
    let pages = pages(json);
    let mut entries = json
        .objects()
        .iter()
        .chain(
            ["Findings", "findings"]
                .iter()
                .filter_map(|key| json.get(key))
                .flat_map(Outline::objects),
        )
        .chain(
            pages
                .iter()
                .flat_map(|key| json.objects().iter().filter_map(|page| page.get(key)))
                .flat_map(Outline::objects),
        );
    if entries.any(is_finding) {
        return Verdict::Is(Format::SecurityHub);
    }
    match json.get("Findings") {
        // `aws securityhub get-findings` that found nothing. Trivy's and others' `Findings` are not at the top.
        Some(Outline::Array { empty: true, .. }) if json.keys().count() <= 2 => Verdict::Is(Format::SecurityHub),
        _ => Verdict::Unknown,
    }
}

fn is_finding(outline: &Outline) -> bool {
    outline.has("SchemaVersion") && outline.has("ProductArn")
}

/// The key under which each page of an array of pages has its findings.
fn pages(json: &Outline) -> Option<&'static str> {
    ["Findings", "findings"].into_iter().find(|key| {
        json.objects()
            .iter()
            .any(|page| page.get(key).is_some_and(Outline::is_array))
    })
}

fn read(_: Format, head: &Head, source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    let Head::Json(json) = head else { return Ok(()) };
    let patterns: &[&str] = match pages(json) {
        Some("Findings") => &["[*].Findings[*]", "[*].NextToken"],
        Some(_) => &["[*].findings[*]", "[*].nextToken"],
        None if json.has("Findings") => &["Findings[*]", "NextToken"],
        None if json.has("findings") => &["findings[*]", "nextToken"],
        None => &["[*]"],
    };
    json::listing(source, patterns, out, &mut |element| {
        json::entry::<AsffFinding>(element).and_then(AsffFinding::into_findings)
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct AsffFinding {
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

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Resource {
    id: Option<String>,
    #[serde(rename = "Type")]
    resource_type: Option<String>,
    region: Option<String>,
    details: Option<ResourceDetails>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct ResourceDetails {
    aws_ec2_instance: Option<Ec2Instance>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Ec2Instance {
    image_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Vulnerability {
    id: Option<String>,
    #[serde(default, deserialize_with = "few")]
    vulnerable_packages: Option<Vec<Package>>,
    #[serde(default, deserialize_with = "few")]
    cvss: Option<Vec<Cvss>>,
    related_vulnerabilities: Option<Vec<String>>,
    vendor: Option<Vendor>,
    reference_urls: Option<Vec<String>>,
    fix_available: Option<FixAvailable>,
    epss_score: Option<Number>,
    exploit_available: Option<String>,
    last_known_exploit_at: Option<Moment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Package {
    name: Option<String>,
    version: Option<String>,
    epoch: Option<String>,
    release: Option<String>,
    architecture: Option<String>,
    package_manager: Option<String>,
    file_path: Option<String>,
    fixed_in_version: Option<String>,
    remediation: Option<String>,
    source_layer_hash: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Cvss {
    version: Option<String>,
    base_score: Option<Number>,
    base_vector: Option<String>,
    source: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Vendor {
    name: Option<String>,
    url: Option<String>,
    vendor_severity: Option<String>,
    vendor_created_at: Option<Moment>,
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
            return multiply(&finding, places, Vec::new());
        }
        let mut findings = Vec::new();
        for vulnerability in vulnerabilities {
            let mut one = finding.clone();
            let packages = vulnerability.complete(&mut one);
            findings.extend(multiply(&one, places.clone(), packages)?);
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
            Some(score) => Some(super::inspector::wire::number(score)?),
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

impl Resource {
    /// In Inspector's words: an instance by its id, not its ARN.
    fn place(&self) -> Place {
        let instance = self.resource_type.as_deref() == Some("AwsEc2Instance");
        let container = self.resource_type.as_deref() == Some("AwsEcrContainerImage");
        let id = self.id.as_deref().map(|arn| match arn.rsplit(['/', ':']).next() {
            Some(id) if instance && id.starts_with("i-") => id,
            _ => arn,
        });
        let details = self
            .details
            .as_ref()
            .and_then(|details| details.aws_ec2_instance.as_ref());
        Place {
            resource: id.map(str::to_owned),
            resource_type: if instance {
                Some("AWS_EC2_INSTANCE".into())
            } else if container {
                Some("AWS_ECR_CONTAINER_IMAGE".into())
            } else {
                self.resource_type.clone()
            },
            region: self.region.clone(),
            image: if container {
                self.id.clone()
            } else {
                details.and_then(|instance| instance.image_id.clone())
            },
            platform: None,
        }
    }
}

impl Vulnerability {
    /// Fills in what the vulnerability says; its packages are the rows.
    fn complete(self, finding: &mut Finding) -> Vec<VulnerablePackage> {
        if let Some(id) = self.id.filter(|id| !id.is_empty()) {
            finding.vulnerability = id;
        }
        finding.aliases = aliases(&finding.vulnerability, self.related_vulnerabilities.unwrap_or_default());
        finding.scores = self
            .cvss
            .unwrap_or_default()
            .into_iter()
            .map(|cvss| Score {
                source: cvss.source,
                version: cvss.version,
                score: cvss.base_score.map(|score| score.0),
                vector: cvss.base_vector,
            })
            .collect();
        finding.scores.dedup();
        finding.score = finding.score.or(finding.scores.last().and_then(|score| score.score));
        let scored = finding.scores.iter().rev().find(|score| score.score == finding.score);
        finding.score_vector = scored.and_then(|score| score.vector.clone());
        if let Some(vendor) = self.vendor {
            finding.source = vendor.name;
            finding.source_url = vendor.url;
            finding.vendor_severity = vendor.vendor_severity;
            finding.published = vendor.vendor_created_at.map(|moment| moment.0);
        }
        finding.references.splice(0..0, self.reference_urls.unwrap_or_default());
        finding.fix_available = self.fix_available;
        finding.epss = self.epss_score.map(|score| score.0).or(finding.epss);
        finding.exploited = match self.exploit_available.as_deref() {
            Some("YES") => Some(true),
            Some("NO") => Some(false),
            _ => None,
        };
        finding.exploited_at = self.last_known_exploit_at.map(|moment| moment.0);
        self.vulnerable_packages
            .unwrap_or_default()
            .into_iter()
            .map(Package::into_package)
            .collect()
    }
}

impl Package {
    fn into_package(self) -> VulnerablePackage {
        VulnerablePackage {
            name: self.name,
            version: self.version,
            release: self.release,
            epoch: self.epoch.and_then(|epoch| epoch.trim().parse().ok()),
            arch: self.architecture,
            package_manager: self.package_manager,
            file_path: self.file_path,
            fixed_in_version: self.fixed_in_version,
            remediation: self.remediation,
            source_layer_hash: self.source_layer_hash,
        }
    }
}
