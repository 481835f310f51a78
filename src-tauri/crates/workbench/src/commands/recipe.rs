//! The recipe editor.

use crate::Workbench;
use crate::contract::*;

pub async fn get(_workbench: &Workbench, _request: recipe::RecipeRequest) -> Result<recipe::RecipeView, Error> {
    Err(Error::internal("being built"))
}

pub async fn parents(_workbench: &Workbench, _request: Nothing) -> Result<recipe::ParentChoices, Error> {
    Err(Error::internal("being built"))
}

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

pub async fn palette(_workbench: &Workbench, _request: recipe::RecipeRequest) -> Result<recipe::Palette, Error> {
    Err(Error::internal("being built"))
}

pub async fn run_order(_workbench: &Workbench, _request: recipe::RecipeRequest) -> Result<recipe::RunOrder, Error> {
    Err(Error::internal("being built"))
}

pub fn authored<'a>(
    _: &'a ingot_recipe::Catalogue,
    _: &str,
) -> Result<&'a ingot_recipe::resources::Authored<ingot_recipe::resources::ImageRecipe>, Error> {
    Err(Error::internal("being built"))
}
