//! Moving an overlay onto the newest golden image, and what that would do.

use ingot_component::SemanticVersion;

use super::goldens::Goldens;
use super::standing::{Reason, Standing};
use crate::catalogue::{Catalogue, RecipeFacts};
use crate::compare::{Comparison, Side, of_sides};
use crate::inventory::CloudImage;
use crate::names::{ImageBuilderArn, Reference, WrittenVersion};

/// The `parentImage` with which the overlay would stand on the newest golden image; what is written
/// where a wildcard takes it by itself or the image between them has to move first. `None` when
/// nothing moved on, or where no reference to the newest is known.
pub fn updated_parent(catalogue: &Catalogue, recipe: &str) -> Option<String> {
    let recipe = catalogue.recipe(recipe)?;
    let goldens = Goldens::below(catalogue, recipe);
    match goldens.standing(catalogue, recipe) {
        Some(standing) => Some(moved(catalogue, recipe, &standing)?.to_string()),
        None => super::of_recipe(catalogue, &goldens, recipe).map(|stale| stale.reference),
    }
}

/// What the overlay would become on the newest golden image. `None` when nothing moved on, when
/// either version of the golden image is not known, or when the image between them has to move
/// first.
pub fn update_comparison(catalogue: &Catalogue, recipe: &str) -> Option<Comparison> {
    let recipe = catalogue.recipe(recipe)?;
    let standing = Goldens::below(catalogue, recipe).standing(catalogue, recipe)?;
    let known = |version: SemanticVersion| -> Option<Reference> {
        let reference = standing.key.at(version)?;
        catalogue.parent_recipe(&reference).found().map(|_| reference.clone())
    };
    let before = with_parent(recipe, known(standing.from?)?);
    let after = with_parent(recipe, known(standing.to)?);
    let follower = with_parent(recipe, moved(catalogue, recipe, &standing)?);
    let left = Side::standing(catalogue, recipe, &before);
    let right = Side::standing(catalogue, &follower, &after);
    Some(of_sides(&left, &right))
}

fn with_parent(recipe: &RecipeFacts, parent: Reference) -> RecipeFacts {
    let mut recipe = recipe.clone();
    recipe.recipe.parent_image = parent;
    recipe
}

/// The reference that follows, in the form in which it is written now.
fn moved(catalogue: &Catalogue, recipe: &RecipeFacts, standing: &Standing<'_>) -> Option<Reference> {
    let written = &recipe.recipe.parent_image;
    if matches!(standing.reason, Reason::LastImageOn(_) | Reason::LastImageBefore(_)) {
        return Some(written.clone());
    }
    match written {
        Reference::Local(local) => {
            let mut local = local.clone();
            local.version = local.version.map(|version| shaped(&version, standing.to));
            Some(Reference::Local(local))
        }
        Reference::Arn(arn) => {
            let version = arn.version.clone().unwrap_or_else(WrittenVersion::any);
            let mut moved = arn.clone().with_version(shaped(&version, standing.to));
            if arn.build.is_some() {
                moved.build = standing.image.and_then(|image| build(image, standing.to));
            }
            Some(Reference::Arn(moved))
        }
        Reference::Ami(_) => {
            let region = catalogue.inventory().region.as_deref();
            let amis = &standing.image?.amis;
            let there = amis.iter().find(|ami| Some(ami.region.as_str()) == region);
            there
                .map(|ami| Reference::Ami(ami.image.clone()))
                .filter(|newest| newest != written)
        }
        _ => None,
    }
}

/// Its build, when it is of that version.
fn build(image: &CloudImage, version: SemanticVersion) -> Option<u32> {
    let arn = image.arn.parse::<ImageBuilderArn>().ok()?;
    let of = arn.version.as_ref()?.concrete()?;
    arn.build.filter(|_| of == version)
}

/// `newest` with an `x` wherever `written` has one.
fn shaped(written: &WrittenVersion, newest: SemanticVersion) -> WrittenVersion {
    let numbers = [newest.major, newest.minor, newest.patch];
    let nodes: Vec<String> = written
        .as_str()
        .split('.')
        .zip(numbers)
        .map(|(node, number)| {
            if node == "x" {
                node.to_owned()
            } else {
                number.to_string()
            }
        })
        .collect();
    nodes.join(".").parse().unwrap_or_else(|_| newest.into())
}
