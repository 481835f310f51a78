//! The layers of a container recipe as the rules of image recipes see them.

use ingot_component::Platform;

use crate::catalogue::{Catalogue, RecipeFacts};
use crate::lineage::VendorImage;
use crate::resources::{Authored, ContainerRecipe, ImageRecipe};
use crate::rules::site::RecipeSite;
use crate::rules::{Rule, guardrails, layers};

/// The rules of image recipes that hold for the layers of containers.
pub(in crate::rules) const LAYER_RULES: &[&dyn Rule] = &[
    &layers::ComponentUnknown,
    &layers::ComponentTwice,
    &layers::TooManyComponents,
    &layers::EmptyComponents,
    &layers::ParameterMissing,
    &layers::ParameterUnknown,
    &layers::PlatformMismatch,
    &layers::ComponentRetired,
    &layers::ComponentNotFound,
    &layers::CheckedTooEarly,
    &layers::RemovedTooEarly,
    &layers::UsedBeforeInstalled,
    &layers::ParameterTwice,
    &layers::ComponentOutdated,
    &guardrails::ForbiddenComponent,
    &guardrails::ForbiddenAction,
];

/// A container recipe, read as an image recipe with the same name and layers and without a parent.
pub(in crate::rules) struct Layers {
    authored: Authored<ImageRecipe>,
    facts: RecipeFacts,
}

impl Layers {
    pub fn of(container: &Authored<ContainerRecipe>) -> Self {
        let facts = RecipeFacts::of_container(container.file(), &container.value, platform(&container.value));
        Self {
            authored: container.with(facts.recipe.clone()),
            facts,
        }
    }

    /// What the rules look at.
    pub fn site<'c>(&'c self, catalogue: &'c Catalogue) -> RecipeSite<'c> {
        RecipeSite::new(catalogue, &self.authored, &self.facts)
    }
}

/// The platform that the recipe says, or that the name of its parent image tells.
fn platform(container: &ContainerRecipe) -> Option<Platform> {
    let written = container.platform_override.as_ref();
    let written = written.and_then(|platform| platform.as_str().parse().ok());
    written.or_else(|| VendorImage::of(&container.parent_image, None).platform)
}
