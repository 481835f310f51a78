//! What a scan found in an image build.
//!
//! Image Builder keeps the findings of the test instance with the image; they outlive the instance but say neither
//! exploitation nor status. Inspector knows those while it watches an instance of the AMI. Both are joined here.

mod ami;
mod cis;
mod convert;
mod coverage;
mod details;
mod export;
mod fetch;
mod findings;
mod follow;
mod inspector;

use aws_sdk_imagebuilder::types::{Image, ImageScanFindingsFilter, ImageScanStatus};
use ingot_report::Finding;
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use crate::call::{Service, pages};
use crate::error::Warning;
use crate::progress::{OnProgress, Progress};
use crate::{Cloud, CloudError};

pub use ami::AmiScan;
pub use cis::{CisReading, CisTarget};
pub use coverage::{AmiCoverage, CoverageExtent, InstanceCoverage};
pub use export::{ExportDestination, Exported, FindingsReportFormat, ReportCriteria, SbomFormat};
pub use fetch::{FetchedObject, OpenFile};

use details::Details;
use inspector::Facts;

/// The scan of one image build.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScanResult {
    /// `PENDING`, `SCANNING`, `COLLECTING`, `COMPLETED`, `ABANDONED`, `FAILED` or `TIMED_OUT`; absent where the image
    /// was never to be scanned.
    pub state: Option<String>,
    /// What the scan covers, in words; without a completed scan, why there is none, so that "no findings" and "not
    /// scanned" never look alike.
    pub coverage: Option<String>,
    /// What Inspector covers of instances that run from the image's AMIs, by AMI; nothing of an AMI of which it knows
    /// none, for the scan was that of the test instance.
    pub instances: Vec<AmiCoverage>,
    /// One for each vulnerable package of each finding; `image` is the image build's ARN.
    pub findings: Vec<Finding>,
    /// The packages of the image; empty where enhanced metadata collection is off.
    pub packages: Vec<InstalledPackage>,
    /// What could not be read; the rest is still there.
    pub warnings: Vec<Warning>,
}

/// A package of an image.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct InstalledPackage {
    pub name: String,
    pub version: String,
}

impl Cloud {
    /// The findings and packages of an image build; `amis` are the AMIs it made, for which Inspector is asked.
    ///
    /// Without Inspector (denied, not enabled) Image Builder's rows are still answered, with a warning.
    pub async fn findings(
        &self,
        image_build_arn: &str,
        amis: &[String],
        progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<ScanResult, CloudError> {
        let image = self.image(image_build_arn, cancel).await?;
        let (state, coverage) = coverage(&image);

        let mut warnings = Vec::new();
        let mut findings = self.image_findings(image_build_arn, progress, cancel).await?;
        let packages = match self.image_packages(image_build_arn, cancel).await {
            Ok(packages) => packages,
            Err(error) => {
                warnings.push(Warning::unless_fatal(error)?);
                Vec::new()
            }
        };
        let mut facts = Facts::default();
        let mut asked = true;
        for ami in amis {
            let done = findings.len();
            progress(Progress {
                done,
                total: done,
                now: format!("asking Inspector about {ami}"),
            });
            if let Err(error) = self.read_inspector(ami, &mut facts, cancel).await {
                warnings.push(Warning::unless_fatal(error)?);
                asked = false;
                break;
            }
        }
        let mut instances = Vec::new();
        // Who may not list findings may not list the coverage, and one warning is enough.
        if asked && !amis.is_empty() {
            match self.coverage_of_amis(amis, cancel).await {
                Ok(coverage) => instances.extend(coverage.into_iter().filter(|one| !one.instances.is_empty())),
                Err(error) => warnings.push(Warning::unless_fatal(error)?),
            }
        }
        facts.join(&mut findings);
        let mut details = Details::default();
        details.complete(self, &mut findings, progress, cancel).await?;
        warnings.extend(details.warnings());
        Ok(ScanResult {
            state,
            coverage,
            instances,
            findings,
            packages,
            warnings,
        })
    }

    async fn image_findings(
        &self,
        image_build_arn: &str,
        progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<Vec<Finding>, CloudError> {
        let read = std::sync::atomic::AtomicUsize::new(0);
        let read = &read;
        pages(|token| async move {
            let filter = ImageScanFindingsFilter::builder()
                .name("imageBuildVersionArn")
                .values(image_build_arn)
                .build();
            let request = self
                .imagebuilder()
                .list_image_scan_findings()
                .filters(filter)
                .set_next_token(token)
                .send();
            let page = self
                .call(
                    Service::ImageBuilder.operation("ListImageScanFindings"),
                    cancel,
                    request,
                )
                .await?;
            let findings: Vec<Finding> = page
                .findings
                .unwrap_or_default()
                .into_iter()
                .flat_map(|finding| findings::rows(finding, image_build_arn, &self.profile().region))
                .collect();
            let done = read.fetch_add(findings.len(), std::sync::atomic::Ordering::Relaxed) + findings.len();
            progress(Progress {
                done,
                total: done,
                now: format!("{done} findings read"),
            });
            Ok((findings, page.next_token))
        })
        .await
    }

    async fn image_packages(
        &self,
        image_build_arn: &str,
        cancel: &CancellationToken,
    ) -> Result<Vec<InstalledPackage>, CloudError> {
        let mut packages = pages(|token| async {
            let request = self
                .imagebuilder()
                .list_image_packages()
                .image_build_version_arn(image_build_arn)
                .set_next_token(token)
                .send();
            let page = self
                .call(Service::ImageBuilder.operation("ListImagePackages"), cancel, request)
                .await?;
            let packages = page
                .image_package_list
                .unwrap_or_default()
                .into_iter()
                .filter_map(|package| {
                    Some(InstalledPackage {
                        name: package.package_name?,
                        version: package.package_version.unwrap_or_default(),
                    })
                });
            Ok((packages.collect(), page.next_token))
        })
        .await?;
        packages.sort();
        packages.dedup();
        Ok(packages)
    }
}

/// The scan's state and what it means, in words.
fn coverage(image: &Image) -> (Option<String>, Option<String>) {
    let enabled = image
        .image_scanning_configuration
        .as_ref()
        .and_then(|scanning| scanning.image_scanning_enabled);
    let scan = image.scan_state.as_ref();
    let status = scan.and_then(|scan| scan.status.as_ref());
    let reason = scan
        .and_then(|scan| scan.reason.as_deref())
        .filter(|reason| !reason.is_empty());
    let because = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
    let words = match status {
        Some(ImageScanStatus::Completed) => Some("scanned by Inspector on the test instance".to_owned()),
        Some(ImageScanStatus::Pending | ImageScanStatus::Scanning | ImageScanStatus::Collecting) => {
            Some(format!("not scanned yet{because}"))
        }
        Some(ImageScanStatus::Abandoned) => Some(format!("not scanned: the run ended before the scan{because}")),
        Some(ImageScanStatus::Failed) => Some(format!("not scanned: the scan failed{because}")),
        Some(ImageScanStatus::TimedOut) => Some(format!("not scanned: the scan took too long{because}")),
        Some(other) => Some(format!("scan state {}{because}", other.as_str())),
        None if enabled == Some(true) => None,
        None => Some("not scanned: image scanning is off in the pipeline".to_owned()),
    };
    (status.map(|status| status.as_str().to_owned()), words)
}
