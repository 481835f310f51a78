//! What a call wants to see: `filterCriteria` and `sortCriteria` of findings and coverage.
//!
//! <https://docs.aws.amazon.com/inspector/v2/APIReference/API_FilterCriteria.html>; a filter that is not spoken here is
//! an error, never ignored.

use serde_json::Value;

use super::invalid;
use crate::wire::ApiError;
use crate::wire::json::{required, text};

/// A filter key and its entries, of which one must hold.
pub(super) type Criterion = (String, Vec<Value>);

/// Reads `filterCriteria`.
pub(super) fn criteria(body: &Value) -> Result<Vec<Criterion>, ApiError> {
    let Some(given) = body.get("filterCriteria").filter(|given| !given.is_null()) else {
        return Ok(Vec::new());
    };
    given
        .as_object()
        .ok_or_else(|| invalid("filterCriteria is not a map."))?
        .iter()
        .map(|(key, entries)| {
            let entries = entries
                .as_array()
                .filter(|entries| (1..=10).contains(&entries.len()))
                .ok_or_else(|| invalid(format!("The filter '{key}' has from 1 to 10 entries.")))?;
            Ok((key.clone(), entries.clone()))
        })
        .collect()
}

/// Whether a run's findings can pass at all, for most calls ask for one AMI.
pub(super) fn is_of_image(criteria: &[Criterion], ami: &str) -> Result<bool, ApiError> {
    match criteria.iter().find(|(key, _)| key == "ec2InstanceImageId") {
        Some((_, entries)) => compares(entries, Some(ami)),
        None => Ok(true),
    }
}

/// Whether a finding passes every filter.
pub(super) fn passes(finding: &Value, criteria: &[Criterion]) -> Result<bool, ApiError> {
    for (key, entries) in criteria {
        let holds = match key.as_str() {
            "inspectorScore" => in_ranges(
                entries,
                finding["inspectorScore"].as_f64(),
                "lowerInclusive",
                "upperInclusive",
            ),
            "epssScore" => in_ranges(
                entries,
                finding["epss"]["score"].as_f64(),
                "lowerInclusive",
                "upperInclusive",
            ),
            "firstObservedAt" | "lastObservedAt" | "updatedAt" => in_ranges(
                entries,
                finding[key.as_str()].as_f64(),
                "startInclusive",
                "endInclusive",
            ),
            "resourceTags" => entries.iter().any(|entry| {
                let tag = &finding["resources"][0]["tags"][text(entry, "key").unwrap_or_default()];
                tag.is_string() && entry.get("value").is_none_or(|value| value == tag)
            }),
            "vulnerablePackages" => package_passes(finding, entries)?,
            _ => {
                let pointer =
                    pointer(key).ok_or_else(|| invalid(format!("The sandbox does not filter findings by '{key}'.")))?;
                compares(entries, finding.pointer(pointer).and_then(Value::as_str))?
            }
        };
        if !holds {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Where a finding holds the value of a string filter.
fn pointer(key: &str) -> Option<&'static str> {
    Some(match key {
        "findingArn" => "/findingArn",
        "awsAccountId" => "/awsAccountId",
        "findingType" => "/type",
        "severity" => "/severity",
        "findingStatus" => "/status",
        "title" => "/title",
        "resourceType" => "/resources/0/type",
        "resourceId" => "/resources/0/id",
        "ec2InstanceImageId" => "/resources/0/details/awsEc2Instance/imageId",
        "ec2InstanceVpcId" => "/resources/0/details/awsEc2Instance/vpcId",
        "ec2InstanceSubnetId" => "/resources/0/details/awsEc2Instance/subnetId",
        "vulnerabilityId" => "/packageVulnerabilityDetails/vulnerabilityId",
        "vulnerabilitySource" => "/packageVulnerabilityDetails/source",
        "vendorSeverity" => "/packageVulnerabilityDetails/vendorSeverity",
        "fixAvailable" => "/fixAvailable",
        "exploitAvailable" => "/exploitAvailable",
        _ => return None,
    })
}

/// Whether a covered resource passes every filter.
pub(super) fn covers(resource: &Value, criteria: &[Criterion]) -> Result<bool, ApiError> {
    for (key, entries) in criteria {
        let pointer = match key.as_str() {
            "scanStatusCode" => "/scanStatus/statusCode",
            "scanStatusReason" => "/scanStatus/reason",
            "accountId" => "/accountId",
            "resourceId" => "/resourceId",
            "resourceType" => "/resourceType",
            "scanType" => "/scanType",
            "scanMode" => "/scanMode",
            _ => return Err(invalid(format!("The sandbox does not filter coverage by '{key}'."))),
        };
        if !compares(entries, resource.pointer(pointer).and_then(Value::as_str))? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Entries of one key: one of the EQUALS and PREFIX must hold, and all of the NOT_EQUALS.
pub(super) fn compares(entries: &[Value], value: Option<&str>) -> Result<bool, ApiError> {
    let value = value.unwrap_or_default();
    let (mut positive, mut held) = (false, false);
    for entry in entries {
        let wanted = required(entry, "value").map_err(|_| invalid("A filter entry has no value."))?;
        match text(entry, "comparison") {
            Some("EQUALS") => {
                positive = true;
                held |= value == wanted;
            }
            Some("PREFIX") => {
                positive = true;
                held |= value.starts_with(wanted);
            }
            Some("NOT_EQUALS") => {
                if value == wanted {
                    return Ok(false);
                }
            }
            _ => return Err(invalid("comparison is EQUALS, PREFIX or NOT_EQUALS.")),
        }
    }
    Ok(held || !positive)
}

fn package_passes(finding: &Value, entries: &[Value]) -> Result<bool, ApiError> {
    let packages = finding["packageVulnerabilityDetails"]["vulnerablePackages"].as_array();
    for package in packages.into_iter().flatten() {
        for entry in entries {
            let mut all = true;
            for (key, member) in [
                ("name", "name"),
                ("version", "version"),
                ("release", "release"),
                ("architecture", "arch"),
            ] {
                if let Some(wanted) = entry.get(key).filter(|wanted| !wanted.is_null()) {
                    all &= compares(std::slice::from_ref(wanted), text(package, member))?;
                }
            }
            if all {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn in_ranges(entries: &[Value], value: Option<f64>, low: &str, high: &str) -> bool {
    let Some(value) = value else { return false };
    entries.iter().any(|entry| {
        let bound = |key: &str| entry.get(key).and_then(Value::as_f64);
        bound(low).is_none_or(|low| value >= low) && bound(high).is_none_or(|high| value <= high)
    })
}

/// Sorts findings as `sortCriteria` asks.
pub(super) fn sort(findings: &mut [Value], criteria: &Value) -> Result<(), ApiError> {
    if criteria.is_null() {
        return Ok(());
    }
    let field = required(criteria, "field").map_err(|_| invalid("sortCriteria has no field."))?;
    let severity = |finding: &Value| {
        ["LOW", "MEDIUM", "HIGH", "CRITICAL"]
            .iter()
            .position(|name| finding["severity"] == *name)
            .unwrap_or_default() as f64
    };
    let score = |pointer: &'static str| {
        move |finding: &Value| finding.pointer(pointer).and_then(Value::as_f64).unwrap_or_default()
    };
    let by_number = |findings: &mut [Value], key: &dyn Fn(&Value) -> f64| {
        findings.sort_by(|one, other| key(one).total_cmp(&key(other)));
    };
    let by_text = |findings: &mut [Value], pointer: &str| {
        findings.sort_by(|one, other| {
            let key = |finding: &Value| {
                finding
                    .pointer(pointer)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned()
            };
            key(one).cmp(&key(other))
        });
    };
    match field {
        "SEVERITY" => by_number(findings, &severity),
        "INSPECTOR_SCORE" => by_number(findings, &score("/inspectorScore")),
        "EPSS_SCORE" => by_number(findings, &score("/epss/score")),
        "FIRST_OBSERVED_AT" => by_number(findings, &score("/firstObservedAt")),
        "LAST_OBSERVED_AT" => by_number(findings, &score("/lastObservedAt")),
        "VULNERABILITY_ID" => by_text(findings, "/packageVulnerabilityDetails/vulnerabilityId"),
        "VULNERABILITY_SOURCE" => by_text(findings, "/packageVulnerabilityDetails/source"),
        "VENDOR_SEVERITY" => by_text(findings, "/packageVulnerabilityDetails/vendorSeverity"),
        "AWS_ACCOUNT_ID" | "FINDING_TYPE" | "FINDING_STATUS" | "RESOURCE_TYPE" => {}
        _ => return Err(invalid(format!("The sandbox does not sort findings by '{field}'."))),
    }
    match text(criteria, "sortOrder") {
        Some("ASC") => {}
        Some("DESC") => findings.reverse(),
        _ => return Err(invalid("sortOrder is ASC or DESC.")),
    }
    Ok(())
}
