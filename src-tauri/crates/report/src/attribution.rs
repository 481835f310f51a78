//! Which layer brought a finding in: inherited from the golden image, or introduced by the overlay.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::Finding;
use crate::version::without_zero_epoch;

/// Where a finding comes from, seen from the image that was scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// The parent image has the same package in the same version.
    Golden,
    /// The parent's packages are known and this one, in this version, is not among them.
    Overlay,
    /// The parent's packages are not known, or the finding names no package.
    Unknown,
}

impl Layer {
    pub const ALL: [Self; 3] = [Self::Golden, Self::Overlay, Self::Unknown];

    /// The name that is stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Golden => "golden",
            Self::Overlay => "overlay",
            Self::Unknown => "unknown",
        }
    }
}

/// A layer and the sentence that says why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    pub layer: Layer,
    pub evidence: String,
}

/// What is known of a parent image: its package inventory (complete, or not known at all) and its findings.
///
/// A parent's findings can prove that it has a package, never that it lacks one.
#[derive(Clone, Debug)]
pub struct ParentEvidence {
    name: String,
    packages: Option<HashSet<(String, String)>>,
    vulnerable: HashSet<(String, String)>,
}

impl ParentEvidence {
    /// Evidence about the parent called `name` ("golden-ubuntu-22-04 1.2.0/1"), empty so far.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            packages: None,
            vulnerable: HashSet::new(),
        }
    }

    /// The parent's complete inventory, as (package, version).
    pub fn with_packages<N, V>(mut self, packages: impl IntoIterator<Item = (N, V)>) -> Self
    where
        N: Into<String>,
        V: AsRef<str>,
    {
        let packages = packages
            .into_iter()
            .map(|(name, version)| (name.into(), without_zero_epoch(version.as_ref()).to_owned()));
        self.packages = Some(packages.collect());
        self
    }

    /// Packages that the parent's own findings name, as (package, installed version).
    pub fn with_findings<N, V>(mut self, packages: impl IntoIterator<Item = (N, V)>) -> Self
    where
        N: Into<String>,
        V: AsRef<str>,
    {
        self.vulnerable.extend(
            packages
                .into_iter()
                .map(|(name, version)| (name.into(), without_zero_epoch(version.as_ref()).to_owned())),
        );
        self
    }

    /// The layer that brought in a finding of an image built on this parent.
    pub fn attribute(&self, finding: &Finding) -> Attribution {
        self.attribute_package(finding.package.as_deref(), finding.installed.as_deref())
    }

    /// [`ParentEvidence::attribute`] for a package and its installed version.
    pub fn attribute_package(&self, package: Option<&str>, installed: Option<&str>) -> Attribution {
        let parent = &self.name;
        let (Some(package), Some(installed)) = (package, installed) else {
            return Attribution {
                layer: Layer::Unknown,
                evidence: "the finding names no package and version to look for in the parent".into(),
            };
        };
        let wanted = (package.to_owned(), without_zero_epoch(installed).to_owned());
        if self
            .packages
            .as_ref()
            .is_some_and(|packages| packages.contains(&wanted))
        {
            let evidence = format!("{parent} has {package} {installed} in its package inventory");
            return Attribution {
                layer: Layer::Golden,
                evidence,
            };
        }
        if self.vulnerable.contains(&wanted) {
            let evidence = format!("a finding of {parent} names {package} {installed}");
            return Attribution {
                layer: Layer::Golden,
                evidence,
            };
        }
        if self.packages.is_some() {
            let evidence = format!("the package inventory of {parent} does not have {package} {installed}");
            return Attribution {
                layer: Layer::Overlay,
                evidence,
            };
        }
        Attribution {
            layer: Layer::Unknown,
            evidence: format!("the package inventory of {parent} is not known"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scanner, Severity};

    fn openssl(installed: &str) -> Finding {
        let mut finding = Finding::new(Scanner::Inspector, "CVE-2026-0001", Severity::High);
        finding.package = Some("openssl".into());
        finding.installed = Some(installed.into());
        finding
    }

    fn exwithout_zero_epoch(parent: &ParentEvidence, finding: &Finding) -> String {
        let Attribution { layer, evidence } = parent.attribute(finding);
        format!("{}: {evidence}", layer.name())
    }

    #[test]
    fn a_package_the_parent_has_is_inherited() {
        let parent = ParentEvidence::new("golden 1.2.0/1").with_packages([("openssl", "0:3.0.2")]);
        insta::assert_snapshot!(exwithout_zero_epoch(&parent, &openssl("3.0.2")), @"golden: golden 1.2.0/1 has openssl 3.0.2 in its package inventory");
    }

    #[test]
    fn another_version_than_the_parents_was_brought_in_by_the_overlay() {
        let parent = ParentEvidence::new("golden 1.2.0/1").with_packages([("openssl", "3.0.1")]);
        insta::assert_snapshot!(exwithout_zero_epoch(&parent, &openssl("3.0.2")), @"overlay: the package inventory of golden 1.2.0/1 does not have openssl 3.0.2");
    }

    #[test]
    fn without_an_inventory_findings_prove_presence_and_never_absence() {
        let parent = ParentEvidence::new("golden 1.2.0/1").with_findings([("openssl", "3.0.2")]);
        insta::assert_snapshot!(exwithout_zero_epoch(&parent, &openssl("3.0.2")), @"golden: a finding of golden 1.2.0/1 names openssl 3.0.2");
        insta::assert_snapshot!(exwithout_zero_epoch(&parent, &openssl("3.0.3")), @"unknown: the package inventory of golden 1.2.0/1 is not known");
    }

    #[test]
    fn a_finding_without_a_package_cannot_be_attributed() {
        let parent = ParentEvidence::new("golden 1.2.0/1").with_packages([("openssl", "3.0.1")]);
        let open_port = Finding::new(Scanner::Inspector, "port 22 is reachable", Severity::Medium);
        insta::assert_snapshot!(exwithout_zero_epoch(&parent, &open_port), @"unknown: the finding names no package and version to look for in the parent");
    }
}
