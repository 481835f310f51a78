//! A package that is installed in what was scanned.

use serde::{Deserialize, Serialize};

/// One package of an inventory. `None` is "not in this source".
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Package {
    pub name: String,
    /// `[epoch:]version[-release]`, as [`crate::Finding::installed`].
    pub version: Option<String>,
    pub arch: Option<String>,
    /// `deb`, `rpm`, `pypi`, `maven` …: the type of its package URL, or the scanner's word.
    pub kind: Option<String>,
    /// Package URL (<https://github.com/package-url/purl-spec>).
    pub purl: Option<String>,
    /// File inside the resource, for packages found as files.
    pub path: Option<String>,
    /// Digest of the container layer that has it.
    pub layer_digest: Option<String>,
}
