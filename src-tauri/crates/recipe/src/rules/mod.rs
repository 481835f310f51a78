//! What can be wrong with a workspace: one file a rule, one walk for all of them.
//!
//! A rule is a unit struct with a [`RuleMeta`] and the hooks it needs of [`Rule`]. Its examples are
//! small workspaces in one text: a line `--- # path` starts a file. A test checks that every bad
//! example breaks its rule and no other, and that every good example breaks none.

mod component;
mod distribution;
mod infrastructure;
mod layers;
mod lineage;
mod naming;
mod pipeline;
mod reading;
mod recipe;
mod site;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use ingot_component::Diagnostic;
use ingot_component::rules::{RuleMeta, RuleSettings};
use serde::Serialize;

use crate::catalogue::Catalogue;
use crate::resources::{Authored, ImageRecipe, Place, Resource};
use site::{Found, RecipeSite};

/// A diagnostic with the layer that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecipeDiagnostic {
    /// What is wrong.
    pub diagnostic: Diagnostic,
    /// The recipe it is about.
    pub recipe: Option<String>,
    /// Position in the recipe's `components` of the layer it is about.
    pub layer: Option<usize>,
}

/// Everything that is wrong with the resources of a workspace beyond what [`crate::read`] says of
/// each file by itself, in the order of files and places.
pub fn check(catalogue: &Catalogue, settings: &RuleSettings) -> Vec<RecipeDiagnostic> {
    let active: Vec<_> = RULES.iter().filter(|rule| settings.runs(rule.meta().id)).collect();
    let mut found = Found::default();
    for rule in &active {
        rule.workspace(catalogue, &mut found);
    }
    // A file that was cut short by an unreadable place would seem to lack all that follows.
    for resource in catalogue.resources().iter().filter(|it| it.is_complete()) {
        for rule in &active {
            rule.resource(catalogue, resource, &mut found);
        }
    }
    for facts in catalogue.recipes() {
        let Some(authored) = catalogue.authored(facts).filter(|it| it.is_complete()) else {
            continue;
        };
        let site = RecipeSite::new(catalogue, authored, facts);
        found.enter(&facts.name);
        for rule in &active {
            rule.recipe(catalogue, &site, &mut found);
        }
        found.leave();
    }
    found.sorted()
}

/// The layer of `recipe` that `diagnostic`, one of its own file, stands in.
pub fn layer_of(recipe: &Authored<ImageRecipe>, diagnostic: &Diagnostic) -> Option<usize> {
    if diagnostic.file != recipe.file() {
        return None;
    }
    let at = recipe.source().offset(diagnostic.range.start);
    let items = recipe.at("components").node()?.items();
    items
        .iter()
        .position(|item| item.span.start <= at && at < item.span.end)
}

/// Every rule of this crate, by group and name.
pub fn catalogue() -> &'static [&'static RuleMeta] {
    static METAS: LazyLock<Vec<&'static RuleMeta>> = LazyLock::new(|| {
        let mut metas: Vec<_> = RULES.iter().map(|rule| rule.meta()).collect();
        metas.sort_by_key(|meta| meta.id);
        metas
    });
    &METAS
}

/// The rule called `id`.
pub fn find(id: &str) -> Option<&'static RuleMeta> {
    catalogue().iter().copied().find(|meta| meta.id == id)
}

/// One rule. The walk calls every hook of every active rule; a rule implements those it needs, and
/// none if reading the file already reports it.
trait Rule: Sync {
    fn meta(&self) -> &'static RuleMeta;

    /// Once.
    fn workspace(&self, _catalogue: &Catalogue, _found: &mut Found) {}

    /// For each resource.
    fn resource(&self, _catalogue: &Catalogue, _resource: &Resource, _found: &mut Found) {}

    /// For each recipe of the workspace, with its lineage and its layers.
    fn recipe(&self, _catalogue: &Catalogue, _site: &RecipeSite<'_>, _found: &mut Found) {}

    /// A finding of this rule.
    fn at(&self, place: Place<'_>, message: impl Into<String>) -> Diagnostic
    where
        Self: Sized,
    {
        place.diagnostic(self.meta().id, self.meta().severity, message)
    }
}

/// Declares a rule: its unit struct and its meta. What it does is in an `impl Rule` beside it, or
/// in reading when it has no hooks.
macro_rules! rule {
    ($(#[$doc:meta])* $Name:ident { $($body:tt)* }, $($meta:tt)*) => {
        $(#[$doc])*
        pub struct $Name;

        impl crate::rules::Rule for $Name {
            fn meta(&self) -> &'static ingot_component::rules::RuleMeta {
                static META: ingot_component::rules::RuleMeta = ingot_component::rules::RuleMeta { $($meta)* };
                &META
            }

            $($body)*
        }
    };
}

use rule;

const RULES: &[&dyn Rule] = &[
    &reading::UnknownKind,
    &reading::SeveralDocuments,
    &reading::UnknownField,
    &reading::MissingField,
    &reading::WrongType,
    &reading::UnknownValue,
    &reading::MalformedReference,
    &naming::NameInvalid,
    &naming::NameCollision,
    &naming::VersionInvalid,
    &lineage::Cycle,
    &lineage::ParentUnknown,
    &lineage::ParentNotRead,
    &lineage::ParentNotBuilt,
    &layers::ComponentUnknown,
    &layers::ComponentTwice,
    &layers::TooManyComponents,
    &layers::EmptyComponents,
    &layers::ParameterMissing,
    &layers::ParameterUnknown,
    &layers::PlatformMismatch,
    &layers::OsMismatch,
    &recipe::ParentArnEc2,
    &recipe::VolumeRange,
    &recipe::OutOfRange,
    &component::DocumentMissing,
    &component::DataAndUri,
    &infrastructure::ProfileMissing,
    &infrastructure::SubnetNeedsSecurityGroup,
    &distribution::RegionTwice,
    &distribution::AmiNameBuildDate,
    &pipeline::ReferenceUnknown,
    &pipeline::RecipeMissing,
    &pipeline::Schedule,
];
