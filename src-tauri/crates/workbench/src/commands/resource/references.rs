//! Who refers to a resource.

use ingot_recipe::dependants::{Dependants, renamed_reference};
use ingot_recipe::{Catalogue, Kind};

use crate::contract::resource::{Dependant, ResourceKind};

/// A place that refers to a resource.
pub(super) struct Use {
    pub file: String,
    pub path: Vec<String>,
    reference: String,
}

impl Use {
    /// What stands there when the resource is called `name`.
    pub(super) fn renamed(&self, name: &str) -> String {
        renamed_reference(&self.reference, name).unwrap_or_else(|| self.reference.clone())
    }
}

/// The places of the workspace that refer to the resource.
pub(super) fn uses_of(catalogue: &Catalogue, kind: Kind, name: &str) -> Vec<Use> {
    let dependants = Dependants::of(catalogue);
    let on = dependants.on(kind, name).iter();
    on.map(|it| Use {
        file: it.file.clone(),
        path: it.path.clone(),
        reference: it.reference.clone(),
    })
    .collect()
}

/// The same for people.
pub(super) fn used_by(catalogue: &Catalogue, kind: Kind, name: &str) -> Vec<Dependant> {
    let dependants = Dependants::of(catalogue);
    let on = dependants.on(kind, name).iter();
    on.filter_map(|it| {
        Some(Dependant {
            kind: ResourceKind::of(it.kind)?,
            name: it.name.clone(),
            file: it.file.clone(),
            line: it.line,
            field: it.field.clone(),
        })
    })
    .collect()
}
