//! Whether moving to a newer build of a golden image mends an inherited finding.

use std::cmp::Ordering;
use std::collections::HashSet;

use crate::version::{VersionOrder, without_zero_epoch};
use crate::{Finding, Inventory};

/// What is known of a newer build: its packages, its scan, or both.
#[derive(Clone, Debug)]
pub struct NewerBuild {
    name: String,
    inventory: Option<Inventory>,
    scan: Option<Scan>,
}

/// A scan of the whole build.
#[derive(Clone, Debug)]
struct Scan {
    as_of: String,
    /// (vulnerability or alias, package)
    found: HashSet<(String, String)>,
}

/// What becomes of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outlook {
    /// The newer build no longer has it.
    Fixes,
    /// It still does.
    Keeps,
    /// The evidence does not say.
    Unknown,
}

/// A finding as far as it matters here.
#[derive(Clone, Copy, Debug)]
pub struct Inherited<'a> {
    pub vulnerability: &'a str,
    pub aliases: &'a [String],
    pub package: Option<&'a str>,
    pub installed: Option<&'a str>,
    pub fixed: Option<&'a str>,
    pub order: VersionOrder,
}

impl<'a> Inherited<'a> {
    pub fn of(finding: &'a Finding) -> Self {
        Self {
            vulnerability: &finding.vulnerability,
            aliases: &finding.aliases,
            package: finding.package.as_deref(),
            installed: finding.installed.as_deref(),
            fixed: finding.fixed.as_deref(),
            order: VersionOrder::of(finding),
        }
    }
}

impl NewerBuild {
    /// The build called `name` (`golden-ubuntu-22-04 1.8.2/1`), of which nothing else is known.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            inventory: None,
            scan: None,
        }
    }

    /// All packages that it has.
    pub fn with_inventory(self, inventory: Inventory) -> Self {
        Self {
            inventory: Some(inventory),
            ..self
        }
    }

    /// What a scan of the whole build on `as_of` (`2026-11-02`) found, as (vulnerability or alias, package). A scan that
    /// covered a part of it proves nothing by its silence and is none.
    pub fn with_scan(self, as_of: impl Into<String>, found: impl IntoIterator<Item = (String, String)>) -> Self {
        let scan = Scan {
            as_of: as_of.into(),
            found: found.into_iter().collect(),
        };
        Self {
            scan: Some(scan),
            ..self
        }
    }

    /// What moving to this build does to the finding, and why.
    pub fn outlook(&self, finding: &Inherited) -> (Outlook, String) {
        let name = &self.name;
        let (Some(package), Some(installed)) = (finding.package, finding.installed) else {
            return (Outlook::Unknown, "the finding names no package and version".to_owned());
        };
        if let Some(scan) = &self.scan {
            let ids = std::iter::once(finding.vulnerability).chain(finding.aliases.iter().map(String::as_str));
            let mut ids = ids.map(|id| (id.to_owned(), package.to_owned()));
            if ids.any(|known| scan.found.contains(&known)) {
                return (
                    Outlook::Keeps,
                    format!("the scan of {name} of {} still has it", scan.as_of),
                );
            }
        }
        let Some(inventory) = &self.inventory else {
            let evidence = match &self.scan {
                Some(scan) => format!(
                    "the scan of {name} of {} does not have it, but its packages are not known",
                    scan.as_of
                ),
                None => format!("neither the packages nor a scan of {name} are known"),
            };
            return (Outlook::Unknown, evidence);
        };
        let versions = inventory.versions(package);
        if versions.is_empty() {
            return (Outlook::Fixes, format!("{name} no longer has {package}"));
        }
        let there = versions.join(" and ");
        let is_same = inventory.has(package, installed);
        if let Some(scan) = &self.scan {
            if is_same {
                let evidence = format!(
                    "{name} has {package} {there} too, though its scan of {} does not have it",
                    scan.as_of
                );
                return (Outlook::Unknown, evidence);
            }
            let evidence = format!(
                "{name} has {package} {there}, and its scan of {} no longer has it",
                scan.as_of
            );
            return (Outlook::Fixes, evidence);
        }
        if is_same {
            return (Outlook::Keeps, format!("{name} has {package} {installed} too"));
        }
        let Some(fixed) = finding.fixed.map(without_zero_epoch) else {
            return (
                Outlook::Unknown,
                format!("{name} has {package} {there}; no fixed version is named"),
            );
        };
        let compared: Option<Vec<Ordering>> = versions.iter().map(|one| finding.order.compare(one, fixed)).collect();
        match compared {
            None => (
                Outlook::Unknown,
                format!("{name} has {package} {there}, which cannot be compared with {fixed}"),
            ),
            Some(all) if all.iter().all(|one| one.is_ge()) => (
                Outlook::Fixes,
                format!("{name} has {package} {there}, and {fixed} mends it"),
            ),
            Some(_) => (
                Outlook::Keeps,
                format!("{name} has {package} {there}, and only {fixed} mends it"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn openssl(fixed: Option<&'static str>) -> Inherited<'static> {
        Inherited {
            vulnerability: "CVE-2026-0001",
            aliases: &[],
            package: Some("openssl"),
            installed: Some("3.0.2-0ubuntu1.9"),
            fixed,
            order: VersionOrder::Deb,
        }
    }

    fn build(openssl: Option<&str>) -> NewerBuild {
        NewerBuild::new("golden 1.8.2/1")
            .with_inventory(openssl.map(|version| ("openssl", version)).into_iter().collect())
    }

    fn explained(build: &NewerBuild, finding: &Inherited) -> String {
        let (outlook, evidence) = build.outlook(finding);
        format!("{outlook:?}: {evidence}\n")
    }

    #[test]
    fn a_newer_build_is_judged_by_what_is_known_of_it() {
        let fixed = openssl(Some("3.0.2-0ubuntu1.10"));
        let mut same_flaw = NewerBuild::new("golden 1.8.2/1");
        same_flaw = same_flaw.with_scan("2026-11-02", [("CVE-2026-0001".to_owned(), "openssl".to_owned())]);
        let clean = |build: NewerBuild| build.with_scan("2026-11-02", []);
        insta::assert_snapshot!(
            [
                explained(&same_flaw, &fixed),
                explained(&clean(build(Some("3.0.2-0ubuntu1.10"))), &fixed),
                explained(&clean(build(Some("3.0.2-0ubuntu1.9"))), &fixed),
                explained(&clean(NewerBuild::new("golden 1.8.2/1")), &fixed),
                explained(&NewerBuild::new("golden 1.8.2/1"), &fixed),
                explained(&build(None), &fixed),
                explained(&build(Some("3.0.2-0ubuntu1.11")), &fixed),
                explained(&build(Some("3.0.2-0ubuntu1.9")), &fixed),
                explained(&build(Some("3.0.2-0ubuntu1.8")), &fixed),
                explained(&build(Some("3.0.2-0ubuntu1.11")), &openssl(None)),
                explained(&build(Some("3.0.2-0ubuntu1.11")), &openssl(Some("3.0.2, 3.1.1"))),
            ]
            .concat()
        );
    }
}
