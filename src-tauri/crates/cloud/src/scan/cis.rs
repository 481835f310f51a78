//! The results of CIS benchmark scans, which Inspector runs on running instances by tag.
//!
//! botocore `inspector2/2020-06-08 service-2.json`, shapes `CisScan`, `CisTargetResourceAggregation` and
//! `CisScanResultDetails`; <https://docs.aws.amazon.com/inspector/latest/user/scanning-cis.html>.

use std::cmp::Reverse;
use std::collections::HashSet;

use aws_sdk_inspector2::types::{
    CisFindingStatus, CisScan, CisScanResultDetails, CisScanStatus, CisScanStatusComparison, CisScanStatusFilter,
    CisSortOrder, CisTargetResourceAggregation, CisTargetStatus, ListCisScansFilterCriteria, ListCisScansSortBy,
};
use ingot_report::{Finding, FindingStatus, Scanner, Severity, Timestamp};
use tokio_util::sync::CancellationToken;

use crate::call::{Operation, Service, pages};
use crate::error::Warning;
use crate::progress::{OnProgress, Progress};
use crate::time;
use crate::{Cloud, CloudError};

/// One instance of one scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CisTarget {
    /// The scan's name.
    pub scan: String,
    pub scan_arn: String,
    /// `LEVEL_1`, `LEVEL_2`
    pub level: Option<String>,
    pub scanned_at: Option<Timestamp>,
    /// `i-…`
    pub resource: String,
    pub account: String,
    pub platform: Option<String>,
    /// Why the instance has no results, in words; "no checks failed" and "not scanned" never look alike.
    pub not_scanned: Option<String>,
}

/// What was read of CIS scans; the results went to the caller target by target.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CisReading {
    pub scans: usize,
    pub targets: usize,
    /// What could not be read; the rest is still there.
    pub warnings: Vec<Warning>,
}

const SCANS: Operation = Service::Inspector.operation("ListCisScans");
const TARGETS: Operation = Service::Inspector.operation("ListCisScanResultsAggregatedByTargetResource");
const RESULTS: Operation = Service::Inspector.operation("GetCisScanResultDetails");

/// Shapes `ListCisScansMaxResults`, `CisScanResultsMaxResults` and `GetCisScanResultDetailsMaxResults`.
const PAGE: i32 = 100;
const RESULTS_PAGE: i32 = 1000;

impl Cloud {
    /// Reads the results of the latest completed scan of each scan configuration, oldest scan first, so that of an
    /// instance in two scans the later word comes last. Each target goes to `on_target` with its checks as findings of
    /// type `CIS_CHECK`: failed is open, skipped is suppressed, passed is closed.
    pub async fn cis_results(
        &self,
        on_target: &mut (dyn FnMut(CisTarget, Vec<Finding>) + Send),
        progress: OnProgress<'_>,
        cancel: &CancellationToken,
    ) -> Result<CisReading, CloudError> {
        let scans = self.latest_cis_scans(cancel).await?;
        let mut reading = CisReading {
            scans: scans.len(),
            ..CisReading::default()
        };
        for scan in scans {
            let targets = match self.cis_targets(&scan.scan_arn, cancel).await {
                Ok(targets) => targets,
                Err(error) => {
                    reading.warnings.push(Warning::unless_fatal(error)?);
                    continue;
                }
            };
            let total = targets.len();
            for (done, aggregation) in targets.into_iter().enumerate() {
                let Some(target) = CisTarget::of(&scan, aggregation) else {
                    continue;
                };
                progress(Progress {
                    done,
                    total,
                    now: format!("reading the CIS checks of {}", target.resource),
                });
                let findings = match &target.not_scanned {
                    Some(_) => Vec::new(),
                    None => match self.cis_checks(&target, cancel).await {
                        Ok(findings) => findings,
                        Err(error) => {
                            reading.warnings.push(Warning::unless_fatal(error)?);
                            continue;
                        }
                    },
                };
                reading.targets += 1;
                on_target(target, findings);
            }
        }
        Ok(reading)
    }

    async fn latest_cis_scans(&self, cancel: &CancellationToken) -> Result<Vec<CisScan>, CloudError> {
        let completed = CisScanStatusFilter::builder()
            .comparison(CisScanStatusComparison::Equals)
            .value(CisScanStatus::Completed)
            .build()
            .map_err(|error| CloudError::invalid(SCANS, error.to_string()))?;
        let criteria = ListCisScansFilterCriteria::builder()
            .scan_status_filters(completed)
            .build();
        let criteria = &criteria;
        let mut scans = pages(|token| async move {
            let request = self
                .inspector()
                .list_cis_scans()
                .filter_criteria(criteria.clone())
                .sort_by(ListCisScansSortBy::ScanStartDate)
                .sort_order(CisSortOrder::Desc)
                .max_results(PAGE)
                .set_next_token(token)
                .send();
            let page = self.call(SCANS, cancel, request).await?;
            Ok((page.scans.unwrap_or_default(), page.next_token))
        })
        .await?;
        let date = |scan: &CisScan| scan.scan_date.as_ref().and_then(time::moment);
        scans.sort_by_key(|scan| Reverse(date(scan)));
        let mut configurations = HashSet::new();
        scans.retain(|scan| configurations.insert(scan.scan_configuration_arn.clone()));
        scans.reverse();
        Ok(scans)
    }

    async fn cis_targets(
        &self,
        scan_arn: &str,
        cancel: &CancellationToken,
    ) -> Result<Vec<CisTargetResourceAggregation>, CloudError> {
        pages(|token| async move {
            let request = self
                .inspector()
                .list_cis_scan_results_aggregated_by_target_resource()
                .scan_arn(scan_arn)
                .max_results(PAGE)
                .set_next_token(token)
                .send();
            let page = self.call(TARGETS, cancel, request).await?;
            Ok((page.target_resource_aggregations.unwrap_or_default(), page.next_token))
        })
        .await
    }

    async fn cis_checks(&self, target: &CisTarget, cancel: &CancellationToken) -> Result<Vec<Finding>, CloudError> {
        let region = self.profile().region.as_str();
        pages(|token| async move {
            let request = self
                .inspector()
                .get_cis_scan_result_details()
                .scan_arn(&target.scan_arn)
                .target_resource_id(&target.resource)
                .account_id(&target.account)
                .max_results(RESULTS_PAGE)
                .set_next_token(token)
                .send();
            let page = self.call(RESULTS, cancel, request).await?;
            let results = page.scan_result_details.unwrap_or_default().into_iter();
            let findings = results.filter_map(|result| finding(result, target, region));
            Ok((findings.collect::<Vec<_>>(), page.next_token))
        })
        .await
    }
}

impl CisTarget {
    /// `None` without an instance and account, by which alone results can be asked for.
    fn of(scan: &CisScan, target: CisTargetResourceAggregation) -> Option<Self> {
        let reason = target.target_status_reason.as_ref().map(|reason| reason.as_str());
        let not_scanned = match (&target.target_status, reason) {
            (Some(CisTargetStatus::Completed) | None, None) => None,
            (_, Some("UNSUPPORTED_OS")) => Some("there is no benchmark for its operating system".to_owned()),
            (_, Some("SSM_UNMANAGED")) => {
                Some("Systems Manager does not manage it: check the SSM agent and the instance profile".to_owned())
            }
            (_, Some("SCAN_IN_PROGRESS")) => Some("it is still being scanned".to_owned()),
            (_, Some(other)) => Some(format!("Inspector says {other}")),
            (Some(CisTargetStatus::TimedOut), None) => Some("its scan took too long".to_owned()),
            (Some(CisTargetStatus::Cancelled), None) => Some("its scan was cancelled".to_owned()),
            (Some(other), None) => Some(format!("Inspector says {}", other.as_str())),
        };
        Some(Self {
            scan: scan.scan_name.clone().unwrap_or_else(|| scan.scan_arn.clone()),
            scan_arn: scan.scan_arn.clone(),
            level: scan.security_level.as_ref().map(|level| level.as_str().to_owned()),
            scanned_at: scan.scan_date.as_ref().and_then(time::moment),
            resource: target.target_resource_id?,
            account: target.account_id?,
            platform: target.platform,
            not_scanned,
        })
    }
}

/// A check without an id names nothing and is left out. A check has no severity; the level of its profile stands for
/// the vendor's.
fn finding(result: CisScanResultDetails, target: &CisTarget, region: &str) -> Option<Finding> {
    let check = result.check_id.filter(|id| !id.is_empty())?;
    let mut finding = Finding::new(Scanner::Inspector, check, Severity::Untriaged);
    if let Some(title) = result.title {
        finding.title = title;
    }
    finding.description = result.check_description;
    finding.remediation = result.remediation;
    finding.vendor_severity = result.level.map(|level| level.as_str().to_owned());
    finding.status = match result.status {
        Some(CisFindingStatus::Failed) => Some(FindingStatus::Active),
        Some(CisFindingStatus::Skipped) => Some(FindingStatus::Suppressed),
        Some(CisFindingStatus::Passed) => Some(FindingStatus::Closed),
        _ => None,
    };
    finding.status_reason = result.status_reason;
    finding.resource = Some(target.resource.clone());
    finding.resource_type = Some("AWS_EC2_INSTANCE".to_owned());
    finding.platform = result.platform.or_else(|| target.platform.clone());
    finding.account = Some(target.account.clone());
    finding.region = Some(region.to_owned());
    finding.last_seen = target.scanned_at;
    finding.finding_arn = result.finding_arn;
    finding.finding_type = Some("CIS_CHECK".to_owned());
    Some(finding)
}
