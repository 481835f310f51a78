//! EC2 Image Builder's `ImageScanFinding`: what it kept of Inspector's scan of the test instance.
//!
//! It has no status, EPSS, exploit flag, finding ARN, last-seen time or resource; those stay `None`.
//! <https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ImageScanFinding.html>

use serde::Deserialize;

use super::shape::{Common, PackageDetails, Remediation, ScoreDetails};
use super::wire::Moment;
use crate::{Finding, FixAvailable, Scanner};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ImageScanFinding {
    aws_account_id: Option<String>,
    image_build_version_arn: Option<String>,
    #[serde(rename = "type")]
    finding_type: Option<String>,
    title: Option<String>,
    description: Option<String>,
    severity: Option<String>,
    first_observed_at: Option<Moment>,
    updated_at: Option<Moment>,
    inspector_score: Option<f64>,
    inspector_score_details: Option<ScoreDetails>,
    package_vulnerability_details: Option<PackageDetails>,
    fix_available: Option<FixAvailable>,
    remediation: Option<Remediation>,
}

impl ImageScanFinding {
    pub fn into_findings(self) -> Result<Vec<Finding>, String> {
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
        common.into_findings(Vec::new(), |finding| {
            finding.account = self.aws_account_id.clone();
            finding.region = self
                .image_build_version_arn
                .as_deref()
                .and_then(region_of)
                .map(str::to_owned);
            finding.image = self.image_build_version_arn.clone();
            finding.first_seen = self.first_observed_at.map(|moment| moment.0);
            finding.updated = self.updated_at.map(|moment| moment.0);
        })
    }
}

/// `arn:<partition>:imagebuilder:<region>:<account>:image/<name>/<version>/<build>`
fn region_of(arn: &str) -> Option<&str> {
    arn.split(':').nth(3).filter(|region| !region.is_empty())
}
