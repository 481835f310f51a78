//! What a pipeline joins: its recipe, where that is built, and where the image goes.

use std::collections::BTreeSet;

use crate::catalogue::{Catalogue, RecipeFacts};
use crate::lineage::{Walk, walk};
use crate::resources::{
    Authored, DistributionConfiguration, EbsBlockDevice, ImagePipeline, InfrastructureConfiguration,
};

/// A pipeline of the workspace with what it joins, as far as that is known.
pub(super) struct PipelineSite<'c> {
    pub authored: &'c Authored<ImagePipeline>,
    pub recipe: Option<&'c RecipeFacts>,
    pub walk: Option<Walk<'c>>,
    /// Only the workspace's own: what stands in another repository is checked there.
    pub infrastructure: Option<&'c Authored<InfrastructureConfiguration>>,
    pub distribution: Option<&'c Authored<DistributionConfiguration>>,
}

impl<'c> PipelineSite<'c> {
    pub fn new(catalogue: &'c Catalogue, authored: &'c Authored<ImagePipeline>) -> Self {
        let pipeline = &authored.value;
        let recipe = catalogue.pipeline_recipe(pipeline);
        let distribution = pipeline.distribution_configuration_arn.as_ref();
        Self {
            authored,
            recipe,
            walk: recipe.map(|recipe| walk(catalogue, recipe)),
            infrastructure: catalogue.infrastructure(&pipeline.infrastructure_configuration_arn),
            distribution: distribution.and_then(|reference| catalogue.distribution(reference)),
        }
    }

    /// The volumes of the image: for each device what the recipe nearest to it in the lineage says,
    /// with that recipe.
    pub fn volumes(&self) -> Vec<(&'c RecipeFacts, &'c str, &'c EbsBlockDevice)> {
        let mut volumes = Vec::new();
        let mut seen = BTreeSet::new();
        for recipe in self.recipes() {
            for mapping in &recipe.recipe.block_device_mappings {
                let device = mapping.device_name.as_deref().unwrap_or_default();
                if let Some(ebs) = seen.insert(device).then_some(mapping.ebs.as_ref()).flatten() {
                    volumes.push((recipe, device, ebs));
                }
            }
        }
        volumes
    }

    /// The recipe and those below it, from the top.
    pub fn recipes(&self) -> impl Iterator<Item = &'c RecipeFacts> {
        let walk = self.walk.as_ref();
        let ancestors = walk.into_iter().flat_map(|walk| walk.ancestors.iter().rev());
        let below = ancestors.filter_map(|generation| generation.recipe);
        self.recipe.into_iter().chain(below)
    }
}
