//! What Trivy finds besides vulnerabilities, and what it was told to leave out.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::vulnerability::{Layer, Vulnerability};
use super::{Report, Target};
use crate::read::vocabulary::{add_once, stated};
use crate::{Finding, FindingStatus};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::read) struct Misconfiguration {
    #[serde(rename = "ID")]
    id: Option<String>,
    #[serde(rename = "AVDID")]
    avd_id: Option<String>,
    title: Option<String>,
    description: Option<String>,
    message: Option<String>,
    resolution: Option<String>,
    severity: Option<String>,
    #[serde(rename = "PrimaryURL")]
    primary_url: Option<String>,
    references: Option<Vec<String>>,
    status: Option<String>,
    layer: Option<Layer>,
    cause_metadata: Option<Cause>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Cause {
    start_line: Option<u64>,
}

impl Misconfiguration {
    pub fn into_finding(self, report: &Report, target: &Target) -> Result<Finding, String> {
        let avd_id = stated(self.avd_id);
        let id = stated(self.id)
            .or_else(|| avd_id.clone())
            .ok_or("the misconfiguration has no `ID`")?;
        let mut finding = report.finding(id, self.severity.as_deref(), "MISCONFIGURATION");
        finding.aliases = avd_id
            .into_iter()
            .filter(|alias| *alias != finding.vulnerability)
            .collect();
        if let Some(title) = stated(self.title) {
            finding.title = title;
        }
        let texts: Vec<_> = [stated(self.message), stated(self.description)]
            .into_iter()
            .flatten()
            .collect();
        finding.description = stated(Some(texts.join("\n\n")));
        finding.remediation = stated(self.resolution);
        finding.source_url = stated(self.primary_url);
        finding.references = self.references.unwrap_or_default();
        finding.path = target.place(self.cause_metadata.and_then(|cause| cause.start_line));
        finding.layer_digest = self.layer.and_then(Layer::digest);
        finding.status = Some(match self.status.as_deref() {
            Some("PASS") => FindingStatus::Closed,
            Some("EXCEPTION") => FindingStatus::Suppressed,
            _ => FindingStatus::Active,
        });
        finding.status_reason = stated(self.status);
        Ok(finding)
    }
}

/// A secret that lies in a file. What was matched (`Match`, `Code`) is never read: the report must not carry a secret
/// further than it already went.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::read) struct Secret {
    #[serde(rename = "RuleID")]
    rule_id: Option<String>,
    category: Option<String>,
    severity: Option<String>,
    title: Option<String>,
    start_line: Option<u64>,
    layer: Option<Layer>,
}

impl Secret {
    pub fn into_finding(self, report: &Report, target: &Target) -> Result<Finding, String> {
        let id = stated(self.rule_id).ok_or("the secret has no `RuleID`")?;
        let mut finding = report.finding(id, self.severity.as_deref(), "SECRET");
        if let Some(title) = stated(self.title) {
            finding.title = title;
        }
        finding.source = stated(self.category);
        finding.path = target.place(self.start_line);
        finding.layer_digest = self.layer.and_then(Layer::digest);
        finding.status = Some(FindingStatus::Active);
        Ok(finding)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::read) struct License {
    severity: Option<String>,
    category: Option<String>,
    pkg_name: Option<String>,
    file_path: Option<String>,
    name: Option<String>,
    link: Option<String>,
}

impl License {
    pub fn into_finding(self, report: &Report, target: &Target) -> Result<Finding, String> {
        let name = stated(self.name).ok_or("the license has no `Name`")?;
        let mut finding = report.finding(name, self.severity.as_deref(), "LICENSE");
        if let Some(category) = stated(self.category) {
            finding.title = format!("{} ({category})", finding.vulnerability);
        }
        finding.package = stated(self.pkg_name);
        finding.path = stated(self.file_path).or_else(|| target.file().map(str::to_owned));
        if let Some(link) = stated(self.link) {
            add_once(&mut finding.references, link);
        }
        finding.status = Some(FindingStatus::Active);
        Ok(finding)
    }
}

/// A finding that `.trivyignore` or a VEX document took out of the report, with `--show-suppressed`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::read) struct ModifiedFinding {
    #[serde(rename = "Type")]
    kind: Option<String>,
    status: Option<String>,
    statement: Option<String>,
    source: Option<String>,
    finding: Option<Box<RawValue>>,
}

impl ModifiedFinding {
    pub fn into_finding(self, report: &Report, target: &Target) -> Result<Finding, String> {
        let inner = self.finding.ok_or("the entry has no `Finding`")?;
        let inner = inner.get();
        let mut finding = match self.kind.as_deref() {
            Some("vulnerability") => parsed::<Vulnerability>(inner)?.into_finding(report, target)?,
            Some("misconfiguration") => parsed::<Misconfiguration>(inner)?.into_finding(report, target)?,
            Some("secret") => parsed::<Secret>(inner)?.into_finding(report, target)?,
            Some("license") => parsed::<License>(inner)?.into_finding(report, target)?,
            Some(other) => return Err(format!("`Type` is {other:?}, which is no kind of finding")),
            None => return Err("the entry has no `Type`".into()),
        };
        finding.status = Some(match self.status.as_deref() {
            Some("fixed") => FindingStatus::Closed,
            Some("affected" | "under_investigation") => FindingStatus::Active,
            _ => FindingStatus::Suppressed,
        });
        let why: Vec<_> = [stated(self.status), stated(self.statement)]
            .into_iter()
            .flatten()
            .collect();
        finding.status_reason = stated(Some(match stated(self.source) {
            Some(source) => format!("{} (by {source})", why.join(": ")),
            None => why.join(": "),
        }));
        Ok(finding)
    }
}

fn parsed<'a, T: Deserialize<'a>>(json: &'a str) -> Result<T, String> {
    serde_json::from_str(json).map_err(|error| format!("`Finding`: {error}"))
}
