//! Packages and scan findings of images.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::filters::{is_here, read};
use super::{Answer, Moment, listed};
use crate::clock::epoch_seconds;
use crate::identity::ACCOUNT;
use crate::simulation::catalog::packages;
use crate::simulation::os::PackageFormat;
use crate::simulation::run::ImageRun;
use crate::simulation::software::Severity;
use crate::simulation::timeline::Course;
use crate::simulation::vulnerabilities::{Vulnerability, vulnerabilities};
use crate::state::State;
use crate::wire::json::{compact, required, texts};
use crate::wire::{ApiError, Call};

/// What SSM Inventory collected; nothing without enhanced metadata
/// (<https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImagePackages.html>).
pub(crate) fn list_packages(state: &State, moment: Moment, call: &Call) -> Answer {
    let arn = required(&call.body, "imageBuildVersionArn")?;
    let run = state.images.get(arn).ok_or_else(|| ApiError::not_found(arn))?;
    let collected = Course::of(run).inventory_at().is_some_and(|at| moment.now >= at);
    let items = if collected {
        packages(run.os, &run.software)
            .iter()
            .map(|package| json!({"packageName": package.name, "packageVersion": package.inventory_version(run.os)}))
            .collect()
    } else {
        Vec::new()
    };
    listed(call, "imagePackageList", items)
}

/// The filters of both operations; aggregations know no severity.
const FILTERS: &[&str] = &[
    "imageBuildVersionArn",
    "imagePipelineArn",
    "vulnerabilityId",
    "severity",
];

/// One filter with one value at most
/// (<https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_ListImageScanFindings.html>).
pub(crate) fn list_findings(state: &State, moment: Moment, call: &Call) -> Answer {
    let given = call.body.get("filters").and_then(Value::as_array);
    let filter = match given.map(Vec::as_slice) {
        None | Some([]) => None,
        Some([filter]) => Some(one_value(filter, FILTERS)?),
        Some(_) => return Err(ApiError::invalid_value("filters", "Only one filter is allowed.")),
    };
    let filter = filter.as_ref().map(|(name, value)| (name.as_str(), value.as_str()));
    let mut items = Vec::new();
    for (run, scanned_at) in scanned(state, moment.now, call) {
        if !takes_run(filter, run) {
            continue;
        }
        items.extend(
            vulnerabilities(run.os, &run.software)
                .iter()
                .filter(|one| match filter {
                    Some(("vulnerabilityId", id)) => one.id == id,
                    Some(("severity", severity)) => one.severity.name() == severity,
                    _ => true,
                })
                .map(|one| finding(run, one, scanned_at)),
        );
    }
    listed(call, "findings", items)
}

pub(crate) fn list_aggregations(state: &State, moment: Moment, call: &Call) -> Answer {
    let filter = match call.body.get("filter") {
        None | Some(Value::Null) => None,
        Some(filter) => Some(one_value(filter, &FILTERS[..3])?),
    };
    let filter = filter.as_ref().map(|(name, value)| (name.as_str(), value.as_str()));
    // Ordered by what is counted: an image, a pipeline, an id or the account.
    let mut counts: BTreeMap<String, [u64; 4]> = BTreeMap::new();
    for (run, _) in scanned(state, moment.now, call) {
        if !takes_run(filter, run) {
            continue;
        }
        for one in vulnerabilities(run.os, &run.software) {
            let key = match filter {
                Some(("imageBuildVersionArn", _)) => run.arn.clone(),
                Some(("imagePipelineArn", _)) => run.pipeline_arn.clone(),
                Some((_, id)) if one.id == id => one.id.clone(),
                Some(_) => continue,
                None => ACCOUNT.to_owned(),
            };
            let counted = counts.entry(key).or_default();
            counted[0] += 1;
            match one.severity {
                Severity::Critical => counted[1] += 1,
                Severity::High => counted[2] += 1,
                Severity::Medium => counted[3] += 1,
                Severity::Low => {}
            }
        }
    }
    let (kind, aggregation, key) = match filter.map(|(name, _)| name) {
        Some("imageBuildVersionArn") => ("imageBuildVersionArn", "imageAggregation", "imageBuildVersionArn"),
        Some("imagePipelineArn") => ("imagePipelineArn", "imagePipelineAggregation", "imagePipelineArn"),
        Some(_) => ("vulnerabilityId", "vulnerabilityIdAggregation", "vulnerabilityId"),
        None => ("accountId", "accountAggregation", "accountId"),
    };
    let responses: Vec<Value> = counts
        .into_iter()
        .map(|(value, [all, critical, high, medium])| {
            json!({aggregation: {
                key: value,
                "severityCounts": {"all": all, "critical": critical, "high": high, "medium": medium},
            }})
        })
        .collect();
    let mut answer = listed(call, "responses", responses)?;
    answer["aggregationType"] = kind.into();
    Ok(answer)
}

/// `packageVulnerabilityDetails`, the same in Image Builder's and Inspector's shape.
pub(crate) fn package_details(run: &ImageRun, one: &Vulnerability) -> Value {
    let packages: Vec<Value> = one
        .packages
        .iter()
        .map(|affected| {
            compact(json!({
                "name": affected.package.name,
                "version": affected.package.version,
                "epoch": 0,
                "release": affected.package.release,
                "arch": "X86_64",
                "packageManager": "OS",
                "fixedInVersion": affected.fixed_in.as_deref().unwrap_or("NotAvailable"),
                "remediation": affected.fixed_in.as_ref().map(|_| update_command(run)),
            }))
        })
        .collect();
    json!({
        "vulnerabilityId": one.id,
        "vulnerablePackages": packages,
        "source": one.source,
        "cvss": [{
            "baseScore": one.score,
            "scoringVector": one.vector,
            "version": "3.1",
            "source": one.source,
        }],
        "relatedVulnerabilities": [],
        // Reserved by RFC 2606: nothing remote is ever reached from here.
        "sourceUrl": format!("https://advisories.sandbox.invalid/{}", one.id),
        "vendorSeverity": vendor_severity(one.severity),
        "vendorCreatedAt": epoch_seconds(one.published),
        "vendorUpdatedAt": epoch_seconds(one.published + 7 * 86_400_000),
        "referenceUrls": [format!("https://advisories.sandbox.invalid/{}", one.id)],
    })
}

pub(crate) fn recommendation(one: &Vulnerability) -> &'static str {
    use crate::simulation::vulnerabilities::FixAvailable;
    match one.fix {
        FixAvailable::Yes => "Update the packages to the fixed versions.",
        FixAvailable::Partial => "Update the packages that have a fixed version; the others have none yet.",
        FixAvailable::No => "None Provided",
    }
}

fn one_value(filter: &Value, known: &[&str]) -> Result<(String, String), ApiError> {
    let filter_read = read(filter, known)?;
    match texts(filter, "values").as_slice() {
        [value] => Ok((filter_read.name, value.clone())),
        _ => Err(ApiError::invalid_value("filters", "A filter has exactly one value.")),
    }
}

fn takes_run(filter: Option<(&str, &str)>, run: &ImageRun) -> bool {
    match filter {
        Some(("imageBuildVersionArn", arn)) => run.arn == arn,
        Some(("imagePipelineArn", arn)) => run.pipeline_arn == arn,
        _ => true,
    }
}

/// The runs of this region whose scan is complete, and when it was; newest first.
fn scanned<'a>(state: &'a State, now: i64, call: &Call) -> Vec<(&'a ImageRun, i64)> {
    let mut runs: Vec<(&ImageRun, i64)> = state
        .images
        .values()
        .filter(|run| is_here(&run.arn, call))
        .filter_map(|run| {
            let at = Course::of(run).scanned_at()?;
            (now >= at).then_some((run, at))
        })
        .collect();
    runs.sort_by_key(|(run, at)| (-at, run.arn.clone()));
    runs
}

fn finding(run: &ImageRun, one: &Vulnerability, scanned_at: i64) -> Value {
    compact(json!({
        "awsAccountId": ACCOUNT,
        "imageBuildVersionArn": run.arn,
        "imagePipelineArn": run.pipeline_arn,
        "type": "PACKAGE_VULNERABILITY",
        "title": one.title,
        "description": one.description,
        "remediation": {"recommendation": {"text": recommendation(one)}},
        "severity": one.severity.name(),
        "firstObservedAt": epoch_seconds(scanned_at),
        "updatedAt": epoch_seconds(scanned_at),
        "inspectorScore": one.score,
        "inspectorScoreDetails": {"adjustedCvss": {
            "scoreSource": one.source,
            "cvssSource": one.source,
            "version": "3.1",
            "score": one.score,
            "scoringVector": one.vector,
            "adjustments": [],
        }},
        "packageVulnerabilityDetails": package_details(run, one),
        "fixAvailable": one.fix.name(),
    }))
}

fn update_command(run: &ImageRun) -> &'static str {
    match run.os.format() {
        PackageFormat::Deb => "apt-get update && apt-get upgrade",
        PackageFormat::Rpm => "yum update",
    }
}

fn vendor_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "critical",
        Severity::High => "high",
        Severity::Medium => "medium",
        Severity::Low => "low",
    }
}
