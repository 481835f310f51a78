//! What stands in the way of deleting a resource.
//!
//! <https://docs.aws.amazon.com/imagebuilder/latest/userguide/delete-resources.html>: first the pipeline, then the
//! recipe, then the rest; nothing that is shared.

use serde_json::Value;

use super::names::{Arn, newest};
use crate::state::State;
use crate::wire::json::text;

/// Recipes that name this build, or whose reference means it and no other build that stays; and shares.
pub(crate) fn of_component(state: &State, arn: &str) -> Vec<String> {
    let mut dependents: Vec<String> = state
        .recipes
        .iter()
        .filter(|(_, recipe)| {
            recipe.components.iter().any(|layer| {
                Arn::parse(&layer.component_arn).is_some_and(|reference| {
                    newest(&reference, state.components.keys()).is_some_and(|meant| meant == arn)
                        && newest(&reference, state.components.keys().filter(|other| *other != arn)).is_none()
                })
            })
        })
        .map(|(recipe, _)| recipe.clone())
        .collect();
    dependents.extend(shares(state, arn));
    dependents
}

/// Pipelines that use the recipe; and shares.
pub(crate) fn of_recipe(state: &State, arn: &str) -> Vec<String> {
    let mut dependents: Vec<String> = state
        .pipelines
        .iter()
        .filter(|(_, pipeline)| {
            text(&pipeline.settings, "imageRecipeArn")
                .and_then(Arn::parse)
                .is_some_and(|reference| {
                    newest(&reference, state.recipes.keys()).is_some_and(|meant| meant == arn)
                        && newest(&reference, state.recipes.keys().filter(|other| *other != arn)).is_none()
                })
        })
        .map(|(pipeline, _)| pipeline.clone())
        .collect();
    dependents.extend(shares(state, arn));
    dependents
}

/// Pipelines that name the configuration under `member`.
pub(crate) fn of_configuration(state: &State, member: &str, arn: &str) -> Vec<String> {
    state
        .pipelines
        .iter()
        .filter(|(_, pipeline)| pipeline.settings.get(member).and_then(Value::as_str) == Some(arn))
        .map(|(pipeline, _)| pipeline.clone())
        .collect()
}

/// Shares that hold the resource.
pub(crate) fn shares(state: &State, arn: &str) -> Vec<String> {
    state
        .shares
        .iter()
        .filter(|(_, share)| share.resources.contains_key(arn))
        .map(|(share, _)| share.clone())
        .collect()
}
