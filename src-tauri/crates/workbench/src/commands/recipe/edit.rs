//! Edits of a recipe's own layers. What is on disk stays as it is until it is saved.

use ingot_recipe::names::Reference;
use ingot_recipe::{Catalogue, Edit, stack};

use super::{authored, get};
use crate::Workbench;
use crate::contract::Error;
use crate::contract::recipe::{
    AddLayer, LayersRequest, MoveLayers, RecipeRequest, RecipeView, ReplaceLayer, SetLayerVersions, SetLayersEnabled,
    SetParameter,
};
use crate::editing;

pub async fn add_layer(workbench: &Workbench, request: AddLayer) -> Result<RecipeView, Error> {
    let edit = Edit::AddComponent {
        slot: request.slot.map_or(usize::MAX, |slot| slot as usize),
        component_arn: request.component,
    };
    apply(workbench, request.recipe, edit).await
}

pub async fn move_layers(workbench: &Workbench, request: MoveLayers) -> Result<RecipeView, Error> {
    let edit = Edit::MoveComponents {
        slots: slots(&request.slots),
        to: request.to as usize,
    };
    apply(workbench, request.recipe, edit).await
}

pub async fn remove_layers(workbench: &Workbench, request: LayersRequest) -> Result<RecipeView, Error> {
    let edit = Edit::RemoveComponents {
        slots: slots(&request.slots),
    };
    apply(workbench, request.recipe, edit).await
}

pub async fn replace_layer(workbench: &Workbench, request: ReplaceLayer) -> Result<RecipeView, Error> {
    let prepared = workbench.desk().prepared()?;
    let catalogue = &prepared.catalogue;
    let slot = request.slot as usize;
    let keep = kept_parameters(catalogue, &request.recipe, slot, &request.component);
    let edit = Edit::ReplaceComponent {
        slot,
        component_arn: request.component,
        keep,
    };
    apply(workbench, request.recipe, edit).await
}

pub async fn set_layers_enabled(workbench: &Workbench, request: SetLayersEnabled) -> Result<RecipeView, Error> {
    let edit = Edit::SetComponentsEnabled {
        slots: slots(&request.slots),
        enabled: request.enabled,
    };
    apply(workbench, request.recipe, edit).await
}

pub async fn set_parameter(workbench: &Workbench, request: SetParameter) -> Result<RecipeView, Error> {
    let edit = Edit::SetParameter {
        slot: request.slot as usize,
        name: request.name,
        value: request.value.map(|value| vec![value]),
    };
    apply(workbench, request.recipe, edit).await
}

pub async fn set_layer_versions(workbench: &Workbench, request: SetLayerVersions) -> Result<RecipeView, Error> {
    let versions = request.versions.into_iter();
    let edit = Edit::SetComponentVersions {
        versions: versions.map(|set| (set.slot as usize, set.version)).collect(),
    };
    apply(workbench, request.recipe, edit).await
}

fn slots(slots: &[u32]) -> Vec<usize> {
    slots.iter().map(|slot| *slot as usize).collect()
}

async fn apply(workbench: &Workbench, recipe: String, edit: Edit) -> Result<RecipeView, Error> {
    let prepared = workbench.desk().prepared()?;
    let authored = authored(&prepared.catalogue, &recipe)?;
    let layers: Vec<Reference> = own_layers(&prepared.catalogue, &recipe)
        .iter()
        .map(|layer| Reference::lenient(&layer.reference))
        .collect();
    editing::apply(workbench, authored.file(), &layers, &edit)?;
    get(workbench, RecipeRequest { recipe }).await
}

/// The recipe's own layers by slot.
fn own_layers(catalogue: &Catalogue, recipe: &str) -> Vec<stack::Layer> {
    let strata = stack::stack(catalogue, recipe)
        .map(|stack| stack.strata)
        .unwrap_or_default();
    let own = strata.into_iter().filter(|stratum| !stratum.locked);
    let mut layers: Vec<stack::Layer> = own.flat_map(|stratum| stratum.layers).collect();
    layers.sort_by_key(|layer| layer.slot);
    layers
}

/// The parameters that stay when `component` takes the place of a layer: those it declares as well, or all of them
/// while nothing is known of it.
fn kept_parameters(catalogue: &Catalogue, recipe: &str, slot: usize, component: &str) -> Vec<String> {
    let layers = own_layers(catalogue, recipe);
    let Some(layer) = layers.get(slot) else {
        return Vec::new();
    };
    let declared = layer.parameters.iter().map(|parameter| &parameter.name);
    let set = declared.chain(&layer.unknown_parameters);
    let component = catalogue.component(&Reference::lenient(component));
    let known = component.found().filter(|facts| facts.parameters_known);
    set.filter(|name| known.is_none_or(|facts| facts.parameters.iter().any(|parameter| parameter.name == **name)))
        .cloned()
        .collect()
}
