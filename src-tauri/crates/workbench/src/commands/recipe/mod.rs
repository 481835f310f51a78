//! The recipe editor.

mod create;
mod edit;
mod layer;
mod palette;
mod parents;
mod view;

pub use create::{create, set_favourite};
pub use edit::{
    add_layer, move_layers, remove_layers, replace_layer, set_layer_versions, set_layers_enabled, set_parameter,
};
pub use palette::palette;
pub use parents::parents;
pub use view::get;

use ingot_recipe::resources::{Authored, ImageRecipe};
use ingot_recipe::{Catalogue, Reference};

use crate::Workbench;
use crate::contract::Error;
use crate::contract::recipe::{Origin, RecipeRequest, RunOrder, RunStep, UnreadLayer};
use crate::views;

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
    let unread = order.unknown.into_iter().map(|(recipe, reference)| {
        let reference: Option<Reference> = reference.parse().ok();
        let component = reference
            .as_ref()
            .and_then(|it| prepared.catalogue.component(it).found().copied());
        UnreadLayer {
            inherited: recipe != request.recipe,
            recipe,
            component: reference.as_ref().map(views::written_name).unwrap_or_default(),
            origin: component.map_or(Origin::Unknown, |facts| views::origin(facts.origin)),
        }
    });
    Ok(RunOrder {
        unread: unread.collect(),
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
