//! A component of a CycloneDX document: a package of the inventory.

use serde::Deserialize;

use crate::read::purl::Purl;
use crate::read::vocabulary::{of_package_database, stated};
use crate::{Package, without_zero_epoch};

#[derive(Clone, Debug, Default, Deserialize)]
pub(in crate::read) struct Component {
    #[serde(rename = "bom-ref")]
    pub bom_ref: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub group: Option<String>,
    pub name: Option<String>,
    pub version: Option<String>,
    pub purl: Option<String>,
    pub properties: Option<Vec<Property>>,
    pub evidence: Option<Evidence>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(in crate::read) struct Property {
    pub name: Option<String>,
    pub value: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(in crate::read) struct Evidence {
    pub occurrences: Option<Vec<Occurrence>>,
}

#[derive(Clone, Debug, Deserialize)]
pub(in crate::read) struct Occurrence {
    pub location: Option<String>,
}

/// Where tools that write CycloneDX put the file and the layer: Trivy, Syft, Amazon Inspector
/// (<https://docs.aws.amazon.com/inspector/latest/user/cyclonedx-namespace.html>).
const PATHS: [&str; 4] = [
    "aquasecurity:trivy:FilePath",
    "syft:location:0:path",
    "amazon:inspector:sbom_scanner:path",
    "amazon:inspector:sbom_generator:source_path",
];
const LAYERS: [&str; 3] = [
    "aquasecurity:trivy:LayerDigest",
    "aquasecurity:trivy:LayerDiffID",
    "syft:location:0:layerID",
];

/// The value of the first of `names` that there is among `properties`.
pub(super) fn property(properties: &[Property], names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let found = properties
            .iter()
            .find(|property| property.name.as_deref() == Some(name));
        stated(found?.value.clone())
    })
}

impl Component {
    /// The package, without the components inside.
    pub fn into_package(self) -> Result<Package, String> {
        let purl = stated(self.purl);
        let parsed = purl.as_deref().and_then(Purl::parse);
        let name = stated(self.name);
        let group = stated(self.group);
        let name = match (&parsed, name, group) {
            // What the component itself says of its name goes before its address, except for how the two are joined.
            (Some(parsed), Some(name), group) => {
                let namespace = group.or_else(|| parsed.namespace.clone());
                let joined = Purl {
                    namespace,
                    name,
                    ..parsed.clone()
                };
                joined.package()
            }
            (Some(parsed), None, _) => parsed.package(),
            (None, Some(name), Some(group)) if group.starts_with('@') || group.contains('/') => {
                format!("{group}/{name}")
            }
            (None, Some(name), Some(group)) => format!("{group}:{name}"),
            (None, Some(name), None) => name,
            (None, None, _) => return Err("the component has no `name`".into()),
        };
        let version = stated(self.version).map(|version| {
            match parsed
                .as_ref()
                .and_then(|purl| purl.epoch.as_deref())
                .filter(|epoch| *epoch != "0")
            {
                Some(epoch) if !version.contains(':') => format!("{epoch}:{version}"),
                _ => without_zero_epoch(&version).to_owned(),
            }
        });
        let kind = parsed
            .as_ref()
            .map(|purl| purl.kind.clone())
            .or_else(|| stated(self.kind));
        let properties = self.properties.unwrap_or_default();
        let occurrences = self
            .evidence
            .and_then(|evidence| evidence.occurrences)
            .into_iter()
            .flatten();
        let path = property(&properties, &PATHS)
            .or_else(|| occurrences.filter_map(|occurrence| stated(occurrence.location)).next())
            .filter(|path| !of_package_database(path));
        Ok(Package {
            name,
            version: version.or_else(|| parsed.as_ref().and_then(Purl::full_version)),
            arch: parsed.and_then(|purl| purl.arch),
            kind,
            purl,
            path,
            layer_digest: property(&properties, &LAYERS),
        })
    }
}
