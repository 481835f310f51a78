//! Which layer brought a finding in: inherited from an image of the lineage, or introduced by this one.
//!
//! Nothing is guessed. A complete inventory proves that a package is there or not; findings prove presence alone; and
//! a component is only named if it alone says that it installs the package.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::version::without_zero_epoch;

/// Where a finding comes from, seen from the image that was scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layer {
    /// An image of the lineage has the same package in the same version.
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
    /// The build of a golden image (`golden-ubuntu-22-04 1.8.0/3`) or the component (`install-nginx`) that brought the
    /// package in; `None` where the evidence does not allow to say which.
    pub origin: Option<String>,
    pub evidence: String,
}

/// Packages that are installed in an image, each with its versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory(HashMap<String, Vec<String>>);

impl Inventory {
    /// The versions of a package, without an epoch of zero; several kernels may be installed at once.
    pub fn versions(&self, package: &str) -> &[String] {
        self.0.get(package).map_or(&[], Vec::as_slice)
    }

    /// Whether the package is installed in that version.
    pub fn has(&self, package: &str, version: &str) -> bool {
        let wanted = without_zero_epoch(version);
        self.versions(package).iter().any(|version| version == wanted)
    }
}

/// From (package, version).
impl<N: Into<String>, V: AsRef<str>> FromIterator<(N, V)> for Inventory {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(packages: I) -> Self {
        let mut inventory: HashMap<String, Vec<String>> = HashMap::new();
        for (name, version) in packages {
            let version = without_zero_epoch(version.as_ref()).to_owned();
            inventory.entry(name.into()).or_default().push(version);
        }
        for versions in inventory.values_mut() {
            versions.sort_unstable();
            versions.dedup();
        }
        Self(inventory)
    }
}

/// What is known of an image that the scanned one is built on.
#[derive(Clone, Debug)]
pub struct Ancestor {
    name: String,
    inventory: Option<Inventory>,
    /// What its findings name.
    named: Inventory,
}

impl Ancestor {
    /// The image build called `name` (`golden-ubuntu-22-04 1.8.0/3`), of which nothing else is known.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            inventory: None,
            named: Inventory::default(),
        }
    }

    /// All packages that it has.
    pub fn with_inventory(self, inventory: Inventory) -> Self {
        Self {
            inventory: Some(inventory),
            ..self
        }
    }

    /// Packages that its findings name: they are there, whatever else is.
    pub fn with_findings(self, named: Inventory) -> Self {
        Self { named, ..self }
    }

    /// Whether it has the package; `None` if that is not known.
    fn has(&self, package: &str, version: &str) -> Option<bool> {
        if self.named.has(package, version) {
            return Some(true);
        }
        Some(self.inventory.as_ref()?.has(package, version))
    }
}

/// The images that the scanned one is built on, and what its own components say they install.
#[derive(Clone, Debug, Default)]
pub struct Lineage {
    ancestors: Vec<Ancestor>,
    /// Components that install a package, by the package.
    installers: HashMap<String, Vec<String>>,
}

impl Lineage {
    /// `ancestors` go from the parent up to the vendor's image; `components` are those of the scanned image itself,
    /// each with the packages that its document installs.
    pub fn new<P>(ancestors: Vec<Ancestor>, components: impl IntoIterator<Item = (String, P)>) -> Self
    where
        P: IntoIterator<Item = String>,
    {
        let mut installers: HashMap<String, Vec<String>> = HashMap::new();
        for (component, packages) in components {
            for package in packages {
                let there = installers.entry(package).or_default();
                if there.last() != Some(&component) {
                    there.push(component.clone());
                }
            }
        }
        Self { ancestors, installers }
    }

    /// Where the package of a finding comes from, in the version that is installed.
    pub fn attribute(&self, package: Option<&str>, installed: Option<&str>) -> Attribution {
        let (Some(package), Some(installed)) = (package, installed) else {
            return unknown("the finding names no package and version to look for in the parent");
        };
        let installed = without_zero_epoch(installed);
        let has = |image: &Ancestor| image.has(package, installed);
        if let Some(first) = self.ancestors.iter().position(|image| has(image) == Some(true)) {
            // Up to the image that brought it in: the last that has it before one that lacks it or is not known.
            let mut origin = self.ancestors.get(first);
            let mut above = None;
            for image in self.ancestors.iter().skip(first + 1) {
                if has(image) != Some(true) {
                    above = Some(image);
                    break;
                }
                origin = Some(image);
            }
            if let Some(origin) = origin {
                return Attribution {
                    layer: Layer::Golden,
                    origin: Some(origin.name.clone()),
                    evidence: presence(origin, above, package, installed),
                };
            }
        }
        match self.ancestors.first() {
            None => unknown("the parent image is not known"),
            Some(Ancestor {
                name, inventory: None, ..
            }) => unknown(format!("the package inventory of {name} is not known")),
            Some(Ancestor {
                name,
                inventory: Some(inventory),
                ..
            }) => {
                let there = inventory.versions(package);
                let lacks = if there.is_empty() {
                    format!("{name} does not have {package}")
                } else {
                    format!("{name} has {package} {}, not {installed}", there.join(" and "))
                };
                self.introduced(package, lacks)
            }
        }
    }

    fn introduced(&self, package: &str, lacks: String) -> Attribution {
        let installers = self.installers.get(package).map_or(&[][..], Vec::as_slice);
        let (origin, evidence) = match installers {
            [] => (None, format!("{lacks}; no component of this image names it")),
            [one] => (Some(one.clone()), format!("{lacks}; the component {one} installs it")),
            several => (
                None,
                format!("{lacks}; the components {} install it", several.join(" and ")),
            ),
        };
        Attribution {
            layer: Layer::Overlay,
            origin,
            evidence,
        }
    }
}

/// Why an inherited package comes from `origin` and not from the image `above` it.
fn presence(origin: &Ancestor, above: Option<&Ancestor>, package: &str, installed: &str) -> String {
    let name = &origin.name;
    let by_inventory = origin
        .inventory
        .as_ref()
        .is_some_and(|inventory| inventory.has(package, installed));
    let presence = if by_inventory {
        format!("{name} has {package} {installed} in its package inventory")
    } else {
        format!("a finding of {name} names {package} {installed}")
    };
    match above {
        None => presence,
        Some(above) if above.inventory.is_some() => format!("{presence}, and {} does not", above.name),
        Some(above) => format!("{presence}; the packages of {} are not known", above.name),
    }
}

fn unknown(evidence: impl Into<String>) -> Attribution {
    Attribution {
        layer: Layer::Unknown,
        origin: None,
        evidence: evidence.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inventory(packages: &[(&str, &str)]) -> Inventory {
        packages.iter().copied().collect()
    }

    fn explained(lineage: &Lineage, package: &str, installed: &str) -> String {
        let Attribution {
            layer,
            origin,
            evidence,
        } = lineage.attribute(Some(package), Some(installed));
        format!("{} [{}]: {evidence}\n", layer.name(), origin.unwrap_or_default())
    }

    fn golden(packages: &[(&str, &str)]) -> Ancestor {
        Ancestor::new("golden-web 1.8.0/3").with_inventory(inventory(packages))
    }

    const NONE: [(String, [String; 0]); 0] = [];

    #[test]
    fn a_package_is_of_the_image_of_the_lineage_that_brought_it_in() {
        let vendor = Ancestor::new("ubuntu-22-04 20261101").with_inventory(inventory(&[("bash", "5.1")]));
        let base =
            Ancestor::new("golden-ubuntu 2.0.0/1").with_inventory(inventory(&[("bash", "5.1"), ("auditd", "3.0")]));
        let near = golden(&[("bash", "0:5.1"), ("auditd", "3.0"), ("nginx", "1.18")]);
        let lineage = Lineage::new(vec![near, base, vendor], NONE);
        insta::assert_snapshot!(
            [
                explained(&lineage, "nginx", "1.18"),
                explained(&lineage, "auditd", "0:3.0"),
                explained(&lineage, "bash", "5.1"),
                explained(&lineage, "bash", "5.2"),
                explained(&lineage, "curl", "8.0"),
            ]
            .concat()
        );
    }

    #[test]
    fn without_an_inventory_findings_prove_presence_and_never_absence() {
        let near = Ancestor::new("golden-web 1.8.0/3").with_findings(inventory(&[("openssl", "3.0.2")]));
        let base = Ancestor::new("golden-ubuntu 2.0.0/1").with_inventory(inventory(&[("bash", "5.1")]));
        let lineage = Lineage::new(vec![near, base], NONE);
        insta::assert_snapshot!(
            [
                explained(&lineage, "openssl", "3.0.2"),
                explained(&lineage, "openssl", "3.0.3"),
                explained(&lineage, "bash", "5.1"),
                explained(&lineage, "curl", "8.0"),
            ]
            .concat()
        );
        let nothing = Lineage::new(Vec::new(), NONE);
        assert_eq!(
            nothing.attribute(Some("a"), Some("1")).evidence,
            "the parent image is not known"
        );
        assert_eq!(lineage.attribute(Some("openssl"), None).layer, Layer::Unknown);
    }

    #[test]
    fn a_component_is_named_only_if_it_alone_installs_the_package() {
        let says = |name: &str, packages: &[&str]| {
            (
                name.to_owned(),
                packages.iter().map(|&package| package.to_owned()).collect::<Vec<_>>(),
            )
        };
        let components = [
            says("install-nginx", &["nginx", "nginx", "curl"]),
            says("install-tools", &["curl"]),
        ];
        let lineage = Lineage::new(vec![golden(&[("nginx", "1.18")])], components);
        insta::assert_snapshot!(
            [
                explained(&lineage, "nginx", "1.18"),
                explained(&lineage, "nginx", "1.24"),
                explained(&lineage, "curl", "8.0"),
                explained(&lineage, "libcurl4", "8.0"),
            ]
            .concat()
        );
    }
}
