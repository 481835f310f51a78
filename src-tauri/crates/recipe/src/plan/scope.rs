//! Which resources a plan is about.

use crate::catalogue::{Catalogue, ComponentFacts, Origin, RecipeFacts};
use crate::lineage::walk;
use crate::names::{Kind, Reference, normalised};
use crate::resources::{
    Authored, Component, DistributionConfiguration, ImagePipeline, ImageRecipe, InfrastructureConfiguration,
};

use super::UnknownRecipe;

/// The resources of a plan, each in the order in which they are needed.
pub(super) struct Scope<'c> {
    pub components: Vec<&'c Authored<Component>>,
    pub recipes: Vec<ScopedRecipe<'c>>,
    pub infrastructures: Vec<&'c Authored<InfrastructureConfiguration>>,
    pub distributions: Vec<&'c Authored<DistributionConfiguration>>,
    pub pipelines: Vec<&'c Authored<ImagePipeline>>,
}

pub(super) struct ScopedRecipe<'c> {
    pub authored: &'c Authored<ImageRecipe>,
    pub facts: &'c RecipeFacts,
}

impl<'c> Scope<'c> {
    pub fn new(catalogue: &'c Catalogue, targets: &[String]) -> Result<Self, UnknownRecipe> {
        let everything = targets.is_empty();
        let recipes = recipes(catalogue, targets)?;
        let components = components(catalogue, &recipes, everything);
        let builds = |pipeline: &ImagePipeline| {
            let recipe = catalogue.pipeline_recipe(pipeline);
            recipe.is_some_and(|recipe| recipes.iter().any(|it| std::ptr::eq(it.facts, recipe)))
        };
        let pipelines: Vec<_> = catalogue
            .pipelines()
            .filter(|it| everything || builds(&it.value))
            .collect();
        let used = |kind: Kind, name: &str, of: fn(&ImagePipeline) -> Option<&Reference>| {
            everything
                || pipelines.iter().any(|pipeline| {
                    let reference = of(&pipeline.value).and_then(|reference| reference.local(kind));
                    reference.is_some_and(|local| local.name.normalised() == normalised(name))
                })
        };
        let infrastructures = catalogue
            .infrastructures()
            .filter(|it| {
                used(Kind::InfrastructureConfiguration, &it.value.name, |pipeline| {
                    Some(&pipeline.infrastructure_configuration_arn)
                })
            })
            .collect();
        let distributions = catalogue
            .distributions()
            .filter(|it| {
                used(Kind::DistributionConfiguration, &it.value.name, |pipeline| {
                    pipeline.distribution_configuration_arn.as_ref()
                })
            })
            .collect();
        Ok(Self {
            components,
            recipes,
            infrastructures,
            distributions,
            pipelines,
        })
    }
}

/// The targets and the workspace's recipes they stand on, ancestors first.
fn recipes<'c>(catalogue: &'c Catalogue, targets: &[String]) -> Result<Vec<ScopedRecipe<'c>>, UnknownRecipe> {
    let mut found: Vec<&RecipeFacts> = Vec::new();
    if targets.is_empty() {
        found.extend(catalogue.recipes().iter().filter(|it| it.origin == Origin::Workspace));
    }
    for name in targets {
        match catalogue.recipe(name).filter(|it| it.origin == Origin::Workspace) {
            Some(recipe) => found.push(recipe),
            None => {
                return Err(UnknownRecipe {
                    name: name.clone(),
                    nearest: catalogue.nearest(Kind::ImageRecipe, name),
                });
            }
        }
    }
    let mut ordered: Vec<ScopedRecipe<'c>> = Vec::new();
    for recipe in found {
        let walk = walk(catalogue, recipe);
        for facts in walk
            .ancestors
            .iter()
            .filter_map(|generation| generation.recipe)
            .chain([recipe])
        {
            if let Some(authored) = catalogue.authored(facts)
                && !ordered.iter().any(|it| std::ptr::eq(it.facts, facts))
            {
                ordered.push(ScopedRecipe { authored, facts });
            }
        }
    }
    Ok(ordered)
}

fn components<'c>(
    catalogue: &'c Catalogue,
    recipes: &[ScopedRecipe<'c>],
    everything: bool,
) -> Vec<&'c Authored<Component>> {
    let mut files: Vec<&str> = Vec::new();
    for recipe in recipes {
        for layer in &recipe.authored.value.components {
            let facts = catalogue.component(&layer.component_arn).found().copied();
            let file = facts
                .filter(|it| it.origin == Origin::Workspace)
                .and_then(|it: &ComponentFacts| it.file.as_deref());
            files.extend(file.filter(|file| !files.contains(file)));
        }
    }
    let mut ordered: Vec<&Authored<Component>> = files
        .iter()
        .filter_map(|file| catalogue.component_resources().find(|it| it.file() == *file))
        .collect();
    if everything {
        ordered.extend(catalogue.component_resources().filter(|it| !files.contains(&it.file())));
    }
    ordered
}
