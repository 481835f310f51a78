//! A package of an SPDX 2 document, with its references to security information.
//!
//! An `advisory` is "a reference to the published security advisory … that may affect one or more elements", a `url` is
//! "a reference to related security information of unspecified type", a `fix` leads to "the source code with a fix"
//! (<https://spdx.github.io/spdx-spec/v2.3/external-repository-identifiers/#f2-security>). So an advisory is a finding, and a
//! `url` that names a vulnerability is one; neither says how severe it is, nor whether the package is affected still.
//! A `fix` is a reference of the finding that it names.

use std::collections::HashMap;

use serde::Deserialize;

use crate::read::ReadError;
use crate::read::out::Out;
use crate::read::purl::Purl;
use crate::read::vocabulary::{PACKAGE_VULNERABILITY, add_once, ids_in, stated};
use crate::{Finding, Package, Scanner, Severity, without_zero_epoch};

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SpdxPackage {
    pub name: Option<String>,
    pub version_info: Option<String>,
    pub package_file_name: Option<String>,
    pub external_refs: Option<Vec<ExternalRef>>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ExternalRef {
    pub reference_category: Option<String>,
    pub reference_type: Option<String>,
    pub reference_locator: Option<String>,
    pub comment: Option<String>,
}

impl ExternalRef {
    /// Its locator, if it is of this category and type. SPDX 2.2 writes `PACKAGE_MANAGER`, 2.3 `PACKAGE-MANAGER`; the
    /// types of SPDX are also written as whole addresses.
    fn locator(&self, category: &str, kind: &str) -> Option<&str> {
        let folded = self.reference_category.as_deref()?.replace('_', "-");
        let this_kind = self.reference_type.as_deref()?.rsplit('/').next()?;
        (folded == category && this_kind == kind)
            .then_some(self.reference_locator.as_deref()?)
            .filter(|locator| !locator.is_empty())
    }
}

/// Gives out the package, and each advisory on it as an entry of its own.
pub(super) fn hand_over(package: Result<SpdxPackage, String>, line: u64, out: &mut Out<'_>) -> Result<(), ReadError> {
    let package = match package {
        Ok(package) => package,
        Err(reason) => return out.package(line, Err(reason)),
    };
    let references = package.external_refs.clone().unwrap_or_default();
    let package = package.into_package();
    out.package(line, package.clone())?;
    let findings = match &package {
        Ok(package) => findings(package, &references),
        Err(_) => Vec::new(),
    };
    for mut finding in findings {
        finding.resource.clone_from(&out.subject.name);
        out.findings(line, Ok(vec![finding]))?;
    }
    Ok(())
}

impl SpdxPackage {
    fn into_package(self) -> Result<Package, String> {
        let references = self.external_refs.unwrap_or_default();
        let purl = references
            .iter()
            .find_map(|reference| reference.locator("PACKAGE-MANAGER", "purl"))
            .map(str::to_owned);
        let parsed = purl.as_deref().and_then(Purl::parse);
        let asserted = |text: Option<String>| stated(text).filter(|text| text != "NOASSERTION" && text != "NONE");
        let name = asserted(self.name).ok_or("the package has no `name`")?;
        // The name may lack what the purl has: the group of a jar.
        let grouped = parsed.as_ref().filter(|purl| purl.name == name).map(Purl::package);
        Ok(Package {
            name: grouped.unwrap_or(name),
            version: asserted(self.version_info)
                .map(|version| without_zero_epoch(&version).to_owned())
                .or_else(|| parsed.as_ref().and_then(Purl::full_version)),
            arch: parsed.as_ref().and_then(|purl| purl.arch.clone()),
            kind: parsed.map(|purl| purl.kind),
            purl,
            path: asserted(self.package_file_name),
            layer_digest: None,
        })
    }
}

/// One finding for each vulnerability that the references name; for an advisory that names none, its address.
fn findings(package: &Package, references: &[ExternalRef]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut positions: HashMap<String, usize> = HashMap::new();
    for reference in references {
        let advisory = reference.locator("SECURITY", "advisory");
        let related = reference.locator("SECURITY", "url");
        let Some(locator) = advisory.or(related) else { continue };
        let mut ids = ids_in(locator);
        if ids.is_empty() && advisory.is_some() {
            ids.push(locator.to_owned());
        }
        for id in ids {
            if let Some(finding) = positions.get(&id).and_then(|position| findings.get_mut(*position)) {
                add_once(&mut finding.references, locator.to_owned());
                continue;
            }
            positions.insert(id.clone(), findings.len());
            let mut finding = Finding::new(Scanner::Spdx, id, Severity::Untriaged);
            finding.finding_type = Some(PACKAGE_VULNERABILITY.to_owned());
            finding.description = stated(reference.comment.clone());
            finding.references.push(locator.to_owned());
            finding.package = Some(package.name.clone());
            finding.installed.clone_from(&package.version);
            finding.purl.clone_from(&package.purl);
            finding.arch.clone_from(&package.arch);
            finding.path.clone_from(&package.path);
            finding.package_manager.clone_from(&package.kind);
            findings.push(finding);
        }
    }
    for reference in references {
        let Some(fix) = reference.locator("SECURITY", "fix") else {
            continue;
        };
        for id in ids_in(fix) {
            if let Some(finding) = positions.get(&id).and_then(|position| findings.get_mut(*position)) {
                add_once(&mut finding.references, fix.to_owned());
                finding.remediation = stated(reference.comment.clone());
            }
        }
    }
    findings
}
