//! Findings of the running instances, and what Inspector knows besides.

use serde_json::{Value, json};

use super::criteria::{Criterion, criteria, is_of_image, passes, sort};
use super::{Answer, Moment, instance, invalid, scanned};
use crate::clock::epoch_seconds;
use crate::identity::{ACCOUNT, digest};
use crate::service::imagebuilder::images::amis;
use crate::service::imagebuilder::{package_details, recommendation};
use crate::simulation::run::ImageRun;
use crate::simulation::timeline::Course;
use crate::simulation::vulnerabilities::{Vulnerability, vulnerabilities};
use crate::state::State;
use crate::wire::json::{Tags, compact, text, texts};
use crate::wire::paging::{FINDINGS, page};
use crate::wire::{ApiError, Call};

const DAY: i64 = 86_400_000;

pub(super) fn list(state: &State, moment: Moment, call: &Call) -> Answer {
    let mut found = matching(state, moment.now, &call.region, &criteria(&call.body)?)?;
    sort(&mut found, &call.body["sortCriteria"])?;
    let (findings, next) = page(call, FINDINGS, found)?;
    Ok(compact(json!({"findings": findings, "nextToken": next})))
}

/// The findings that pass every filter, in the order of their instances.
pub(super) fn matching(state: &State, now: i64, region: &str, criteria: &[Criterion]) -> Result<Vec<Value>, ApiError> {
    let mut found = Vec::new();
    for run in scanned(state, now, region) {
        // Decided once for a run, as most calls ask for one AMI.
        if !is_of_image(criteria, &run.output_ami())? {
            continue;
        }
        let tags = instance_tags(run, now);
        for one in vulnerabilities(run.os, &run.software) {
            let finding = finding(run, &one, &tags);
            if passes(&finding, criteria)? {
                found.push(finding);
            }
        }
    }
    Ok(found)
}

pub(super) fn details(state: &State, moment: Moment, call: &Call) -> Answer {
    let wanted = texts(&call.body, "findingArns");
    if wanted.is_empty() || wanted.len() > 10 {
        return Err(invalid("findingArns has from 1 to 10 entries."));
    }
    let known: Vec<(String, Vulnerability)> = scanned(state, moment.now, &call.region)
        .into_iter()
        .flat_map(|run| {
            vulnerabilities(run.os, &run.software)
                .into_iter()
                .map(|one| (finding_arn(run, &one), one))
        })
        .filter(|(arn, _)| wanted.contains(arn))
        .collect();
    let details: Vec<Value> = known
        .iter()
        .map(|(arn, one)| {
            compact(json!({
                "findingArn": arn,
                "cisaData": one.known_exploited.then(|| json!({
                    "dateAdded": epoch_seconds(one.published + 10 * DAY),
                    "dateDue": epoch_seconds(one.published + 31 * DAY),
                    "action": "Sandbox finding: apply updates per vendor instructions.",
                })),
                "exploitObserved": one.exploit.then(|| json!({
                    "firstSeen": epoch_seconds(one.published + 5 * DAY),
                    "lastSeen": epoch_seconds(one.published + 40 * DAY),
                })),
                "cwes": [one.cwe],
                "epssScore": one.epss,
                "referenceUrls": [format!("https://advisories.sandbox.invalid/{}", one.id)],
            }))
        })
        .collect();
    let errors: Vec<Value> = wanted
        .iter()
        .filter(|arn| !known.iter().any(|(known, _)| known == *arn))
        .map(|arn| {
            json!({
                "findingArn": arn,
                "errorCode": "FINDING_DETAILS_NOT_FOUND",
                "errorMessage": "There are no details for this finding.",
            })
        })
        .collect();
    Ok(json!({"findingDetails": details, "errors": errors}))
}

fn finding_arn(run: &ImageRun, one: &Vulnerability) -> String {
    format!(
        "arn:aws:inspector2:{}:{ACCOUNT}:finding/{}",
        run.region,
        &digest(&[&run.arn, &one.id])[..32]
    )
}

pub(super) fn instance_tags(run: &ImageRun, now: i64) -> Tags {
    let mut tags = run.tags.clone();
    if let Some(name) = amis(run, now).first().and_then(|ami| text(ami, "name")) {
        tags.insert("Name".to_owned(), name.to_owned());
    }
    tags
}

fn finding(run: &ImageRun, one: &Vulnerability, tags: &Tags) -> Value {
    let observed = Course::of(run).finished_at();
    compact(json!({
        "findingArn": finding_arn(run, one),
        "awsAccountId": ACCOUNT,
        "type": "PACKAGE_VULNERABILITY",
        "title": one.title,
        "description": one.description,
        "remediation": {"recommendation": {
            "text": recommendation(one),
            "Url": format!("https://advisories.sandbox.invalid/{}", one.id),
        }},
        "severity": one.severity.name(),
        "firstObservedAt": epoch_seconds(observed),
        "lastObservedAt": epoch_seconds(observed),
        "updatedAt": epoch_seconds(observed),
        "status": "ACTIVE",
        "resources": [{
            "type": "AWS_EC2_INSTANCE",
            "id": instance(run),
            "partition": "aws",
            "region": run.region,
            "tags": tags,
            "details": {"awsEc2Instance": {
                "type": "t3.large",
                "imageId": run.output_ami(),
                "ipV4Addresses": ["10.0.0.10"],
                "vpcId": "vpc-05a2db0c5a2db0c5a",
                "subnetId": "subnet-05a2db0c5a2db0c5a",
                "launchedAt": epoch_seconds(observed),
                "platform": run.os.inspector_platform(),
            }},
        }],
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
        "exploitAvailable": if one.exploit { "YES" } else { "NO" },
        "exploitabilityDetails": one.exploit.then(|| json!({
            "lastKnownExploitAt": epoch_seconds(one.published + 40 * DAY),
        })),
        "epss": {"score": one.epss},
    }))
}
