//! The content of a findings report.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::clock::iso;

/// The columns of an exported CSV, in Inspector's order
/// (<https://docs.aws.amazon.com/inspector/latest/user/findings-managing-exporting-reports.html>).
const COLUMNS: &str = "AWS Account Id,Severity,Fix Available,Finding Type,Title,Description,Finding ARN,First Seen,\
    Last Seen,Last Updated,Resource ID,Container Image Tags,Region,Platform,Resource Tags,Affected Packages,\
    Package Installed Version,Fixed in Version,Package Remediation,File Path,Network Paths,Age (Days),Remediation,\
    Inspector Score,Inspector Score Vector,Status,Vulnerability Id,Vendor,Vendor Severity,Vendor Advisory,\
    Vendor Advisory Published,NVD CVSS3 Score,NVD CVSS3 Vector,NVD CVSS2 Score,NVD CVSS2 Vector,Vendor CVSS3 Score,\
    Vendor CVSS3 Vector,Vendor CVSS2 Score,Vendor CVSS2 Vector,Resource Type,Ami,Resource Public Ipv4,\
    Resource Private Ipv4,Resource Ipv6,Resource Vpc,Port Range,Epss Score,Exploit Available,Last Exploited At,\
    Lambda Layers,Lambda Package Type,Lambda Last Updated At,Reference Urls,Detector Name,Package Manager";

const DAY: f64 = 86_400.0;

/// A JSON report: the findings as `ListFindings` has them, with dates as text.
pub(super) fn json(findings: Vec<Value>) -> String {
    let findings: Vec<Value> = findings.into_iter().map(with_dates).collect();
    json!({"findings": findings}).to_string()
}

/// A CSV report: a row for each finding; of several packages the values stand in one cell.
pub(super) fn csv(findings: &[Value], now: i64) -> String {
    let mut table = COLUMNS.to_owned();
    table.push('\n');
    for finding in findings {
        for (place, column) in COLUMNS.split(',').enumerate() {
            if place > 0 {
                table.push(',');
            }
            let cell = cell(finding, column, now);
            if cell.contains([',', '"', '\n']) {
                // Writing into a string cannot fail.
                let _ = write!(table, "\"{}\"", cell.replace('"', "\"\""));
            } else {
                table.push_str(&cell);
            }
        }
        table.push('\n');
    }
    table
}

fn cell(finding: &Value, column: &str, now: i64) -> String {
    let at = |pointer: &str| plain(finding.pointer(pointer));
    let date = |pointer: &str| {
        let seconds = finding.pointer(pointer).and_then(Value::as_f64);
        seconds
            .map(|seconds| iso((seconds * 1000.0) as i64))
            .unwrap_or_default()
    };
    let packages = |member: &str| {
        let packages = finding["packageVulnerabilityDetails"]["vulnerablePackages"].as_array();
        let values: Vec<String> = packages
            .into_iter()
            .flatten()
            .map(|package| match member {
                "installed" => {
                    let release = plain(package.get("release"));
                    let dash = if release.is_empty() { "" } else { "-" };
                    format!(
                        "{}:{}{dash}{release}",
                        plain(package.get("epoch")),
                        plain(package.get("version"))
                    )
                }
                _ => plain(package.get(member)),
            })
            .collect();
        values.join(", ")
    };
    match column {
        "AWS Account Id" => at("/awsAccountId"),
        "Severity" => at("/severity"),
        "Fix Available" => at("/fixAvailable"),
        "Finding Type" => at("/type"),
        "Title" => at("/title"),
        "Description" => at("/description"),
        "Finding ARN" => at("/findingArn"),
        "First Seen" => date("/firstObservedAt"),
        "Last Seen" => date("/lastObservedAt"),
        "Last Updated" => date("/updatedAt"),
        "Resource ID" => at("/resources/0/id"),
        "Region" => at("/resources/0/region"),
        "Platform" => at("/resources/0/details/awsEc2Instance/platform"),
        "Resource Tags" => tags(&finding["resources"][0]["tags"]),
        "Affected Packages" => packages("name"),
        "Package Installed Version" => packages("installed"),
        "Fixed in Version" => packages("fixedInVersion"),
        "Package Remediation" => at("/packageVulnerabilityDetails/vulnerablePackages/0/remediation"),
        "Age (Days)" => {
            let seen = finding["firstObservedAt"].as_f64().unwrap_or_default();
            format!("{:.0}", ((now as f64 / 1000.0 - seen) / DAY).max(0.0).floor())
        }
        "Remediation" => at("/remediation/recommendation/text"),
        "Inspector Score" => at("/inspectorScore"),
        "Inspector Score Vector" => at("/inspectorScoreDetails/adjustedCvss/scoringVector"),
        "Status" => at("/status"),
        "Vulnerability Id" => at("/packageVulnerabilityDetails/vulnerabilityId"),
        "Vendor" => at("/packageVulnerabilityDetails/source"),
        "Vendor Severity" => at("/packageVulnerabilityDetails/vendorSeverity"),
        "Vendor Advisory" => at("/packageVulnerabilityDetails/sourceUrl"),
        "Vendor Advisory Published" => date("/packageVulnerabilityDetails/vendorCreatedAt"),
        "Vendor CVSS3 Score" => at("/packageVulnerabilityDetails/cvss/0/baseScore"),
        "Vendor CVSS3 Vector" => at("/packageVulnerabilityDetails/cvss/0/scoringVector"),
        "Resource Type" => at("/resources/0/type"),
        "Ami" => at("/resources/0/details/awsEc2Instance/imageId"),
        "Resource Private Ipv4" => at("/resources/0/details/awsEc2Instance/ipV4Addresses/0"),
        "Resource Vpc" => at("/resources/0/details/awsEc2Instance/vpcId"),
        "Epss Score" => at("/epss/score"),
        "Exploit Available" => at("/exploitAvailable"),
        "Last Exploited At" => date("/exploitabilityDetails/lastKnownExploitAt"),
        "Reference Urls" => at("/packageVulnerabilityDetails/referenceUrls/0"),
        "Package Manager" => at("/packageVulnerabilityDetails/vulnerablePackages/0/packageManager"),
        _ => String::new(),
    }
}

fn plain(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

fn tags(tags: &Value) -> String {
    let tags = tags.as_object().into_iter().flatten();
    tags.map(|(key, value)| format!("{key}:{}", plain(Some(value))))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Seconds become RFC 3339 in the members that hold a moment, all of which end in `At`.
fn with_dates(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .map(|(key, member)| {
                let seconds = member.as_f64().filter(|_| key.ends_with("At"));
                let member = match seconds {
                    Some(seconds) => iso((seconds * 1000.0) as i64).into(),
                    None => with_dates(member),
                };
                (key, member)
            })
            .collect(),
        Value::Array(items) => items.into_iter().map(with_dates).collect(),
        other => other,
    }
}
