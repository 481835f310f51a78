//! Amazon Inspector: findings of instances, one of which the sandbox keeps running from each AVAILABLE image, so
//! that findings stay ACTIVE (Inspector closes those of terminated instances).
//!
//! Shapes from botocore inspector2/2020-06-08 service-2.json. Unlike Image Builder's, a finding here has EPSS,
//! exploits, resources and a recommendation with a capital `Url`.

use super::{Answer, Moment, Operation, Run};
use crate::identity::ec2;
use crate::simulation::run::ImageRun;
use crate::simulation::status::ImageStatus;
use crate::simulation::timeline::Course;
use crate::state::State;
use crate::wire::{ApiError, Call};

mod cis;
mod coverage;
mod criteria;
pub(crate) mod exports;
mod findings;
mod inventory;
mod report;

pub(crate) const OPERATIONS: &[Operation] = &[
    reads("ListFindings", "/findings/list", findings::list),
    reads(
        "BatchGetFindingDetails",
        "/findings/details/batch/get",
        findings::details,
    ),
    reads("ListCoverage", "/coverage/list", coverage::list),
    reads("BatchGetAccountStatus", "/status/batch/get", coverage::account_status),
    writes("CreateFindingsReport", "/reporting/create", exports::create_report),
    reads(
        "GetFindingsReportStatus",
        "/reporting/status/get",
        exports::report_status,
    ),
    writes("CancelFindingsReport", "/reporting/cancel", exports::cancel_report),
    writes("CreateSbomExport", "/sbomexport/create", exports::create_sbom),
    reads("GetSbomExport", "/sbomexport/get", exports::sbom_status),
    writes("CancelSbomExport", "/sbomexport/cancel", exports::cancel_sbom),
    reads("ListCisScans", "/cis/scan/list", cis::list_scans),
    reads(
        "ListCisScanResultsAggregatedByTargetResource",
        "/cis/scan-result/resource/list",
        cis::by_target,
    ),
    reads(
        "ListCisScanResultsAggregatedByChecks",
        "/cis/scan-result/check/list",
        cis::by_check,
    ),
    reads("GetCisScanResultDetails", "/cis/scan-result/details/get", cis::details),
];

const fn reads(name: &'static str, path: &'static str, run: fn(&State, Moment, &Call) -> Answer) -> Operation {
    Operation {
        name,
        http: ("POST", path),
        run: Run::Reads(run),
    }
}

const fn writes(name: &'static str, path: &'static str, run: fn(&mut State, Moment, &Call) -> Answer) -> Operation {
    Operation {
        name,
        http: ("POST", path),
        run: Run::Writes(run),
    }
}

/// The images of a region from which an instance runs, oldest first.
fn running<'a>(state: &'a State, now: i64, region: &str) -> Vec<&'a ImageRun> {
    let mut runs: Vec<&ImageRun> = state
        .images
        .values()
        .filter(|run| run.region == region)
        .filter(|run| Course::of(run).status(now) == ImageStatus::Available)
        .collect();
    runs.sort_by_key(|run| (run.created, run.arn.clone()));
    runs
}

/// The running ones that Inspector scans.
fn scanned<'a>(state: &'a State, now: i64, region: &str) -> Vec<&'a ImageRun> {
    let mut runs = running(state, now, region);
    runs.retain(|run| !is_excluded(run));
    runs
}

/// Instances with this tag are not scanned, whatever its value
/// (<https://docs.aws.amazon.com/inspector/latest/user/scanning-ec2.html>).
fn is_excluded(run: &ImageRun) -> bool {
    run.tags.contains_key("InspectorEc2Exclusion")
}

fn instance(run: &ImageRun) -> String {
    ec2("i", &[&run.arn, "running"])
}

fn invalid(message: impl Into<String>) -> ApiError {
    ApiError::new(400, "ValidationException", message)
}
