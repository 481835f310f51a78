//! Amazon Inspector's `Finding`, as `list-findings`, exported JSON reports and events write it.
//!
//! <https://docs.aws.amazon.com/inspector/v2/APIReference/API_Finding.html>

use serde::Deserialize;

use super::shape::{Common, PackageDetails, Place, Remediation, ScoreDetails};
use super::wire::{Moment, few};
use crate::{Finding, FindingStatus, FixAvailable, Scanner};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InspectorFinding {
    finding_arn: Option<String>,
    aws_account_id: Option<String>,
    #[serde(rename = "type")]
    finding_type: Option<String>,
    title: Option<String>,
    description: Option<String>,
    severity: Option<String>,
    status: Option<FindingStatus>,
    first_observed_at: Option<Moment>,
    last_observed_at: Option<Moment>,
    updated_at: Option<Moment>,
    #[serde(default, deserialize_with = "few")]
    resources: Option<Vec<Resource>>,
    inspector_score: Option<f64>,
    inspector_score_details: Option<ScoreDetails>,
    package_vulnerability_details: Option<PackageDetails>,
    network_reachability_details: Option<NetworkDetails>,
    code_vulnerability_details: Option<CodeDetails>,
    fix_available: Option<FixAvailable>,
    exploit_available: Option<YesNo>,
    exploitability_details: Option<Exploitability>,
    epss: Option<Epss>,
    remediation: Option<Remediation>,
}

#[derive(Deserialize)]
struct Resource {
    id: Option<String>,
    #[serde(rename = "type")]
    resource_type: Option<String>,
    region: Option<String>,
    details: Option<ResourceDetails>,
}

/// Of the other kinds of resources nothing is read but their id.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ResourceDetails {
    aws_ec2_instance: Option<Ec2Instance>,
    aws_ecr_container_image: Option<ContainerImage>,
    machine_image: Option<MachineImage>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Ec2Instance {
    image_id: Option<String>,
    platform: Option<String>,
}

#[derive(Deserialize)]
struct ContainerImage {
    platform: Option<String>,
}

/// An AMI that was scanned by itself: aws-sdk-inspector2 1.138, MachineImageDetails.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MachineImage {
    machine_image_id: Option<String>,
    platform: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NetworkDetails {
    open_port_range: Option<PortRange>,
    protocol: Option<String>,
}

#[derive(Deserialize)]
struct PortRange {
    begin: Option<u32>,
    end: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CodeDetails {
    cwes: Option<Vec<String>>,
    file_path: Option<CodeFile>,
    reference_urls: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CodeFile {
    file_path: Option<String>,
    start_line: Option<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Exploitability {
    last_known_exploit_at: Option<Moment>,
}

#[derive(Deserialize)]
struct Epss {
    score: Option<f64>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum YesNo {
    Yes,
    No,
}

impl InspectorFinding {
    pub fn into_findings(self) -> Result<Vec<Finding>, String> {
        let places = self
            .resources
            .unwrap_or_default()
            .into_iter()
            .map(Resource::into_place)
            .collect();
        let code = self.code_vulnerability_details;
        let path = match (&self.network_reachability_details, &code) {
            (Some(network), _) => network.port(),
            (None, Some(code)) => code.place(),
            (None, None) => None,
        };
        let common = Common {
            scanner: Scanner::Inspector,
            title: self.title,
            description: self.description,
            severity: self.severity,
            finding_type: self.finding_type,
            fix_available: self.fix_available,
            score: self.inspector_score,
            score_details: self.inspector_score_details,
            remediation: self.remediation,
            package_details: self.package_vulnerability_details,
        };
        common.into_findings(places, |finding| {
            finding.finding_arn.clone_from(&self.finding_arn);
            finding.account.clone_from(&self.aws_account_id);
            finding.status = self.status;
            finding.first_seen = self.first_observed_at.map(|moment| moment.0);
            finding.last_seen = self.last_observed_at.map(|moment| moment.0);
            finding.updated = self.updated_at.map(|moment| moment.0);
            finding.exploited = self.exploit_available.map(|answer| matches!(answer, YesNo::Yes));
            finding.exploited_at = self
                .exploitability_details
                .as_ref()
                .and_then(|details| details.last_known_exploit_at)
                .map(|moment| moment.0);
            finding.epss = self.epss.as_ref().and_then(|epss| epss.score);
            finding.path.clone_from(&path);
            if let Some(code) = &code {
                finding.cwes = code.cwes.clone().unwrap_or_default();
                finding.references.extend(code.reference_urls.iter().flatten().cloned());
            }
        })
    }
}

impl Resource {
    fn into_place(self) -> Place {
        let mut place = Place {
            resource: self.id,
            resource_type: self.resource_type,
            region: self.region,
            ..Place::default()
        };
        // The id of a container image resource is the image's own ARN, digest included; that of an AMI is the AMI's.
        if matches!(
            place.resource_type.as_deref(),
            Some("AWS_ECR_CONTAINER_IMAGE" | "MACHINE_IMAGE")
        ) {
            place.image.clone_from(&place.resource);
        }
        let Some(details) = self.details else { return place };
        if let Some(instance) = details.aws_ec2_instance {
            place.platform = instance.platform;
            place.image = place.image.or(instance.image_id);
        } else if let Some(image) = details.machine_image {
            place.platform = image.platform;
            place.image = image.machine_image_id.or(place.image);
        } else if let Some(image) = details.aws_ecr_container_image {
            place.platform = image.platform;
        }
        place
    }
}

impl NetworkDetails {
    /// `tcp/22`, `tcp/8000-8080`
    fn port(&self) -> Option<String> {
        let range = self.open_port_range.as_ref()?;
        let begin = range.begin?;
        let protocol = self.protocol.as_deref().unwrap_or("ip").to_lowercase();
        Some(match range.end.filter(|end| *end != begin) {
            Some(end) => format!("{protocol}/{begin}-{end}"),
            None => format!("{protocol}/{begin}"),
        })
    }
}

impl CodeDetails {
    /// `src/app.py:12`
    fn place(&self) -> Option<String> {
        let file = self.file_path.as_ref()?;
        let path = file.file_path.as_deref()?;
        Some(match file.start_line {
            Some(line) => format!("{path}:{line}"),
            None => path.to_owned(),
        })
    }
}
