//! The CSV of an exported findings report: columns in any order, older reports with fewer of them.
//!
//! One row is one finding; where it names several packages, the cells of the packages are lists that belong together.
//! The 55 columns are those two public consumers of the report agree on; AWS does not list them.

use super::shape::{Place, VulnerablePackage, multiply, severity};
use super::wire::{self, said};
use crate::read::csv::Row;
use crate::read::vocabulary::repeatable;
use crate::{Finding, FindingStatus, FixAvailable, Scanner, Score, Timestamp};

/// What every such table has.
pub(super) const HEADER: &[&str] = &["severity", "title", "finding arn"];
/// Older reports, and those whose columns somebody chose.
pub(super) const SHORT_HEADER: &[&str] = &["severity", "vulnerability id", "affected packages"];

pub(super) fn row(row: &Row<'_>) -> Result<Vec<Finding>, String> {
    let (cells, columns) = row.cells();
    if cells != columns {
        return Err(format!("the row has {cells} cells and the header {columns}"));
    }
    let cell = |column: &str| row.get(column).and_then(said);
    let text = |column: &str| cell(column).map(str::to_owned);
    let severity = severity(cell("severity"))?;
    let title = cell("title");
    let vulnerability = cell("vulnerability id").or(title);
    let vulnerability = vulnerability.ok_or("the row has neither a `Vulnerability Id` nor a `Title`")?;

    let mut finding = Finding::new(Scanner::Inspector, vulnerability, severity);
    if let Some(title) = title {
        finding.title = title.to_owned();
    }
    finding.description = text("description");
    finding.finding_type = text("finding type");
    finding.finding_arn = text("finding arn");
    finding.account = text("aws account id");
    finding.region = text("region");
    finding.status = cell("status").map(status).transpose()?;
    finding.first_seen = moment(row, "first seen")?;
    finding.last_seen = moment(row, "last seen")?;
    finding.updated = moment(row, "last updated")?;
    finding.fix_available = cell("fix available").map(fix).transpose()?;
    finding.exploited = cell("exploit available").map(exploit).transpose()?;
    finding.exploited_at = moment(row, "last exploited at")?;
    finding.epss = number(row, "epss score")?;
    finding.score = number(row, "inspector score")?;
    finding.score_vector = text("inspector score vector");
    finding.scores = scores(row)?;
    finding.source = text("vendor");
    finding.vendor_severity = text("vendor severity");
    finding.source_url = text("vendor advisory");
    finding.published = moment(row, "vendor advisory published")?;
    finding.remediation = text("remediation");
    finding.references = cell("reference urls").map(urls).unwrap_or_default();
    // Of a finding about the network; packages name their own.
    finding.path = text("port range").filter(|_| cell("finding type") == Some("NETWORK_REACHABILITY"));

    let container = cell("resource type") == Some("AWS_ECR_CONTAINER_IMAGE");
    let place = Place {
        resource: text("resource id"),
        resource_type: text("resource type"),
        region: None,
        image: if container { text("resource id") } else { text("ami") },
        platform: text("platform"),
    };
    multiply(finding, vec![place], packages(row)?)
}

/// The packages of a row, with what belongs to each.
fn packages(row: &Row<'_>) -> Result<Vec<VulnerablePackage>, String> {
    let names = list(row, "affected packages");
    let column = |name: &str| Aligned::of(list(row, name), names.len());
    let (installed, fixed) = (column("package installed version"), column("fixed in version"));
    let (commands, paths) = (column("package remediation"), column("file path"));
    let managers = column("package manager");
    if names.is_empty() && matches!(paths, Aligned::Unknown) {
        return Ok(Vec::new());
    }
    let all = [&installed, &fixed, &commands, &paths, &managers];
    repeatable(names.len(), all.into_iter().map(Aligned::repeated).sum())?;
    Ok((0..names.len().max(1))
        .map(|position| VulnerablePackage {
            name: names.get(position).map(|name| (*name).to_owned()),
            version: installed.at(position),
            fixed_in_version: fixed.at(position),
            remediation: commands.at(position),
            file_path: paths.at(position),
            package_manager: managers.at(position),
            ..VulnerablePackage::default()
        })
        .collect())
}

/// The values of one column, for the packages of the row.
enum Aligned<'a> {
    Each(Vec<&'a str>),
    All(&'a str),
    /// Any other number of values than that of the packages belongs to nobody knows which, so it is left out rather
    /// than given to the wrong one.
    Unknown,
}

impl<'a> Aligned<'a> {
    fn of(values: Vec<&'a str>, packages: usize) -> Self {
        match values.as_slice() {
            [one] => Self::All(one),
            [_, ..] if values.len() == packages => Self::Each(values),
            _ => Self::Unknown,
        }
    }

    fn at(&self, position: usize) -> Option<String> {
        let value = match self {
            Self::Each(values) => values.get(position)?,
            Self::All(value) => value,
            Self::Unknown => return None,
        };
        Some(crate::without_zero_epoch(said(value)?).to_owned())
    }

    /// Bytes that every package has again.
    fn repeated(&self) -> usize {
        match self {
            Self::All(value) => value.len(),
            _ => 0,
        }
    }
}

/// The parts of a cell that holds a list.
fn list<'a>(row: &Row<'a>, column: &str) -> Vec<&'a str> {
    let cell = row.get(column).unwrap_or_default();
    cell.split([',', '\n', '|'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

fn urls(cell: &str) -> Vec<String> {
    cell.split(|c: char| c == ',' || c.is_whitespace())
        .filter(|url| !url.is_empty())
        .map(str::to_owned)
        .collect()
}

fn scores(row: &Row<'_>) -> Result<Vec<Score>, String> {
    let vendor = row.get("vendor").and_then(said);
    let mut scores = Vec::new();
    for (who, name) in [(Some("NVD"), "nvd"), (vendor.or(Some("vendor")), "vendor")] {
        for version in ["3", "2"] {
            let score = number(row, &format!("{name} cvss{version} score"))?;
            let vector = row.get(&format!("{name} cvss{version} vector")).and_then(said);
            if score.is_none() && vector.is_none() {
                continue;
            }
            let named = vector.and_then(|vector| vector.strip_prefix("CVSS:")?.split('/').next());
            scores.push(Score {
                source: who.map(str::to_owned),
                version: Some(named.unwrap_or(version).to_owned()),
                score,
                vector: vector.map(str::to_owned),
            });
        }
    }
    Ok(scores)
}

fn number(row: &Row<'_>, column: &str) -> Result<Option<f64>, String> {
    match row.get(column).and_then(said) {
        Some(text) => wire::number(text)
            .map(Some)
            .map_err(|reason| format!("`{column}`: {reason}")),
        None => Ok(None),
    }
}

fn moment(row: &Row<'_>, column: &str) -> Result<Option<Timestamp>, String> {
    match row.get(column).and_then(said) {
        Some(text) => wire::read(text)
            .map(Some)
            .map_err(|reason| format!("`{column}`: {reason}")),
        None => Ok(None),
    }
}

fn status(word: &str) -> Result<FindingStatus, String> {
    match word.to_ascii_uppercase().as_str() {
        "ACTIVE" => Ok(FindingStatus::Active),
        "SUPPRESSED" => Ok(FindingStatus::Suppressed),
        "CLOSED" => Ok(FindingStatus::Closed),
        _ => Err(format!("`Status` is {word:?}, expected ACTIVE, SUPPRESSED or CLOSED")),
    }
}

fn fix(word: &str) -> Result<FixAvailable, String> {
    match word.to_ascii_uppercase().as_str() {
        "YES" | "TRUE" => Ok(FixAvailable::Yes),
        "NO" | "FALSE" => Ok(FixAvailable::No),
        "PARTIAL" => Ok(FixAvailable::Partial),
        _ => Err(format!("`Fix Available` is {word:?}, expected YES, NO or PARTIAL")),
    }
}

fn exploit(word: &str) -> Result<bool, String> {
    match word.to_ascii_uppercase().as_str() {
        "YES" | "TRUE" => Ok(true),
        "NO" | "FALSE" => Ok(false),
        _ => Err(format!("`Exploit Available` is {word:?}, expected YES or NO")),
    }
}
