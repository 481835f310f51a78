//! Amazon Inspector: findings of instances, one of which the sandbox keeps running from each AVAILABLE image, so
//! that findings stay ACTIVE (Inspector closes those of terminated instances).
//!
//! Shapes from botocore inspector2/2020-06-08 service-2.json. Unlike Image Builder's, a finding here has EPSS,
//! exploits, resources and a recommendation with a capital `Url`.

use serde_json::{Value, json};

use self::criteria::{covers, criteria, is_of_image, passes, sort};
use super::imagebuilder::images::amis;
use super::{Answer, Moment, Operation, Run};
use crate::clock::epoch_seconds;
use crate::identity::{ACCOUNT, digest, ec2};
use crate::simulation::run::ImageRun;
use crate::simulation::status::ImageStatus;
use crate::simulation::timeline::Course;
use crate::simulation::vulnerabilities::{Vulnerability, vulnerabilities};
use crate::state::State;
use crate::wire::json::{Tags, compact, text, texts};
use crate::wire::paging::{COVERAGE, FINDINGS, page};
use crate::wire::{ApiError, Call};

mod criteria;

pub(crate) const OPERATIONS: &[Operation] = &[
    reads("ListFindings", "/findings/list", list_findings),
    reads("ListCoverage", "/coverage/list", list_coverage),
    reads("BatchGetFindingDetails", "/findings/details/batch/get", finding_details),
    reads("BatchGetAccountStatus", "/status/batch/get", account_status),
];

const fn reads(name: &'static str, path: &'static str, run: fn(&State, Moment, &Call) -> Answer) -> Operation {
    Operation {
        name,
        http: ("POST", path),
        run: Run::Reads(run),
    }
}

fn list_findings(state: &State, moment: Moment, call: &Call) -> Answer {
    let criteria = criteria(&call.body)?;
    let mut found: Vec<Value> = Vec::new();
    for run in running(state, moment, call) {
        // Decided once for a run, as most calls ask for one AMI.
        if !is_of_image(&criteria, &run.output_ami())? {
            continue;
        }
        let tags = instance_tags(run, moment.now);
        for one in vulnerabilities(run.os, &run.software) {
            let finding = finding(run, &one, &tags);
            if passes(&finding, &criteria)? {
                found.push(finding);
            }
        }
    }
    sort(&mut found, &call.body["sortCriteria"])?;
    let (findings, next) = page(call, FINDINGS, found)?;
    Ok(compact(json!({"findings": findings, "nextToken": next})))
}

fn list_coverage(state: &State, moment: Moment, call: &Call) -> Answer {
    let criteria = criteria(&call.body)?;
    let mut covered = Vec::new();
    for run in running(state, moment, call) {
        let resource = json!({
            "resourceType": "AWS_EC2_INSTANCE",
            "resourceId": instance(run),
            "accountId": ACCOUNT,
            "scanType": "PACKAGE",
            "scanStatus": {"statusCode": "ACTIVE", "reason": "SUCCESSFUL"},
            "resourceMetadata": {"ec2": {"tags": run.tags, "amiId": run.output_ami(), "platform": "LINUX"}},
            "lastScannedAt": epoch_seconds(Course::of(run).finished_at()),
            "scanMode": "EC2_SSM_AGENT_BASED",
        });
        if covers(&resource, &criteria)? {
            covered.push(resource);
        }
    }
    let (resources, next) = page(call, COVERAGE, covered)?;
    Ok(compact(json!({"coveredResources": resources, "nextToken": next})))
}

fn finding_details(state: &State, moment: Moment, call: &Call) -> Answer {
    let wanted = texts(&call.body, "findingArns");
    if wanted.is_empty() || wanted.len() > 10 {
        return Err(invalid("findingArns has from 1 to 10 entries."));
    }
    let known: Vec<(String, Vulnerability)> = running(state, moment, call)
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

fn account_status(_: &State, _: Moment, call: &Call) -> Answer {
    let state = |status: &str| json!({"status": status, "errorCode": "", "errorMessage": ""});
    let mut accounts = texts(&call.body, "accountIds");
    if accounts.is_empty() {
        accounts.push(ACCOUNT.to_owned());
    }
    let (own, others): (Vec<String>, Vec<String>) = accounts.into_iter().partition(|account| account == ACCOUNT);
    let own: Vec<Value> = own
        .iter()
        .map(|account| {
            json!({
                "accountId": account,
                "state": state("ENABLED"),
                "resourceState": {
                    "ec2": state("ENABLED"),
                    "ecr": state("DISABLED"),
                    "lambda": state("DISABLED"),
                    "lambdaCode": state("DISABLED"),
                },
            })
        })
        .collect();
    let others: Vec<Value> = others
        .iter()
        .map(|account| {
            json!({
                "accountId": account,
                "errorCode": "ACCESS_DENIED",
                "errorMessage": "This account is not a member of the caller's Inspector.",
            })
        })
        .collect();
    Ok(json!({"accounts": own, "failedAccounts": others}))
}

const DAY: i64 = 86_400_000;

fn running<'a>(state: &'a State, moment: Moment, call: &Call) -> Vec<&'a ImageRun> {
    let mut runs: Vec<&ImageRun> = state
        .images
        .values()
        .filter(|run| run.region == call.region)
        .filter(|run| Course::of(run).status(moment.now) == ImageStatus::Available)
        .collect();
    runs.sort_by_key(|run| (run.created, run.arn.clone()));
    runs
}

fn instance(run: &ImageRun) -> String {
    ec2("i", &[&run.arn, "running"])
}

fn finding_arn(run: &ImageRun, one: &Vulnerability) -> String {
    format!(
        "arn:aws:inspector2:{}:{ACCOUNT}:finding/{}",
        run.region,
        &digest(&[&run.arn, &one.id])[..32]
    )
}

fn instance_tags(run: &ImageRun, now: i64) -> Tags {
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
            "text": super::imagebuilder::recommendation(one),
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
        "packageVulnerabilityDetails": super::imagebuilder::package_details(run, one),
        "fixAvailable": one.fix.name(),
        "exploitAvailable": if one.exploit { "YES" } else { "NO" },
        "exploitabilityDetails": one.exploit.then(|| json!({
            "lastKnownExploitAt": epoch_seconds(one.published + 40 * DAY),
        })),
        "epss": {"score": one.epss},
    }))
}

fn invalid(message: impl Into<String>) -> ApiError {
    ApiError::new(400, "ValidationException", message)
}
