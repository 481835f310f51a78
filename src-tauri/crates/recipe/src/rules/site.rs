//! What the rules of recipes look at, prepared once for each recipe, and where findings go.

use ingot_component::{Diagnostic, Platform};

use super::RecipeDiagnostic;
use crate::catalogue::{Catalogue, ComponentFacts, RecipeFacts, Resolution};
use crate::lineage::{Walk, walk};
use crate::resources::{Authored, ComponentConfiguration, ImageRecipe, Place};
use crate::settings::Settings;
use crate::stack::written_name;

/// A recipe of the workspace with its lineage and its layers.
pub(super) struct RecipeSite<'c> {
    pub authored: &'c Authored<ImageRecipe>,
    pub facts: &'c RecipeFacts,
    pub walk: Walk<'c>,
    pub layers: Vec<LayerSite<'c>>,
    /// What the recipes below laid, oldest first: the recipe, the position in its `components`, the
    /// component.
    pub below: Vec<(&'c RecipeFacts, usize, Resolution<&'c ComponentFacts>)>,
}

/// A layer of a recipe where it stands.
pub(super) struct LayerSite<'c> {
    pub index: usize,
    pub configuration: &'c ComponentConfiguration,
    pub component: Resolution<&'c ComponentFacts>,
    /// The whole entry.
    pub place: Place<'c>,
}

impl<'c> RecipeSite<'c> {
    pub fn new(catalogue: &'c Catalogue, authored: &'c Authored<ImageRecipe>, facts: &'c RecipeFacts) -> Self {
        let components = authored.at("components");
        let layers = authored
            .value
            .components
            .iter()
            .enumerate()
            .map(|(index, configuration)| LayerSite {
                index,
                configuration,
                component: catalogue.component(&configuration.component_arn),
                place: components.item(index),
            })
            .collect();
        let walk = walk(catalogue, facts);
        let mut below = Vec::new();
        for recipe in walk.ancestors.iter().filter_map(|generation| generation.recipe) {
            for (at, layer) in recipe.recipe.components.iter().enumerate() {
                below.push((recipe, at, catalogue.component(&layer.component_arn)));
            }
        }
        Self {
            authored,
            facts,
            walk,
            layers,
            below,
        }
    }

    /// The layers whose component is known.
    pub fn known_layers(&self) -> impl Iterator<Item = (&LayerSite<'c>, &'c ComponentFacts)> {
        self.layers
            .iter()
            .filter_map(|layer| Some((layer, *layer.component.found()?)))
    }

    /// The platform of the image: the parent's, or, where nothing tells it, that of the first layer
    /// in the lineage.
    pub fn platform(&self, catalogue: &Catalogue) -> Option<Platform> {
        let first_layer = || {
            let ancestors = self.walk.ancestors.iter().filter_map(|generation| generation.recipe);
            ancestors.chain([self.facts]).find_map(|recipe| {
                let components = &recipe.recipe.components;
                components
                    .iter()
                    .find_map(|it| catalogue.component(&it.component_arn).found()?.platform)
            })
        };
        self.walk.platform().or_else(first_layer)
    }
}

impl LayerSite<'_> {
    /// What people call the layer.
    pub fn name(&self) -> String {
        self.component.found().map_or_else(
            || written_name(&self.configuration.component_arn),
            |facts| facts.name.clone(),
        )
    }
}

/// Findings of all rules.
#[derive(Default)]
pub(super) struct Found {
    list: Vec<RecipeDiagnostic>,
    recipe: Option<String>,
}

impl Found {
    /// What is added until [`Found::leave`] is about this recipe.
    pub fn enter(&mut self, recipe: &str) {
        self.recipe = Some(recipe.to_owned());
    }

    pub fn leave(&mut self) {
        self.recipe = None;
    }

    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.list.push(RecipeDiagnostic {
            diagnostic,
            recipe: self.recipe.clone(),
            layer: None,
        });
    }

    /// Adds what is about the recipe's layer `index`.
    pub fn add_layer(&mut self, index: usize, diagnostic: Diagnostic) {
        self.list.push(RecipeDiagnostic {
            diagnostic,
            recipe: self.recipe.clone(),
            layer: Some(index),
        });
    }

    /// What the settings leave of it, as they weigh it.
    pub fn kept_by(mut self, settings: &Settings) -> Vec<RecipeDiagnostic> {
        self.list
            .retain_mut(|found| settings.of(&found.diagnostic.file).keeps(&mut found.diagnostic));
        self.list
    }
}

/// In the order of files and places, each once: pipelines that join the same things find the same.
pub(super) fn sorted(mut found: Vec<RecipeDiagnostic>) -> Vec<RecipeDiagnostic> {
    fn key(it: &RecipeDiagnostic) -> impl Ord + '_ {
        let found = &it.diagnostic;
        (
            &found.file,
            found.range,
            &found.rule,
            &found.message,
            &it.recipe,
            it.layer,
        )
    }
    found.sort_by(|a, b| key(a).cmp(&key(b)));
    found.dedup();
    found
}
