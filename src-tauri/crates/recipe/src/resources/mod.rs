//! What a workspace holds: resource files with the Image Builder API's own field names.
//!
//! A resource file is a YAML mapping with `kind`. A mapping with `phases` and no `kind` is a
//! component document, which `ingot-component` reads. Every other YAML file belongs to somebody
//! else and is left alone.

pub(crate) mod check;
mod component;
mod container_recipe;
mod distribution;
mod guardrails;
mod image_recipe;
mod infrastructure;
mod pipeline;
mod place;
mod read;
mod scan;
mod shape;
mod slots;
#[cfg(test)]
mod tests;
mod workspace;

pub use check::{CheckConfiguration, Level, PathRules, Pattern, RuleLevels};
pub use component::*;
pub use container_recipe::*;
pub use distribution::*;
pub use guardrails::*;
pub use image_recipe::*;
pub use infrastructure::*;
pub use pipeline::*;
pub use place::{Authored, Place};
pub use read::{FileKind, Reading, read};
pub use scan::{Days, FixWithinDays, ScanConfiguration};
pub use slots::{Commented, WrittenLayer, layers, layers_of};
pub use workspace::Workspace;

use crate::names::Kind;

/// One resource, with its place in its file.
#[derive(Debug, Clone)]
#[expect(
    clippy::large_enum_variant,
    reason = "a workspace has few pipelines, and a box would be in the way of everybody who matches"
)]
pub enum Resource {
    /// `kind: Workspace`
    Workspace(Authored<Workspace>),
    /// `kind: Component`
    Component(Authored<Component>),
    /// `kind: ImageRecipe`
    ImageRecipe(Authored<ImageRecipe>),
    /// `kind: ContainerRecipe`
    ContainerRecipe(Authored<ContainerRecipe>),
    /// `kind: InfrastructureConfiguration`
    InfrastructureConfiguration(Authored<InfrastructureConfiguration>),
    /// `kind: DistributionConfiguration`
    DistributionConfiguration(Authored<DistributionConfiguration>),
    /// `kind: ImagePipeline`
    ImagePipeline(Authored<ImagePipeline>),
}

impl Resource {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Workspace(_) => Kind::Workspace,
            Self::Component(_) => Kind::Component,
            Self::ImageRecipe(_) => Kind::ImageRecipe,
            Self::ContainerRecipe(_) => Kind::ContainerRecipe,
            Self::InfrastructureConfiguration(_) => Kind::InfrastructureConfiguration,
            Self::DistributionConfiguration(_) => Kind::DistributionConfiguration,
            Self::ImagePipeline(_) => Kind::ImagePipeline,
        }
    }

    /// Its name as written; empty where it has none.
    pub fn name(&self) -> &str {
        match self {
            Self::Workspace(it) => it.value.name.as_deref().unwrap_or(""),
            Self::Component(it) => &it.value.name,
            Self::ImageRecipe(it) => &it.value.name,
            Self::ContainerRecipe(it) => &it.value.name,
            Self::InfrastructureConfiguration(it) => &it.value.name,
            Self::DistributionConfiguration(it) => &it.value.name,
            Self::ImagePipeline(it) => &it.value.name,
        }
    }

    /// Its version as written, for kinds that have one.
    pub fn version(&self) -> Option<&str> {
        match self {
            Self::Component(it) => Some(&it.value.semantic_version),
            Self::ImageRecipe(it) => Some(&it.value.semantic_version),
            Self::ContainerRecipe(it) => Some(&it.value.semantic_version),
            _ => None,
        }
    }

    /// The whole of it in its file.
    pub fn place(&self) -> Place<'_> {
        match self {
            Self::Workspace(it) => it.place(),
            Self::Component(it) => it.place(),
            Self::ImageRecipe(it) => it.place(),
            Self::ContainerRecipe(it) => it.place(),
            Self::InfrastructureConfiguration(it) => it.place(),
            Self::DistributionConfiguration(it) => it.place(),
            Self::ImagePipeline(it) => it.place(),
        }
    }

    /// Whether its whole file was read.
    pub fn is_complete(&self) -> bool {
        match self {
            Self::Workspace(it) => it.is_complete(),
            Self::Component(it) => it.is_complete(),
            Self::ImageRecipe(it) => it.is_complete(),
            Self::ContainerRecipe(it) => it.is_complete(),
            Self::InfrastructureConfiguration(it) => it.is_complete(),
            Self::DistributionConfiguration(it) => it.is_complete(),
            Self::ImagePipeline(it) => it.is_complete(),
        }
    }

    /// Label of its file.
    pub fn file(&self) -> &str {
        self.place().source().file()
    }
}
