//! Overlays whose golden image moved on: in the workspace, and in the account as last read.
//!
//! A pin is older than what there is, a wildcard does not reach it, or a wildcard does and the last
//! image was built before it was there. Image Builder takes the newest image that fits when it
//! builds (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html>),
//! so that an image older than the newest golden image cannot stand on it.

mod goldens;
mod standing;
#[cfg(test)]
mod tests;
mod update;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ingot_component::spelling::shorten;
use serde::Serialize;

pub use update::{update_comparison, updated_parent};

use crate::catalogue::{Catalogue, Origin, RecipeFacts};
use crate::lineage::walk;
use crate::names::normalised;
use goldens::Goldens;
use standing::Standing;

/// An overlay on a golden image that moved on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stale {
    /// The overlay.
    pub recipe: String,
    /// False for recipes that only the cache knows.
    pub in_workspace: bool,
    /// The golden image's recipe.
    pub golden: String,
    /// `parentImage` of the overlay as written.
    pub reference: String,
    /// The golden version that it stands on; with its build (`1.2.0/3`) where only that differs.
    pub stands_on: String,
    /// The newest there is.
    pub newest: String,
    /// One sentence a colleague would say.
    pub why: String,
    /// The golden image between them, which has to move first; `None` when the overlay stands on
    /// `golden` itself.
    pub through: Option<String>,
}

/// Every overlay whose golden image moved on: those of the workspace, then those that only the
/// account has, by name.
pub fn stale(catalogue: &Catalogue) -> Vec<Stale> {
    let goldens = Goldens::of(catalogue);
    let mut found: Vec<Stale> = overlays(catalogue)
        .into_iter()
        .filter_map(|recipe| of_recipe(catalogue, &goldens, recipe))
        .collect();
    found.sort_by(|a, b| (!a.in_workspace, &a.recipe).cmp(&(!b.in_workspace, &b.recipe)));
    found
}

/// Whether the overlay `recipe` stands on a golden image that moved on.
pub fn stale_overlay(catalogue: &Catalogue, recipe: &str) -> Option<Stale> {
    let recipe = catalogue.recipe(recipe)?;
    of_recipe(catalogue, &Goldens::below(catalogue, recipe), recipe)
}

/// The recipes of the workspace, and the newest version of those that only the account has.
fn overlays(catalogue: &Catalogue) -> Vec<&RecipeFacts> {
    let all = || catalogue.recipes().iter().map(Arc::as_ref);
    let of = |origin: Origin| all().filter(move |it| it.origin == origin);
    let authored: BTreeSet<String> = of(Origin::Workspace).map(|it| normalised(&it.name)).collect();
    let mut newest: BTreeMap<String, &RecipeFacts> = BTreeMap::new();
    for recipe in of(Origin::Account) {
        let name = normalised(&recipe.name);
        if authored.contains(&name) {
            continue;
        }
        let known = newest.entry(name).or_insert(recipe);
        if recipe.version > known.version {
            *known = recipe;
        }
    }
    of(Origin::Workspace).chain(newest.into_values()).collect()
}

fn of_recipe(catalogue: &Catalogue, goldens: &Goldens<'_>, recipe: &RecipeFacts) -> Option<Stale> {
    if let Some(standing) = goldens.standing(catalogue, recipe) {
        return Some(Stale {
            why: standing.why(),
            through: None,
            ..told(recipe, &standing)
        });
    }
    // Its own parent is the newest; what that stands on may not be.
    let walk = walk(catalogue, recipe);
    let below = walk.ancestors.iter().rev().filter_map(|generation| generation.recipe);
    let own = below.filter(|it| matches!(it.origin, Origin::Workspace | Origin::Account));
    let (ancestor, standing) = own
        .filter_map(|it| Some((it, goldens.standing(catalogue, it)?)))
        .next()?;
    Some(Stale {
        why: format!(
            "stands on `{}`, which is itself on `{}` {} while {} is there",
            shorten(&ancestor.name),
            shorten(&standing.golden),
            standing.stands_on,
            standing.newest
        ),
        through: Some(ancestor.name.clone()),
        ..told(recipe, &standing)
    })
}

fn told(recipe: &RecipeFacts, standing: &Standing<'_>) -> Stale {
    Stale {
        recipe: recipe.name.clone(),
        in_workspace: recipe.origin == Origin::Workspace,
        golden: standing.golden.clone(),
        reference: recipe.recipe.parent_image.to_string(),
        stands_on: standing.stands_on.clone(),
        newest: standing.newest.clone(),
        why: String::new(),
        through: None,
    }
}
