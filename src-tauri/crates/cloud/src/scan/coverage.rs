//! Whether Inspector scans the instances of an AMI, and if not, why: no findings is not the same as clean.
//!
//! botocore `inspector2/2020-06-08 service-2.json`, shapes `CoveredResource` and `ScanStatusReason`; what the reasons
//! mean: <https://docs.aws.amazon.com/inspector/latest/user/assessing-coverage.html>.

use aws_sdk_inspector2::types::{
    CoverageFilterCriteria, CoverageResourceType, CoverageStringComparison, CoverageStringFilter, CoveredResource,
    ScanStatusCode,
};
use ingot_report::Timestamp;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::call::{Service, pages};
use crate::time;
use crate::{Cloud, CloudError};

/// What Inspector covers of an AMI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmiCoverage {
    pub extent: CoverageExtent,
    /// In words, for a person: "2 of 3 instances are scanned; i-…: no inventory has come from it …".
    pub reason: String,
    /// Every instance of the AMI that Inspector knows, and the AMI itself.
    pub instances: Vec<InstanceCoverage>,
}

/// How much of it is scanned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverageExtent {
    NotScanned,
    Partial,
    Scanned,
    /// Inspector could not be asked.
    Unknown,
}

/// What Inspector does with one instance, or with the image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceCoverage {
    pub ami: String,
    /// `i-…`, or the AMI itself.
    pub instance: String,
    pub account: String,
    pub extent: CoverageExtent,
    /// AWS's word: `SUCCESSFUL`, `UNMANAGED_EC2_INSTANCE` …; absent where Inspector gives no state.
    pub code: Option<String>,
    /// What it means.
    pub reason: String,
    pub last_scanned: Option<Timestamp>,
}

/// Inspector's most for one page (<https://docs.aws.amazon.com/inspector/v2/APIReference/API_ListCoverage.html>).
const PAGE: i32 = 200;
/// Instances whose reasons are told one by one.
const MOST_TOLD: usize = 3;

impl Cloud {
    /// What Inspector covers of an AMI: its instances, and the image itself where Inspector scans images.
    pub async fn ami_coverage(&self, ami: &str, cancel: &CancellationToken) -> Result<AmiCoverage, CloudError> {
        let mut instances = self.covered("AWS_EC2_INSTANCE", &[ami.to_owned()], cancel).await?;
        match self.covered("MACHINE_IMAGE", &[ami.to_owned()], cancel).await {
            Ok(image) => instances.extend(image),
            // Inspector does not scan images here.
            Err(CloudError::Invalid { .. }) => {}
            Err(error) => return Err(error),
        }
        Ok(AmiCoverage::of(ami, instances))
    }

    /// What it covers of the instances of several AMIs, with one reading.
    pub(super) async fn coverage_of_amis(
        &self,
        amis: &[String],
        cancel: &CancellationToken,
    ) -> Result<Vec<AmiCoverage>, CloudError> {
        let instances = self.covered("AWS_EC2_INSTANCE", amis, cancel).await?;
        let of = |ami: &String| {
            let own = instances.iter().filter(|one| one.ami == *ami).cloned();
            AmiCoverage::of(ami, own.collect())
        };
        Ok(amis.iter().map(of).collect())
    }

    /// ListCoverage has no filter for the AMI, so this reads all instances of the account and region, 200 with each
    /// request.
    async fn covered(
        &self,
        resource_type: &str,
        amis: &[String],
        cancel: &CancellationToken,
    ) -> Result<Vec<InstanceCoverage>, CloudError> {
        let operation = Service::Inspector.operation("ListCoverage");
        let equals = |value: &str| {
            CoverageStringFilter::builder()
                .comparison(CoverageStringComparison::Equals)
                .value(value)
                .build()
                .map_err(|error| CloudError::invalid(operation, error.to_string()))
        };
        let criteria = CoverageFilterCriteria::builder()
            .resource_type(equals(resource_type)?)
            .scan_type(equals("PACKAGE")?)
            .build();
        let criteria = &criteria;
        pages(|token| async move {
            let request = self
                .inspector()
                .list_coverage()
                .filter_criteria(criteria.clone())
                .max_results(PAGE)
                .set_next_token(token)
                .send();
            let page = self.call(operation, cancel, request).await?;
            let of_amis = page
                .covered_resources
                .unwrap_or_default()
                .into_iter()
                .filter_map(|resource| {
                    let ami = ami_of(&resource).filter(|ami| amis.iter().any(|wanted| wanted == ami))?;
                    Some(of_instance(ami.to_owned(), resource))
                });
            Ok((of_amis.collect(), page.next_token))
        })
        .await
    }
}

impl AmiCoverage {
    /// Inspector could not be asked.
    pub(super) fn unknown(reason: String) -> Self {
        Self {
            extent: CoverageExtent::Unknown,
            reason,
            instances: Vec::new(),
        }
    }

    fn of(ami: &str, mut instances: Vec<InstanceCoverage>) -> Self {
        instances.sort_by(|one, other| (one.extent, &one.instance).cmp(&(other.extent, &other.instance)));
        let image = instances.iter().find(|one| one.instance == ami);
        if image.is_some_and(|image| image.extent == CoverageExtent::Scanned) {
            return Self {
                extent: CoverageExtent::Scanned,
                reason: "the AMI itself is scanned".to_owned(),
                instances,
            };
        }
        let total = instances.len();
        let scanned = instances
            .iter()
            .filter(|one| one.extent == CoverageExtent::Scanned)
            .count();
        let extent = match (instances.first(), instances.last()) {
            (Some(worst), Some(best)) if worst.extent == best.extent => worst.extent,
            (Some(_), Some(_)) => CoverageExtent::Partial,
            _ => CoverageExtent::NotScanned,
        };
        let mut reason = match (total, scanned) {
            (0, _) => format!("not scanned: Inspector knows no instance of {ami}"),
            (1, 1) => "its one instance is scanned".to_owned(),
            (total, scanned) if total == scanned => format!("all {total} instances are scanned"),
            (total, 0) => format!("none of {total} instances is scanned wholly"),
            (total, scanned) => format!("{scanned} of {total} instances are scanned"),
        };
        let short = instances.iter().filter(|one| one.extent != CoverageExtent::Scanned);
        for one in short.clone().take(MOST_TOLD) {
            reason.push_str(&format!("; {}: {}", one.instance, one.reason));
        }
        match short.count().saturating_sub(MOST_TOLD) {
            0 => {}
            more => reason.push_str(&format!("; and {more} more")),
        }
        Self {
            extent,
            reason,
            instances,
        }
    }
}

fn ami_of(resource: &CoveredResource) -> Option<&str> {
    if resource.resource_type == CoverageResourceType::MachineImage {
        return Some(&resource.resource_id);
    }
    resource.resource_metadata.as_ref()?.ec2.as_ref()?.ami_id.as_deref()
}

fn of_instance(ami: String, resource: CoveredResource) -> InstanceCoverage {
    let (code, active) = match &resource.scan_status {
        Some(status) => (
            Some(status.reason.as_str().to_owned()),
            status.status_code == ScanStatusCode::Active,
        ),
        None => (None, false),
    };
    let (extent, reason) = code.as_deref().map_or_else(
        || (CoverageExtent::Unknown, "Inspector gives no state".to_owned()),
        |code| meaning(code, active),
    );
    InstanceCoverage {
        ami,
        instance: resource.resource_id,
        account: resource.account_id,
        extent,
        code,
        reason,
        last_scanned: resource.last_scanned_at.as_ref().and_then(time::moment),
    }
}

/// What a reason means for the findings; `active` is Inspector's "actively monitoring".
fn meaning(code: &str, active: bool) -> (CoverageExtent, String) {
    let (extent, words) = match code {
        "SUCCESSFUL" => (CoverageExtent::Scanned, "scanned"),
        "STALE_INVENTORY" => (
            CoverageExtent::Partial,
            "its inventory is stale: the SSM agent has sent none for 7 days",
        ),
        "DEEP_INSPECTION_PACKAGE_COLLECTION_LIMIT_EXCEEDED" => (
            CoverageExtent::Partial,
            "only packages of the system are scanned: it has more application packages than deep inspection takes",
        ),
        "DEEP_INSPECTION_DAILY_SSM_INVENTORY_LIMIT_EXCEEDED" => (
            CoverageExtent::Partial,
            "only packages of the system are scanned: the day's SSM inventory limit is used up",
        ),
        "DEEP_INSPECTION_COLLECTION_TIME_LIMIT_EXCEEDED" => (
            CoverageExtent::Partial,
            "only packages of the system are scanned: deep inspection took too long",
        ),
        "DEEP_INSPECTION_NO_INVENTORY" => (
            CoverageExtent::Partial,
            "only packages of the system are scanned: deep inspection collected no inventory",
        ),
        "PENDING_INITIAL_SCAN" | "SCAN_IN_PROGRESS" => (CoverageExtent::NotScanned, "its first scan is not done yet"),
        "PENDING_REVIVAL_SCAN" => (CoverageExtent::NotScanned, "its scan after a pause is not done yet"),
        "UNMANAGED_EC2_INSTANCE" | "RESOURCE_UNMANAGED" => (
            CoverageExtent::NotScanned,
            "Systems Manager does not manage it: check the SSM agent and the instance profile",
        ),
        "NO_INVENTORY" => (
            CoverageExtent::NotScanned,
            "no inventory has come from it: check the SSM agent and the inventory association",
        ),
        "UNSUPPORTED_OS" => (
            CoverageExtent::NotScanned,
            "Inspector does not support its operating system",
        ),
        "EXCLUDED_BY_TAG" => (
            CoverageExtent::NotScanned,
            "the tag InspectorEc2Exclusion excludes it from scans",
        ),
        "EC2_INSTANCE_STOPPED" | "RESOURCE_STOPPED" => (CoverageExtent::NotScanned, "it is stopped"),
        "RESOURCE_TERMINATED" => (CoverageExtent::NotScanned, "it is terminated"),
        "ACCESS_DENIED" => (
            CoverageExtent::NotScanned,
            "Inspector may not read it: check its service-linked role and service control policies",
        ),
        "ACCESS_DENIED_TO_ENCRYPTION_KEY" => (
            CoverageExtent::NotScanned,
            "Inspector may not use the KMS key of its volumes",
        ),
        "AGENTLESS_INSTANCE_STORAGE_LIMIT_EXCEEDED" | "STORAGE_LIMIT_EXCEEDED" => (
            CoverageExtent::NotScanned,
            "its volumes are larger than a scan without agent takes",
        ),
        "AGENTLESS_INSTANCE_COLLECTION_TIME_LIMIT_EXCEEDED" | "EXTRACTION_COLLECTION_TIME_LIMIT_EXCEEDED" => {
            (CoverageExtent::NotScanned, "the scan without agent took too long")
        }
        "PENDING_DISABLE" => (CoverageExtent::NotScanned, "Inspector is being switched off"),
        "INTERNAL_ERROR" => (CoverageExtent::NotScanned, "Inspector failed; it tries again by itself"),
        other => return (CoverageExtent::NotScanned, format!("Inspector says {other}")),
    };
    if active || extent == CoverageExtent::NotScanned {
        (extent, words.to_owned())
    } else {
        (
            CoverageExtent::NotScanned,
            format!("no longer monitored; last: {words}"),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instance(id: &str, code: &str, active: bool) -> InstanceCoverage {
        let (extent, reason) = meaning(code, active);
        InstanceCoverage {
            ami: "ami-1".to_owned(),
            instance: id.to_owned(),
            account: "111122223333".to_owned(),
            extent,
            code: Some(code.to_owned()),
            reason,
            last_scanned: None,
        }
    }

    #[test]
    fn an_ami_that_inspector_does_not_know_is_not_scanned() {
        let coverage = AmiCoverage::of("ami-1", Vec::new());
        assert_eq!(coverage.extent, CoverageExtent::NotScanned);
        assert_eq!(coverage.reason, "not scanned: Inspector knows no instance of ami-1");
    }

    #[test]
    fn an_ami_that_is_scanned_itself_needs_no_instance() {
        let stopped = instance("i-1", "EC2_INSTANCE_STOPPED", false);
        let coverage = AmiCoverage::of("ami-1", vec![stopped, instance("ami-1", "SUCCESSFUL", true)]);
        assert_eq!(
            (coverage.extent, coverage.reason.as_str()),
            (CoverageExtent::Scanned, "the AMI itself is scanned")
        );
    }

    #[test]
    fn one_instance_that_is_not_scanned_makes_the_coverage_partial_and_is_named() {
        let coverage = AmiCoverage::of(
            "ami-1",
            vec![
                instance("i-1", "SUCCESSFUL", true),
                instance("i-2", "EXCLUDED_BY_TAG", false),
            ],
        );
        assert_eq!(coverage.extent, CoverageExtent::Partial);
        assert_eq!(
            coverage.reason,
            "1 of 2 instances are scanned; i-2: the tag InspectorEc2Exclusion excludes it from scans"
        );
    }

    #[test]
    fn a_success_that_is_no_longer_monitored_does_not_count_as_scanned() {
        assert_eq!(meaning("SUCCESSFUL", true).0, CoverageExtent::Scanned);
        assert_eq!(meaning("SUCCESSFUL", false).0, CoverageExtent::NotScanned);
        assert_eq!(meaning("STALE_INVENTORY", true).0, CoverageExtent::Partial);
        assert_eq!(
            meaning("SOMETHING_NEW", true),
            (CoverageExtent::NotScanned, "Inspector says SOMETHING_NEW".to_owned())
        );
    }
}
