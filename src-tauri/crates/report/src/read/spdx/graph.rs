//! SPDX 3 in JSON-LD: a flat list of elements that refer to one another.
//!
//! Entries are the packages and the relationships that bring a vulnerability to one: those of VEX
//! (`security_Vex…VulnAssessmentRelationship`) and `hasAssociatedVulnerability`. What they refer to may stand anywhere, so the
//! list is read three times: for what is referred to, for that itself, and for the entries.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::Document;
use crate::read::json;
use crate::read::moment;
use crate::read::out::Out;
use crate::read::purl::Purl;
use crate::read::vocabulary::{
    PACKAGE_VULNERABILITY, add_once, affordable, choose_score, cvss_version, graded, is_cve, stated, within,
};
use crate::read::{ReadError, Source};
use crate::{Finding, FindingStatus, Package, Scanner, Score, Severity};

const ELEMENTS: &str = "@graph[*]";

/// An element of any type, with the fields that are wanted of some.
#[derive(Debug, Default, Deserialize)]
struct Element {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(rename = "spdxId")]
    id: Option<String>,
    name: Option<String>,
    summary: Option<String>,
    description: Option<String>,
    #[serde(rename = "software_packageVersion")]
    version: Option<String>,
    #[serde(rename = "software_packageUrl")]
    purl: Option<String>,
    #[serde(rename = "externalIdentifier")]
    identifiers: Option<Vec<Identifier>>,
    #[serde(rename = "security_publishedTime")]
    published: Option<String>,
    #[serde(rename = "security_modifiedTime")]
    modified: Option<String>,
    from: Option<String>,
    to: Option<Vec<String>>,
    #[serde(rename = "relationshipType")]
    relationship: Option<String>,
    #[serde(rename = "security_score")]
    score: Option<f64>,
    #[serde(rename = "security_severity")]
    severity: Option<String>,
    #[serde(rename = "security_vectorString")]
    vector: Option<String>,
    #[serde(rename = "security_probability")]
    probability: Option<f64>,
    #[serde(rename = "security_percentile")]
    percentile: Option<f64>,
    #[serde(rename = "security_catalogType")]
    catalog: Option<String>,
    #[serde(rename = "security_exploited")]
    exploited: Option<bool>,
    #[serde(rename = "security_actionStatement")]
    action: Option<String>,
    #[serde(rename = "security_justificationType")]
    justification: Option<String>,
    #[serde(rename = "security_impactStatement")]
    impact: Option<String>,
    created: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Identifier {
    external_identifier_type: Option<String>,
    identifier: Option<String>,
}

impl Element {
    fn is(&self, kind: &str) -> bool {
        self.kind.as_deref() == Some(kind)
    }

    /// Whether it brings a vulnerability to packages; then from which end.
    fn link(&self) -> Option<Link> {
        let kind = self.kind.as_deref()?;
        if kind.starts_with("security_Vex") {
            Some(Link::FromVulnerability)
        } else if kind == "Relationship" && self.relationship.as_deref() == Some("hasAssociatedVulnerability") {
            Some(Link::FromPackage)
        } else {
            None
        }
    }

    fn identifier(&self, kind: &str) -> Option<&str> {
        let mut identifiers = self.identifiers.iter().flatten();
        let found = identifiers.find(|known| known.external_identifier_type.as_deref() == Some(kind));
        found?.identifier.as_deref()
    }

    fn package(&self) -> Result<Package, String> {
        let purl = self.purl.as_deref().or_else(|| self.identifier("packageUrl"));
        let parsed = purl.and_then(Purl::parse);
        let name = stated(self.name.clone()).ok_or("the package has no `name`")?;
        let grouped = parsed.as_ref().filter(|purl| purl.name == name).map(Purl::package);
        Ok(Package {
            name: grouped.unwrap_or(name),
            version: stated(self.version.clone()).or_else(|| parsed.as_ref().and_then(Purl::full_version)),
            arch: parsed.as_ref().and_then(|purl| purl.arch.clone()),
            kind: parsed.map(|purl| purl.kind),
            purl: purl.map(str::to_owned),
            path: None,
            layer_digest: None,
        })
    }

    /// The vulnerability as a finding without a package.
    fn vulnerability(&self) -> Option<Finding> {
        let named = stated(self.name.clone()).or_else(|| stated(self.summary.clone()));
        let cve = self.identifier("cve").map(str::to_owned);
        let id = cve
            .or_else(|| self.identifier("securityOther").map(str::to_owned))
            .or_else(|| {
                let last = self.id.as_deref()?.rsplit(['/', '#', ':']).next()?;
                is_cve(last).then(|| last.to_owned())
            });
        let id = id.or_else(|| named.clone())?;
        let mut finding = Finding::new(Scanner::Spdx, id, Severity::Untriaged);
        finding.finding_type = Some(PACKAGE_VULNERABILITY.to_owned());
        if let Some(title) = stated(self.summary.clone()).or(named) {
            finding.title = title;
        }
        finding.description = stated(self.description.clone());
        finding.published = moment::at(self.published.as_deref());
        finding.updated = moment::at(self.modified.as_deref());
        Some(finding)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    FromVulnerability,
    FromPackage,
}

/// Most elements that entries may refer to; those that refer to further ones are rejected or say nothing of their
/// package.
const MOST_WANTED: usize = 300_000;

/// What the entries refer to.
#[derive(Default)]
struct Known {
    wanted: HashSet<String>,
    packages: HashMap<String, Package>,
    vulnerabilities: HashMap<String, Finding>,
    /// Why what is said of a vulnerability cannot be taken.
    faults: HashMap<String, String>,
}

pub(super) fn read(source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    let mut known = Known::default();
    let mut document = Document::default();
    elements(source, &mut |element| {
        if element.is("SpdxDocument") {
            document.name.clone_from(&element.name);
        } else if element.is("CreationInfo") {
            document.created.clone_from(&element.created);
        } else if element.is("Tool") {
            document
                .creators
                .extend(element.name.iter().map(|name| format!("Tool: {name}")));
        } else if element.link().is_some() {
            let room = MOST_WANTED.saturating_sub(known.wanted.len());
            let ends = element.from.into_iter().chain(element.to.into_iter().flatten());
            known.wanted.extend(ends.take(room));
        }
    })?;
    out.subject = document.subject();

    elements(source, &mut |element| {
        let wanted = element.id.as_ref().filter(|id| known.wanted.contains(*id));
        let Some(id) = wanted.cloned() else { return };
        if element.is("software_Package") {
            if let Ok(package) = element.package() {
                known.packages.insert(id, package);
            }
        } else if element.is("security_Vulnerability")
            && let Some(finding) = element.vulnerability()
        {
            known.vulnerabilities.insert(id, finding);
        }
    })?;
    elements(source, &mut |element| known.assess(element))?;
    for finding in known.vulnerabilities.values_mut() {
        choose_score(finding);
        finding.resource.clone_from(&out.subject.name);
    }

    let end = json::walk(source, &[ELEMENTS], &mut |element| {
        let line = element.line;
        match json::entry::<Element>(&element) {
            Ok(element) if element.is("software_Package") => out.package(line, element.package()),
            Ok(element) => match element.link() {
                Some(link) => out.findings(line, known.findings(&element, link)),
                None => Ok(()),
            },
            Err(reason) => out.findings(line, Err(reason)),
        }
    })?;
    out.broken_off(end.broken_off);
    Ok(())
}

/// Every element that can be read; what cannot is rejected when the entries are read.
fn elements(source: &dyn Source, take: &mut dyn FnMut(Element)) -> Result<(), ReadError> {
    json::walk(source, &[ELEMENTS], &mut |element| {
        if let Ok(element) = json::entry::<Element>(&element) {
            take(element);
        }
        Ok(())
    })?;
    Ok(())
}

impl Known {
    /// Adds a score, a probability or a catalog's word to the vulnerability that it is about.
    fn assess(&mut self, element: Element) {
        let Some(kind) = element.kind.as_deref() else { return };
        if !kind.ends_with("VulnAssessmentRelationship") || element.link().is_some() {
            return;
        }
        let Some(from) = element.from.clone() else { return };
        let Some(finding) = self.vulnerabilities.get_mut(&from) else {
            return;
        };
        if let Err(reason) = element.assess(finding) {
            self.faults.entry(from).or_insert(reason);
        }
    }

    fn findings(&self, element: &Element, link: Link) -> Result<Vec<Finding>, String> {
        let from = element.from.as_deref().ok_or("the relationship has no `from`")?;
        let to = element.to.as_deref().unwrap_or_default();
        if to.is_empty() {
            return Err("the relationship has no `to`".into());
        }
        let pairs = to.iter().map(|to| match link {
            Link::FromVulnerability => (from, to.as_str()),
            Link::FromPackage => (to.as_str(), from),
        });
        let mut findings = Vec::new();
        for (vulnerability, package) in pairs {
            let finding = self.finding(element, vulnerability, package)?;
            if findings.is_empty() || link == Link::FromPackage {
                affordable(&finding, to.len())?;
            }
            findings.push(finding);
        }
        Ok(findings)
    }

    fn finding(&self, element: &Element, vulnerability: &str, package: &str) -> Result<Finding, String> {
        if let Some(fault) = self.faults.get(vulnerability) {
            return Err(fault.clone());
        }
        let known = self.vulnerabilities.get(vulnerability);
        let mut finding = known
            .cloned()
            .ok_or_else(|| format!("the vulnerability `{vulnerability}` is not in the file"))?;
        if let Some(package) = self.packages.get(package) {
            finding.package = Some(package.name.clone());
            finding.installed.clone_from(&package.version);
            finding.arch.clone_from(&package.arch);
            finding.purl.clone_from(&package.purl);
            finding.package_manager.clone_from(&package.kind);
        }
        let (status, word) = match element.kind.as_deref() {
            Some("security_VexAffectedVulnAssessmentRelationship") => (FindingStatus::Active, "affected"),
            Some("security_VexUnderInvestigationVulnAssessmentRelationship") => {
                (FindingStatus::Active, "under_investigation")
            }
            Some("security_VexFixedVulnAssessmentRelationship") => (FindingStatus::Closed, "fixed"),
            Some("security_VexNotAffectedVulnAssessmentRelationship") => (FindingStatus::Suppressed, "not_affected"),
            _ => return Ok(finding),
        };
        finding.status = Some(status);
        let said = [
            Some(word.to_owned()),
            stated(element.justification.clone()),
            stated(element.impact.clone()),
        ];
        finding.status_reason = Some(said.into_iter().flatten().collect::<Vec<_>>().join(": "));
        finding.remediation = stated(element.action.clone());
        Ok(finding)
    }
}

impl Element {
    fn assess(self, finding: &mut Finding) -> Result<(), String> {
        let kind = self.kind.as_deref().unwrap_or_default();
        if kind.contains("Epss") {
            finding.epss = self
                .probability
                .map(|score| within(score, 1.0, || "security_probability".into()))
                .transpose()?;
            finding.epss_percentile = self
                .percentile
                .map(|share| within(share, 1.0, || "security_percentile".into()))
                .transpose()?;
        } else if kind.contains("ExploitCatalog") {
            if self.catalog.as_deref() == Some("kev") {
                finding.kev = self.exploited;
            }
            finding.exploited = self.exploited.or(finding.exploited);
        } else if kind.contains("Cvss") {
            let vector = stated(self.vector);
            let version = match kind {
                _ if kind.contains("CvssV2") => "2.0",
                _ if kind.contains("CvssV4") => "4.0",
                _ => "3.1",
            };
            finding.scores.push(Score {
                source: None,
                version: Some(vector.as_deref().and_then(cvss_version).unwrap_or(version).to_owned()),
                score: self
                    .score
                    .map(|score| within(score, 10.0, || "security_score".into()))
                    .transpose()?,
                vector,
            });
            if let Some(word) = stated(self.severity) {
                let (severity, unknown) = graded(Some(&word));
                match unknown {
                    None if finding.severity == Severity::Untriaged => finding.severity = severity,
                    _ => {
                        let mut others = finding.vendor_severity.take().into_iter().collect();
                        add_once(&mut others, word);
                        finding.vendor_severity = Some(others.join(", "));
                    }
                }
            }
        }
        Ok(())
    }
}
