//! CIS benchmark scans: `get-cis-scan-result-details`, `list-cis-scan-results-aggregated-by-checks`, and the CSV report.
//!
//! A check is a finding without a package: failed is open, skipped is suppressed with its reason, passed is closed.
//! It has no severity; the level of the benchmark profile (`LEVEL_1`) stands for the vendor's.
//!
//! botocore inspector2/2020-06-08 service-2.json, CisScanResultDetails and CisCheckAggregation.

use serde::Deserialize;

use crate::read::csv::Row;
use crate::{Finding, FindingStatus, Scanner, Severity};

const CHECK: &str = "CIS_CHECK";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Check {
    scan_arn: Option<String>,
    account_id: Option<String>,
    target_resource_id: Option<String>,
    platform: Option<String>,
    status: Option<String>,
    status_reason: Option<String>,
    check_id: Option<String>,
    title: Option<String>,
    check_description: Option<String>,
    remediation: Option<String>,
    level: Option<String>,
    finding_arn: Option<String>,
    /// Of an aggregation over resources.
    status_counts: Option<StatusCounts>,
}

#[derive(Deserialize)]
struct StatusCounts {
    failed: Option<u64>,
    skipped: Option<u64>,
    passed: Option<u64>,
}

impl Check {
    pub fn into_findings(self) -> Result<Vec<Finding>, String> {
        let id = self
            .check_id
            .filter(|id| !id.is_empty())
            .ok_or("the entry has no `checkId`")?;
        let (status, reason) = match (&self.status, &self.status_counts) {
            (Some(word), _) => (status(word)?, self.status_reason),
            (None, Some(counts)) => counts.stand(),
            (None, None) => return Err("the entry has no `status`".into()),
        };
        let mut finding = Finding::new(Scanner::Inspector, id, Severity::Untriaged);
        if let Some(title) = self.title {
            finding.title = title;
        }
        finding.finding_type = Some(CHECK.into());
        finding.status = Some(status);
        finding.status_reason = reason;
        finding.description = self.check_description;
        finding.remediation = self.remediation;
        finding.vendor_severity = self.level;
        finding.resource = self.target_resource_id;
        finding.platform = self.platform;
        finding.account = self.account_id;
        // `arn:<partition>:inspector2:<region>:<account>:owner/<owner>/cis-scan/<id>`
        finding.region = self
            .scan_arn
            .as_deref()
            .and_then(|arn| arn.split(':').nth(3))
            .filter(|region| !region.is_empty())
            .map(str::to_owned);
        finding.finding_arn = self.finding_arn;
        Ok(vec![finding])
    }
}

impl StatusCounts {
    fn stand(&self) -> (FindingStatus, Option<String>) {
        let count = |count: Option<u64>| count.unwrap_or_default();
        let (failed, skipped, passed) = (count(self.failed), count(self.skipped), count(self.passed));
        let status = match (failed, skipped, passed) {
            (0, 1.., 0) => FindingStatus::Suppressed,
            (0, ..) => FindingStatus::Closed,
            _ => FindingStatus::Active,
        };
        let reason = format!("{failed} failed, {skipped} skipped, {passed} passed");
        (status, Some(reason))
    }
}

/// botocore inspector2/2020-06-08 service-2.json, CisFindingStatus.
fn status(word: &str) -> Result<FindingStatus, String> {
    match word.to_ascii_uppercase().as_str() {
        "FAILED" | "FAIL" => Ok(FindingStatus::Active),
        "SKIPPED" | "SKIP" => Ok(FindingStatus::Suppressed),
        "PASSED" | "PASS" => Ok(FindingStatus::Closed),
        _ => Err(format!("`status` is {word:?}, expected FAILED, SKIPPED or PASSED")),
    }
}

/// What the columns may be called: AWS does not publish the header of the CSV report, so these are the API's names as
/// words.
pub(super) const HEADERS: [&[&str]; 3] = [&["check id", "status"], &["checkid", "status"], &["check_id", "status"]];

pub(super) fn row(row: &Row<'_>) -> Result<Vec<Finding>, String> {
    let cell = |names: &[&str]| names.iter().find_map(|name| row.get(name)).map(str::to_owned);
    let check = Check {
        scan_arn: cell(&["scan arn", "scanarn", "scan_arn"]),
        account_id: cell(&["account id", "aws account id", "accountid", "account_id"]),
        target_resource_id: cell(&[
            "target resource id",
            "resource id",
            "targetresourceid",
            "target_resource_id",
            "resource",
        ]),
        platform: cell(&["platform"]),
        status: cell(&["status"]),
        status_reason: cell(&["status reason", "statusreason", "status_reason", "reason"]),
        check_id: cell(&["check id", "checkid", "check_id"]),
        title: cell(&["title", "check title"]),
        check_description: cell(&[
            "check description",
            "description",
            "checkdescription",
            "check_description",
        ]),
        remediation: cell(&["remediation"]),
        level: cell(&["level", "security level"]),
        finding_arn: cell(&["finding arn", "findingarn", "finding_arn"]),
        status_counts: None,
    };
    check.into_findings()
}
