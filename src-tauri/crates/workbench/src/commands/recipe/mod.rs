//! The recipe editor.

mod layer;
mod palette;
mod parents;
mod view;

pub use palette::palette;
pub use parents::parents;
pub use view::get;

use std::collections::BTreeSet;

use ingot_recipe::Catalogue;
use ingot_recipe::resources::{Authored, ImageRecipe};

use crate::Workbench;
use crate::contract::recipe::{RecipeRequest, RunOrder, RunStep};
use crate::contract::*;

pub async fn create(_workbench: &Workbench, _request: recipe::CreateRecipe) -> Result<recipe::RecipeView, Error> {
    Err(Error::internal("being built"))
}

pub async fn add_layer(_workbench: &Workbench, _request: recipe::AddLayer) -> Result<recipe::RecipeView, Error> {
    Err(Error::internal("being built"))
}

pub async fn move_layers(_workbench: &Workbench, _request: recipe::MoveLayers) -> Result<recipe::RecipeView, Error> {
    Err(Error::internal("being built"))
}

pub async fn remove_layers(
    _workbench: &Workbench,
    _request: recipe::LayersRequest,
) -> Result<recipe::RecipeView, Error> {
    Err(Error::internal("being built"))
}

pub async fn replace_layer(
    _workbench: &Workbench,
    _request: recipe::ReplaceLayer,
) -> Result<recipe::RecipeView, Error> {
    Err(Error::internal("being built"))
}

pub async fn set_layers_enabled(
    _workbench: &Workbench,
    _request: recipe::SetLayersEnabled,
) -> Result<recipe::RecipeView, Error> {
    Err(Error::internal("being built"))
}

pub async fn set_parameter(
    _workbench: &Workbench,
    _request: recipe::SetParameter,
) -> Result<recipe::RecipeView, Error> {
    Err(Error::internal("being built"))
}

pub async fn set_layer_versions(
    _workbench: &Workbench,
    _request: recipe::SetLayerVersions,
) -> Result<recipe::RecipeView, Error> {
    Err(Error::internal("being built"))
}

pub async fn set_favourite(_workbench: &Workbench, _request: recipe::SetFavourite) -> Result<Nothing, Error> {
    Err(Error::internal("being built"))
}

pub async fn run_order(workbench: &Workbench, request: RecipeRequest) -> Result<RunOrder, Error> {
    let prepared = workbench.desk().prepared()?;
    let order = ingot_recipe::run_order::run_order(&prepared.catalogue, &request.recipe)
        .ok_or_else(|| no_recipe(&request.recipe))?;
    let steps = |steps: Vec<ingot_recipe::run_order::RunStep>| {
        steps
            .into_iter()
            .map(|step| RunStep {
                recipe: step.recipe,
                component: step.component,
                version: step.version,
                phase: step.phase,
                step: step.step,
                action: step.action,
                inherited: step.inherited,
                file: step.file,
                line: step.line,
                summary: step.inputs,
            })
            .collect()
    };
    Ok(RunOrder {
        build: steps(order.build),
        test: steps(order.test),
    })
}

/// The recipe's file in the workspace.
pub fn authored<'a>(catalogue: &'a Catalogue, name: &str) -> Result<&'a Authored<ImageRecipe>, Error> {
    catalogue
        .image_recipes()
        .find(|authored| authored.value.name == name)
        .ok_or_else(|| match catalogue.nearest(ingot_recipe::Kind::ImageRecipe, name) {
            Some(nearest) => no_recipe(name).hint(format!("did you mean {nearest}?")),
            None => no_recipe(name),
        })
}

fn no_recipe(name: &str) -> Error {
    Error::not_found(format!("this workspace has no recipe {name}"))
}

/// The normalised names of the components that `ingot.yaml` offers first.
fn favourites(_: &Catalogue) -> BTreeSet<String> {
    BTreeSet::new()
}
