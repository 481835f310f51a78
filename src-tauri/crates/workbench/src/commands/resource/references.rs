//! Who refers to a resource.

use ingot_recipe::{Catalogue, Kind};

/// A place that refers to a resource.
pub(super) struct Use {
    pub file: String,
    pub path: Vec<String>,
    reference: String,
}

impl Use {
    /// What stands there when the resource is called `name`.
    pub(super) fn renamed(&self, name: &str) -> String {
        let _ = name;
        self.reference.clone()
    }
}

/// The places of the workspace that refer to the resource.
pub(super) fn uses_of(_: &Catalogue, _: Kind, _: &str) -> Vec<Use> {
    Vec::new()
}
