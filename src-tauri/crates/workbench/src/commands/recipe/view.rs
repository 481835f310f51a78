//! A recipe as its editor shows it: the strata of its image and what is known of them.

use ingot_component::Diagnostic;
use ingot_recipe::compare::version_advice;
use ingot_recipe::resources::{Authored, ImageRecipe};
use ingot_recipe::stack::{self, StratumKind as Band};
use ingot_recipe::{Catalogue, Kind, lineage};

use super::super::compare::stale_overlay;
use super::layer::{Elsewhere, layer_view};
use super::{authored, no_recipe};
use crate::Workbench;
use crate::contract::Error;
use crate::contract::recipe::{ParentImage, RecipeRequest, RecipeView, Stratum, StratumKind};
use crate::prepared::Prepared;

pub async fn get(workbench: &Workbench, request: RecipeRequest) -> Result<RecipeView, Error> {
    let prepared = workbench.desk().prepared()?;
    let authored = match authored(&prepared.catalogue, &request.recipe) {
        Ok(authored) => authored,
        Err(missing) => {
            let present = workbench.desk().present_name(Kind::ImageRecipe, &request.recipe);
            authored(&prepared.catalogue, &present.ok_or(missing)?)?
        }
    };
    let name = &authored.value.name;
    let stack = stack::stack(&prepared.catalogue, name).ok_or_else(|| no_recipe(name))?;
    let file = workbench.desk().file(authored.file())?;
    let draft = file.draft.as_ref();
    let recipe = &authored.value;
    let vendor = stack.lineage.vendor.as_ref();
    Ok(RecipeView {
        recipe: recipe.name.clone(),
        version: recipe.semantic_version.clone(),
        description: recipe.description.clone(),
        owner: owner(&prepared.catalogue, &recipe.name),
        platform: vendor
            .and_then(|vendor| vendor.platform)
            .map(|platform| platform.to_string()),
        os: vendor.and_then(lineage::VendorImage::os_name),
        architecture: vendor.and_then(|vendor| vendor.architecture.clone()),
        working_directory: recipe.working_directory.clone(),
        parent_image: Some(recipe.parent_image.to_string()).filter(|reference| !reference.is_empty()),
        parent_recipe: stack.lineage.ancestors.last().map(|ancestor| ancestor.recipe.clone()),
        file: authored.file().to_owned(),
        unsaved: draft.is_some_and(|draft| !draft.saved),
        edits: draft.map_or(0, |draft| draft.unsaved_edits),
        undo: draft.and_then(|draft| draft.undo.clone()),
        redo: draft.and_then(|draft| draft.redo.clone()),
        changed_on_disk: file.changed_on_disk,
        broken: prepared.broken(authored.file()),
        strata: strata(&prepared, &stack, recipe),
        problems: problems(&prepared, authored),
        pipelines: prepared
            .catalogue
            .pipelines_of(&recipe.name)
            .map(|pipeline| pipeline.value.name.clone())
            .collect(),
        overlays: overlays(&prepared.catalogue, &recipe.name),
        stale: stale_overlay(&prepared.catalogue, name),
        next_version: version_advice(&prepared.catalogue, name).ok_or_else(|| no_recipe(name))?,
    })
}

/// Of the recipe, and of everything else in its file.
fn problems(prepared: &Prepared, authored: &Authored<ImageRecipe>) -> Vec<Diagnostic> {
    let mut problems: Vec<Diagnostic> = of_recipe(prepared, &authored.value.name)
        .map(|found| found.diagnostic.clone())
        .collect();
    let rest: Vec<Diagnostic> = prepared
        .of_file(authored.file())
        .filter(|found| !problems.contains(found))
        .cloned()
        .collect();
    problems.extend(rest);
    problems
}

/// Recipes of the workspace that name this one as their parent.
fn overlays(catalogue: &Catalogue, recipe: &str) -> Vec<String> {
    catalogue
        .image_recipes()
        .filter(|overlay| {
            let parent = catalogue.parent_recipe(&overlay.value.parent_image);
            parent.found().is_some_and(|parent| parent.name == recipe)
        })
        .map(|overlay| overlay.value.name.clone())
        .collect()
}

fn strata(prepared: &Prepared, stack: &stack::Stack, recipe: &ImageRecipe) -> Vec<Stratum> {
    let elsewhere = Elsewhere::of(&prepared.catalogue, stack);
    stack
        .strata
        .iter()
        .map(|stratum| stratum_view(prepared, stratum, &recipe.name, &elsewhere))
        .collect()
}

fn stratum_view(prepared: &Prepared, stratum: &stack::Stratum, recipe: &str, elsewhere: &Elsewhere<'_>) -> Stratum {
    Stratum {
        kind: match stratum.kind {
            Band::Parent => StratumKind::Parent,
            Band::Golden => StratumKind::Golden,
            Band::Own => StratumKind::Own,
            Band::Tests => StratumKind::Tests,
        },
        owner: stratum.owner.clone(),
        recipe: stratum.recipe.clone(),
        recipe_version: stratum.version.clone(),
        file: stratum.file.clone(),
        locked: stratum.locked,
        parent: stratum.vendor.as_ref().map(|vendor| ParentImage {
            reference: vendor.reference.clone(),
            label: vendor.label.clone(),
            publisher: vendor.publisher.clone(),
            os: vendor.os_name(),
            architecture: vendor.architecture.clone(),
        }),
        layers: stratum
            .layers
            .iter()
            .map(|layer| layer_view(prepared, layer, stratum.recipe.as_deref().unwrap_or(recipe), elsewhere))
            .collect(),
    }
}

pub(super) fn of_recipe<'a>(
    prepared: &'a Prepared,
    recipe: &'a str,
) -> impl Iterator<Item = &'a ingot_recipe::rules::RecipeDiagnostic> {
    prepared
        .recipe_diagnostics
        .iter()
        .filter(move |found| found.recipe.as_deref() == Some(recipe))
}

fn owner(catalogue: &Catalogue, recipe: &str) -> Option<String> {
    catalogue.recipe(recipe).and_then(|facts| facts.owner.clone())
}
