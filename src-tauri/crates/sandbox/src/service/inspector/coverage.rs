//! What Inspector scans, and why not the rest: no findings is not the same as clean.

use serde_json::{Value, json};

use super::criteria::{covers, criteria};
use super::{Answer, Moment, instance, is_excluded, running};
use crate::clock::epoch_seconds;
use crate::identity::ACCOUNT;
use crate::simulation::timeline::Course;
use crate::state::State;
use crate::wire::Call;
use crate::wire::json::{compact, texts};
use crate::wire::paging::{COVERAGE, page};

pub(super) fn list(state: &State, moment: Moment, call: &Call) -> Answer {
    let criteria = criteria(&call.body)?;
    let mut covered = Vec::new();
    for run in running(state, moment.now, &call.region) {
        let (code, reason) = if is_excluded(run) {
            ("INACTIVE", "EXCLUDED_BY_TAG")
        } else {
            ("ACTIVE", "SUCCESSFUL")
        };
        let scanned_at = (code == "ACTIVE").then(|| epoch_seconds(Course::of(run).finished_at()));
        let resource = compact(json!({
            "resourceType": "AWS_EC2_INSTANCE",
            "resourceId": instance(run),
            "accountId": ACCOUNT,
            "scanType": "PACKAGE",
            "scanStatus": {"statusCode": code, "reason": reason},
            "resourceMetadata": {"ec2": {"tags": run.tags, "amiId": run.output_ami(), "platform": "LINUX"}},
            "lastScannedAt": scanned_at,
            "scanMode": "EC2_SSM_AGENT_BASED",
        }));
        if covers(&resource, &criteria)? {
            covered.push(resource);
        }
    }
    let (resources, next) = page(call, COVERAGE, covered)?;
    Ok(compact(json!({"coveredResources": resources, "nextToken": next})))
}

pub(super) fn account_status(_: &State, _: Moment, call: &Call) -> Answer {
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
