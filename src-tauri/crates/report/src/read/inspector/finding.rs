//! Amazon Inspector's `Finding`, as `list-findings` and exported JSON reports write it.
//!
//! <https://docs.aws.amazon.com/inspector/v2/APIReference/API_Finding.html>

use serde::Deserialize;

use super::shape::{Common, PackageDetails, Place, Remediation, ScoreDetails};
use crate::{Finding, FindingStatus, FixAvailable, Timestamp};

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
    first_observed_at: Option<Timestamp>,
    last_observed_at: Option<Timestamp>,
    updated_at: Option<Timestamp>,
    resources: Option<Vec<Resource>>,
    inspector_score: Option<f64>,
    inspector_score_details: Option<ScoreDetails>,
    package_vulnerability_details: Option<PackageDetails>,
    fix_available: Option<FixAvailable>,
    exploit_available: Option<YesNo>,
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

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ResourceDetails {
    aws_ec2_instance: Option<Ec2Instance>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Ec2Instance {
    image_id: Option<String>,
}

#[derive(Deserialize)]
struct Epss {
    score: Option<f64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum YesNo {
    Yes,
    No,
}

impl InspectorFinding {
    pub fn into_findings(self) -> Result<Vec<Finding>, String> {
        let epss = self.epss.and_then(|epss| epss.score);
        let places = self
            .resources
            .unwrap_or_default()
            .into_iter()
            .map(Resource::into_place)
            .collect();
        let common = Common {
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
            finding.finding_arn = self.finding_arn.clone();
            finding.account = self.aws_account_id.clone();
            finding.status = self.status;
            finding.first_seen = self.first_observed_at;
            finding.last_seen = self.last_observed_at;
            finding.updated = self.updated_at;
            finding.exploited = self
                .exploit_available
                .as_ref()
                .map(|answer| matches!(answer, YesNo::Yes));
            finding.epss = epss;
        })
    }
}

impl Resource {
    fn into_place(self) -> Place {
        let instance = self.details.and_then(|details| details.aws_ec2_instance);
        let image = match self.resource_type.as_deref() {
            // The id of a container image resource is the image's own ARN, digest included.
            Some("AWS_ECR_CONTAINER_IMAGE") => self.id.clone(),
            _ => instance.and_then(|instance| instance.image_id),
        };
        Place {
            resource: self.id,
            resource_type: self.resource_type,
            region: self.region,
            image,
        }
    }
}
