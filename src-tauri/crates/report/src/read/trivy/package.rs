//! A package that Trivy found installed, listed with `--list-all-pkgs`.

use serde::Deserialize;

use super::Target;
use super::vulnerability::{Identifier, Layer};
use crate::read::purl::Purl;
use crate::read::vocabulary::stated;
use crate::{Package, without_zero_epoch};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::read) struct InstalledPackage {
    name: Option<String>,
    identifier: Option<Identifier>,
    version: Option<String>,
    release: Option<String>,
    epoch: Option<i64>,
    arch: Option<String>,
    layer: Option<Layer>,
    file_path: Option<String>,
}

impl InstalledPackage {
    pub fn into_package(self, target: &Target) -> Result<Package, String> {
        let purl = self.identifier.and_then(|identifier| stated(identifier.purl));
        let parsed = purl.as_deref().and_then(Purl::parse);
        Ok(Package {
            name: stated(self.name).ok_or("the package has no `Name`")?,
            version: stated(self.version).map(|version| {
                let epoch = match self.epoch.filter(|epoch| *epoch != 0) {
                    Some(epoch) => format!("{epoch}:"),
                    None => String::new(),
                };
                let release = stated(self.release)
                    .map(|release| format!("-{release}"))
                    .unwrap_or_default();
                format!("{epoch}{}{release}", without_zero_epoch(&version))
            }),
            arch: stated(self.arch).or_else(|| parsed.as_ref().and_then(|purl| purl.arch.clone())),
            kind: parsed.map(|purl| purl.kind).or_else(|| target.kind.clone()),
            purl,
            path: stated(self.file_path).or_else(|| target.file().map(str::to_owned)),
            layer_digest: self.layer.and_then(Layer::digest),
        })
    }
}
