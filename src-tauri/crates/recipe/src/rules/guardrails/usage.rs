//! Which recipes are built by which pipelines with which configurations.

use std::collections::BTreeMap;

use crate::catalogue::{Catalogue, Guard};
use crate::names::{Kind, Reference, normalised};
use crate::resources::ImagePipeline;
use crate::stack::written_name;

/// What pipelines do with the configurations of one kind.
pub(super) struct Usage<'c> {
    /// File of the pipeline and name of the recipe, by the configuration's normalised name.
    by: BTreeMap<String, Vec<(&'c str, String)>>,
}

impl<'c> Usage<'c> {
    pub fn of(catalogue: &'c Catalogue, kind: Kind) -> Self {
        let mut by: BTreeMap<String, Vec<(&str, String)>> = BTreeMap::new();
        for pipeline in catalogue.pipelines() {
            let reference = match kind {
                Kind::InfrastructureConfiguration => Some(&pipeline.value.infrastructure_configuration_arn),
                Kind::DistributionConfiguration => pipeline.value.distribution_configuration_arn.as_ref(),
                _ => None,
            };
            let configuration = reference.and_then(|reference| reference.local(kind));
            if let (Some(configuration), Some(recipe)) = (configuration, recipe_of(catalogue, &pipeline.value)) {
                by.entry(configuration.name.normalised())
                    .or_default()
                    .push((pipeline.file(), recipe));
            }
        }
        Self { by }
    }

    /// Whether `guard` holds for a recipe that is built with the configuration `name` of `file`; for
    /// one that no pipeline uses, whether it holds for every recipe there.
    pub fn concerns(&self, guard: &Guard, file: &str, name: &str) -> bool {
        match self.by.get(&normalised(name)) {
            Some(users) => users.iter().any(|(pipeline, recipe)| guard.holds_for(pipeline, recipe)),
            None => !guard.is_selective() && guard.holds_in(file),
        }
    }
}

/// The name of the recipe, of an image or a container, that a pipeline builds.
pub(super) fn recipe_of(catalogue: &Catalogue, pipeline: &ImagePipeline) -> Option<String> {
    if let Some(recipe) = catalogue.pipeline_recipe(pipeline) {
        return Some(recipe.name.clone());
    }
    let reference = pipeline
        .image_recipe_arn
        .as_ref()
        .or(pipeline.container_recipe_arn.as_ref())?;
    match reference {
        Reference::Local(_) | Reference::Arn(_) => Some(written_name(reference)),
        _ => None,
    }
}
