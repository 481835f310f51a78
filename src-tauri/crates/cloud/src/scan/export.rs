//! Reports that Inspector writes into a bucket: made, followed and fetched.
//!
//! What is made is a change of AWS: an object in the caller's bucket stays there.
//! botocore `inspector2/2020-06-08 service-2.json`, operations `CreateFindingsReport`, `GetFindingsReportStatus`,
//! `CreateSbomExport`, `GetSbomExport`;
//! <https://docs.aws.amazon.com/inspector/latest/user/findings-managing-exporting-reports.html>,
//! <https://docs.aws.amazon.com/inspector/latest/user/sbom-export.html>.

use std::cmp::Reverse;

use aws_sdk_inspector2::types::{
    Destination, ExternalReportStatus, FilterCriteria, ReportFormat, ResourceFilterCriteria, ResourceStringComparison,
    ResourceStringFilter, SbomReportFormat,
};
use ingot_report::FindingStatus;
use tokio_util::sync::CancellationToken;

use super::ami::equals;
use super::coverage::{CoverageExtent, InstanceCoverage};
use super::fetch::{FetchedObject, OpenFile};
use super::follow::Kind;
use crate::call::{Operation, Service};
use crate::error::{Call, Warning};
use crate::progress::OnProgress;
use crate::{Cloud, CloudError};

/// Where Inspector writes. Bucket, key and findings have to be in one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportDestination {
    pub bucket: String,
    pub prefix: Option<String>,
    /// ARN of the KMS key that encrypts what is written; Inspector writes nothing without one.
    pub kms_key: String,
}

/// Which findings a report has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportCriteria {
    /// Those on instances of this AMI; otherwise of the whole account (of the organisation, for Inspector's
    /// administrator) in the region.
    pub ami: Option<String>,
    /// None means the open ones only, as AWS does it.
    pub statuses: Vec<FindingStatus>,
}

/// How a findings report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingsReportFormat {
    Csv,
    Json,
}

/// How a software bill of materials is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SbomFormat {
    /// CycloneDX 1.4
    Cyclonedx,
    /// SPDX 2.3
    Spdx,
}

/// What an export has brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Inspector's id of it.
    pub report: String,
    /// One for a findings report; one for each resource of an SBOM export.
    pub objects: Vec<FetchedObject>,
    pub warnings: Vec<Warning>,
}

/// Values of one resource filter (shape `ResourceStringFilterList`).
const MOST_RESOURCES: usize = 10;

impl Cloud {
    /// Has Inspector write a findings report, follows it and streams it into what `open` gives for its key. A
    /// cancellation cancels the report in AWS too.
    ///
    /// # Errors
    /// [`CloudError::Dependency`] while another report is being written: Inspector writes one at a time.
    pub async fn findings_report(
        &self,
        criteria: &ReportCriteria,
        format: FindingsReportFormat,
        destination: &ExportDestination,
        open: OpenFile<'_>,
        progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<Exported, CloudError> {
        const CREATE: Operation = Service::Inspector.operation("CreateFindingsReport");
        self.refuse_second_report(cancel).await?;
        let request = self
            .inspector()
            .create_findings_report()
            .filter_criteria(report_criteria(criteria)?)
            .report_format(match format {
                FindingsReportFormat::Csv => ReportFormat::Csv,
                FindingsReportFormat::Json => ReportFormat::Json,
            })
            .s3_destination(destination.shape(CREATE)?)
            .send();
        let created = self.call(CREATE, cancel, request).await?;
        let id = created
            .report_id
            .ok_or_else(|| CloudError::incomplete(CREATE, "reportId"))?;
        self.collect(Kind::Findings, id, destination, open, progress, cancel)
            .await
    }

    /// Has Inspector write the inventories of instances, follows that and streams each into what `open` gives for its
    /// key; of the instances of one AMI, or of everything that Inspector covers here.
    pub async fn sbom(
        &self,
        ami: Option<&str>,
        format: SbomFormat,
        destination: &ExportDestination,
        open: OpenFile<'_>,
        progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<Exported, CloudError> {
        const CREATE: Operation = Service::Inspector.operation("CreateSbomExport");
        let s3_destination = destination.shape(CREATE)?;
        let mut warnings = Vec::new();
        let criteria = match ami {
            Some(ami) => Some(self.instances_of(ami, CREATE, &mut warnings, cancel).await?),
            None => None,
        };
        let request = self
            .inspector()
            .create_sbom_export()
            .set_resource_filter_criteria(criteria)
            .report_format(match format {
                SbomFormat::Cyclonedx => SbomReportFormat::Cyclonedx14,
                SbomFormat::Spdx => SbomReportFormat::Spdx23,
            })
            .s3_destination(s3_destination)
            .send();
        let created = self.call(CREATE, cancel, request).await?;
        let id = created
            .report_id
            .ok_or_else(|| CloudError::incomplete(CREATE, "reportId"))?;
        let exported = self
            .collect(Kind::Sbom, id, destination, open, progress, cancel)
            .await?;
        Ok(Exported { warnings, ..exported })
    }

    /// Follows an export that was asked for and streams what it wrote.
    async fn collect(
        &self,
        kind: Kind,
        id: String,
        destination: &ExportDestination,
        open: OpenFile<'_>,
        progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<Exported, CloudError> {
        self.follow_export(kind, &id, progress, cancel).await?;
        let prefix = destination.prefix.as_deref();
        let objects = self
            .fetch_export(&destination.bucket, prefix, &id, open, progress, cancel)
            .await?;
        Ok(Exported {
            report: id,
            objects,
            warnings: Vec::new(),
        })
    }

    /// AWS has no error of its own for a second report, so the one that is being written is looked for first.
    async fn refuse_second_report(&self, cancel: &CancellationToken) -> Result<(), CloudError> {
        const LOOK: Operation = Service::Inspector.operation("GetFindingsReportStatus");
        let request = self.inspector().get_findings_report_status().send();
        let latest = match self.call(LOOK, cancel, request).await {
            Ok(latest) => latest,
            // There never was one, or it may not be seen: creating one will tell.
            Err(CloudError::NotFound { .. } | CloudError::Denied { .. } | CloudError::Invalid { .. }) => return Ok(()),
            Err(error) => return Err(error),
        };
        if latest.status != Some(ExternalReportStatus::InProgress) {
            return Ok(());
        }
        let into = latest
            .destination
            .map(|place| format!(" into the bucket {}", place.bucket_name))
            .unwrap_or_default();
        Err(CloudError::Dependency {
            message: format!(
                "Inspector writes one findings report at a time and is writing {}{into}; wait for its end",
                latest.report_id.as_deref().unwrap_or("another")
            ),
            call: Call {
                operation: LOOK.name,
                request_id: None,
            },
        })
    }

    /// SBOM exports know no AMI, so they are asked for the instances of it.
    async fn instances_of(
        &self,
        ami: &str,
        operation: Operation,
        warnings: &mut Vec<Warning>,
        cancel: &CancellationToken,
    ) -> Result<ResourceFilterCriteria, CloudError> {
        let coverage = self.ami_coverage(ami, cancel).await?;
        let mut scanned: Vec<InstanceCoverage> = coverage
            .instances
            .into_iter()
            .filter(|one| one.instance != ami)
            .filter(|one| matches!(one.extent, CoverageExtent::Scanned | CoverageExtent::Partial))
            .collect();
        if scanned.is_empty() {
            return Err(CloudError::NotFound {
                service: Service::Inspector,
                message: format!("there is no inventory of {ami}: {}", coverage.reason),
                call: Call {
                    operation: operation.name,
                    request_id: None,
                },
            });
        }
        scanned.sort_by_key(|one| Reverse(one.last_scanned));
        if scanned.len() > MOST_RESOURCES {
            warnings.push(Warning {
                message: format!(
                    "of {} instances of {ami} the {MOST_RESOURCES} that were scanned last are exported",
                    scanned.len()
                ),
                hint: None,
            });
        }
        let mut criteria = ResourceFilterCriteria::builder();
        for one in scanned.iter().take(MOST_RESOURCES) {
            let filter = ResourceStringFilter::builder()
                .comparison(ResourceStringComparison::Equals)
                .value(&one.instance)
                .build()
                .map_err(|error| CloudError::invalid(operation, error.to_string()))?;
            criteria = criteria.resource_id(filter);
        }
        Ok(criteria.build())
    }
}

impl ExportDestination {
    fn shape(&self, operation: Operation) -> Result<Destination, CloudError> {
        super::fetch::check_bucket(&self.bucket)?;
        Destination::builder()
            .bucket_name(&self.bucket)
            .set_key_prefix(self.prefix.clone().filter(|prefix| !prefix.is_empty()))
            .kms_key_arn(&self.kms_key)
            .build()
            .map_err(|error| CloudError::invalid(operation, error.to_string()))
    }
}

fn report_criteria(criteria: &ReportCriteria) -> Result<FilterCriteria, CloudError> {
    let mut filters = FilterCriteria::builder();
    if let Some(ami) = &criteria.ami {
        filters = filters.ec2_instance_image_id(equals(ami)?);
    }
    for status in &criteria.statuses {
        filters = filters.finding_status(equals(status.name())?);
    }
    Ok(filters.build())
}
