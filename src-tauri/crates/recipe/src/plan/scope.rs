//! Which resources a plan is about.

use std::sync::Arc;

use crate::catalogue::{Catalogue, ComponentFacts, Origin, RecipeFacts};
use crate::lineage::walk;
use crate::names::{Kind, LocalReference, Reference, normalised};
use crate::resources::{
    Authored, Component, DistributionConfiguration, ImagePipeline, ImageRecipe, InfrastructureConfiguration,
};

use super::{LeftOut, UnknownRecipe};

/// The resources of a plan, each in the order in which they are needed.
pub(super) struct Scope<'c> {
    pub components: Vec<&'c Authored<Component>>,
    pub recipes: Vec<ScopedRecipe<'c>>,
    pub infrastructures: Vec<&'c Authored<InfrastructureConfiguration>>,
    pub distributions: Vec<&'c Authored<DistributionConfiguration>>,
    pub pipelines: Vec<&'c Authored<ImagePipeline>>,
    pub left_out: Vec<LeftOut>,
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
            .filter(|it| builds(&it.value) || everything && container_of(&it.value).is_none())
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
            left_out: if everything { left_out(catalogue) } else { Vec::new() },
        })
    }
}

/// The container recipe of the workspace that a pipeline builds.
fn container_of(pipeline: &ImagePipeline) -> Option<&LocalReference> {
    pipeline.container_recipe_arn.as_ref()?.local(Kind::ContainerRecipe)
}

/// What a publish of the whole workspace passes over: container recipes and the pipelines that build them.
pub fn left_out(catalogue: &Catalogue) -> Vec<LeftOut> {
    let recipes = catalogue.container_recipes().map(|it| LeftOut {
        kind: Kind::ContainerRecipe,
        name: it.value.name.clone(),
        file: it.file().to_owned(),
        reason: "this version of Ingot checks container recipes and does not publish them".to_owned(),
    });
    let pipelines = catalogue.pipelines().filter_map(|it| {
        let container = container_of(&it.value)?;
        Some(LeftOut {
            kind: Kind::ImagePipeline,
            name: it.value.name.clone(),
            file: it.file().to_owned(),
            reason: format!(
                "it builds the container recipe {}, which this version of Ingot does not publish; with the ARN of a \
                 published one in its place the pipeline is published",
                container.name
            ),
        })
    });
    recipes.chain(pipelines).collect()
}

/// The targets and the workspace's recipes they stand on, ancestors first.
fn recipes<'c>(catalogue: &'c Catalogue, targets: &[String]) -> Result<Vec<ScopedRecipe<'c>>, UnknownRecipe> {
    let mut found: Vec<&RecipeFacts> = Vec::new();
    if targets.is_empty() {
        let all = catalogue.recipes().iter().map(Arc::as_ref);
        found.extend(all.filter(|it| it.origin == Origin::Workspace));
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
