//! CIS scans: one, of every running instance, whose outcomes follow from the image.
//!
//! Shapes from botocore inspector2/2020-06-08 service-2.json (`CisScan`, `CisTargetResourceAggregation`,
//! `CisCheckAggregation`, `CisScanResultDetails`). Titles say that they are the sandbox's: the benchmarks themselves
//! are the Center for Internet Security's.

use serde_json::{Value, json};

use super::criteria::compares;
use super::{Answer, Moment, instance, invalid, scanned};
use crate::clock::epoch_seconds;
use crate::identity::{ACCOUNT, digest, number};
use crate::simulation::run::ImageRun;
use crate::simulation::timeline::Course;
use crate::state::State;
use crate::wire::json::{compact, required, text};
use crate::wire::paging::{CIS_DETAILS, FINDINGS, page};
use crate::wire::{ApiError, Call};

const LEVEL: &str = "LEVEL_1";

struct Check {
    id: &'static str,
    title: &'static str,
    remediation: &'static str,
    /// The software without which it has no object; with it, the check passes.
    software: Option<&'static str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
}

impl Outcome {
    fn name(self) -> &'static str {
        match self {
            Outcome::Passed => "PASSED",
            Outcome::Failed => "FAILED",
            Outcome::Skipped => "SKIPPED",
        }
    }
}

impl Check {
    fn outcome(&self, run: &ImageRun) -> Outcome {
        if let Some(software) = self.software {
            let there = run.software.iter().any(|key| key == software);
            return if there { Outcome::Passed } else { Outcome::Skipped };
        }
        match number(&["cis", self.id, run.os.display()]) % 3 {
            0 => Outcome::Failed,
            _ => Outcome::Passed,
        }
    }
}

pub(super) fn list_scans(state: &State, moment: Moment, call: &Call) -> Answer {
    for (key, known) in [
        (
            "sortBy",
            &["STATUS", "SCHEDULED_BY", "SCAN_START_DATE", "FAILED_CHECKS"][..],
        ),
        ("sortOrder", &["ASC", "DESC"]),
        ("detailLevel", &["ORGANIZATION", "MEMBER"]),
    ] {
        // There is one scan at most, so any order is right.
        if text(&call.body, key).is_some_and(|given| !known.contains(&given)) {
            return Err(invalid(format!("{key} is one of {}.", known.join(", "))));
        }
    }
    let scan = scan(state, moment, call);
    let filters = &call.body["filterCriteria"];
    let mut scans = Vec::new();
    if let Some(scan) = scan {
        let value = |key: &str| {
            Some(match key {
                "scanNameFilters" => "/scanName",
                "scanStatusFilters" => "/status",
                "scanArnFilters" => "/scanArn",
                "scanConfigurationArnFilters" => "/scanConfigurationArn",
                "scheduledByFilters" => "/scheduledBy",
                _ => return None,
            })
            .map(|pointer| {
                scan.pointer(pointer)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned()
            })
        };
        if takes(filters, value)? {
            scans.push(scan);
        }
    }
    let (scans, next) = page(call, FINDINGS, scans)?;
    Ok(compact(json!({"scans": scans, "nextToken": next})))
}

pub(super) fn by_target(state: &State, moment: Moment, call: &Call) -> Answer {
    let arn = known_scan(state, moment, call)?;
    let mut targets = Vec::new();
    for run in scanned(state, moment.now, &call.region) {
        let value = |key: &str| {
            Some(match key {
                "accountIdFilters" => ACCOUNT.to_owned(),
                "targetResourceIdFilters" => instance(run),
                "platformFilters" => run.os.inspector_platform().to_owned(),
                "targetStatusFilters" => "COMPLETED".to_owned(),
                _ => return None,
            })
        };
        if !takes(&call.body["filterCriteria"], value)? {
            continue;
        }
        targets.push(json!({
            "scanArn": arn,
            "targetResourceId": instance(run),
            "accountId": ACCOUNT,
            "statusCounts": counts(CHECKS.iter().map(|check| check.outcome(run))),
            "platform": run.os.inspector_platform(),
            "targetStatus": "COMPLETED",
        }));
    }
    let (targets, next) = page(call, FINDINGS, targets)?;
    Ok(compact(
        json!({"targetResourceAggregations": targets, "nextToken": next}),
    ))
}

pub(super) fn by_check(state: &State, moment: Moment, call: &Call) -> Answer {
    let arn = known_scan(state, moment, call)?;
    let runs = scanned(state, moment.now, &call.region);
    let mut checks = Vec::new();
    for check in CHECKS {
        if !takes(&call.body["filterCriteria"], |key| check_value(check, key))? {
            continue;
        }
        checks.push(json!({
            "scanArn": arn,
            "checkId": check.id,
            "title": check.title,
            "checkDescription": description(check),
            "level": LEVEL,
            "accountId": ACCOUNT,
            "statusCounts": counts(runs.iter().map(|run| check.outcome(run))),
        }));
    }
    let (checks, next) = page(call, FINDINGS, checks)?;
    Ok(compact(json!({"checkAggregations": checks, "nextToken": next})))
}

pub(super) fn details(state: &State, moment: Moment, call: &Call) -> Answer {
    let arn = known_scan(state, moment, call)?;
    let target = required(&call.body, "targetResourceId").map_err(|_| invalid("targetResourceId is required."))?;
    let account = required(&call.body, "accountId").map_err(|_| invalid("accountId is required."))?;
    let runs = scanned(state, moment.now, &call.region);
    let run = runs
        .into_iter()
        .find(|run| instance(run) == target && account == ACCOUNT)
        .ok_or_else(|| invalid("The scan has no such target."))?;
    let mut found = Vec::new();
    for check in CHECKS {
        let outcome = check.outcome(run);
        let value = |key: &str| match key {
            "findingStatusFilters" => Some(outcome.name().to_owned()),
            _ => check_value(check, key),
        };
        if !takes(&call.body["filterCriteria"], value)? {
            continue;
        }
        let finding = &digest(&[&arn, target, check.id])[..32];
        found.push(json!({
            "scanArn": arn,
            "accountId": ACCOUNT,
            "targetResourceId": target,
            "platform": run.os.inspector_platform(),
            "status": outcome.name(),
            "statusReason": (outcome == Outcome::Skipped).then_some("What the check is about is not installed."),
            "checkId": check.id,
            "title": check.title,
            "checkDescription": description(check),
            "remediation": check.remediation,
            "level": LEVEL,
            "findingArn": format!("arn:aws:inspector2:{}:{ACCOUNT}:owner/{ACCOUNT}/cis-finding/{finding}", call.region),
        }));
    }
    let (found, next) = page(call, CIS_DETAILS, found)?;
    Ok(compact(json!({"scanResultDetails": found, "nextToken": next})))
}

/// The scan of a region, once an instance runs there: it ended with the latest of them.
fn scan(state: &State, moment: Moment, call: &Call) -> Option<Value> {
    let runs = scanned(state, moment.now, &call.region);
    let at = runs.iter().map(|run| Course::of(run).finished_at()).max()?;
    let failed = runs
        .iter()
        .flat_map(|run| CHECKS.iter().map(|check| check.outcome(run)))
        .filter(|outcome| *outcome == Outcome::Failed)
        .count();
    let owner = format!("arn:aws:inspector2:{}:{ACCOUNT}:owner/{ACCOUNT}", call.region);
    Some(json!({
        "scanArn": scan_arn(call),
        "scanConfigurationArn": format!("{owner}/cis-configuration/{}", crate::identity::uuid(&["cis", &call.region])),
        "status": "COMPLETED",
        "scanName": "sandbox-cis-daily",
        "scanDate": epoch_seconds(at),
        "failedChecks": failed,
        "totalChecks": runs.len() * CHECKS.len(),
        "targets": {"accountIds": [ACCOUNT], "targetResourceTags": {"Name": ["*"]}},
        "scheduledBy": ACCOUNT,
        "securityLevel": LEVEL,
    }))
}

fn scan_arn(call: &Call) -> String {
    let id = crate::identity::uuid(&["cis-scan", &call.region]);
    format!(
        "arn:aws:inspector2:{}:{ACCOUNT}:owner/{ACCOUNT}/cis-scan/{id}",
        call.region
    )
}

fn known_scan(state: &State, moment: Moment, call: &Call) -> Result<String, ApiError> {
    let given = required(&call.body, "scanArn").map_err(|_| invalid("scanArn is required."))?;
    let arn = scan_arn(call);
    if given == arn && scan(state, moment, call).is_some() {
        Ok(arn)
    } else {
        Err(invalid(format!("There is no CIS scan '{given}'.")))
    }
}

/// Whether what `value` answers for each key passes its entries; a key it does not know is an error.
fn takes(filters: &Value, value: impl Fn(&str) -> Option<String>) -> Result<bool, ApiError> {
    for (key, entries) in filters.as_object().into_iter().flatten() {
        let value = value(key).ok_or_else(|| invalid(format!("The sandbox does not filter by '{key}' here.")))?;
        if !compares(entries.as_array().map(Vec::as_slice).unwrap_or_default(), Some(&value))? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn check_value(check: &Check, key: &str) -> Option<String> {
    Some(
        match key {
            "checkIdFilters" => check.id,
            "titleFilters" => check.title,
            "securityLevelFilters" => LEVEL,
            "accountIdFilters" => ACCOUNT,
            _ => return None,
        }
        .to_owned(),
    )
}

fn counts(outcomes: impl Iterator<Item = Outcome>) -> Value {
    let (mut passed, mut failed, mut skipped) = (0, 0, 0);
    for outcome in outcomes {
        match outcome {
            Outcome::Passed => passed += 1,
            Outcome::Failed => failed += 1,
            Outcome::Skipped => skipped += 1,
        }
    }
    json!({"failed": failed, "skipped": skipped, "passed": passed})
}

fn description(check: &Check) -> String {
    format!("Sandbox check, not the text of a benchmark: {}.", check.title)
}

const fn check(
    id: &'static str,
    title: &'static str,
    remediation: &'static str,
    software: Option<&'static str>,
) -> Check {
    Check {
        id,
        title,
        remediation,
        software,
    }
}

const CHECKS: &[Check] = &[
    check(
        "1.1.1.1",
        "Sandbox: unused file systems are off",
        "Deny the kernel module.",
        None,
    ),
    check(
        "1.1.2.1",
        "Sandbox: /tmp is a partition of its own",
        "Mount a file system on /tmp.",
        None,
    ),
    check(
        "1.3.1.1",
        "Sandbox: mandatory access control is on",
        "Install and enable AppArmor.",
        None,
    ),
    check(
        "1.4.1",
        "Sandbox: the boot loader has a password",
        "Set a password in GRUB.",
        None,
    ),
    check(
        "1.5.1",
        "Sandbox: address space is randomised",
        "Set kernel.randomize_va_space to 2.",
        None,
    ),
    check(
        "2.1.1",
        "Sandbox: the time is synchronised",
        "Install and configure chrony.",
        None,
    ),
    check(
        "2.2.9",
        "Sandbox: the web server runs without root",
        "Set the user of nginx.",
        Some("nginx"),
    ),
    check(
        "3.3.1",
        "Sandbox: packets are not forwarded",
        "Set net.ipv4.ip_forward to 0.",
        None,
    ),
    check(
        "4.1.1",
        "Sandbox: a firewall is on",
        "Enable ufw, nftables or iptables.",
        None,
    ),
    check(
        "5.1.20",
        "Sandbox: root may not sign in over SSH",
        "Set PermitRootLogin to no.",
        None,
    ),
    check(
        "5.3.3.1.1",
        "Sandbox: failed sign-ins lock the account",
        "Configure pam_faillock.",
        None,
    ),
    check(
        "6.3.1.1",
        "Sandbox: auditd keeps its log",
        "Set max_log_file_action to keep_logs.",
        Some("auditd"),
    ),
];
