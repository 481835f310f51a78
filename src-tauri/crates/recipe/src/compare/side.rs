//! One state of a recipe, ready to be compared: every layer of its lineage, and what it stands on.

use std::borrow::Cow;

use ingot_component::document::Stage;

use crate::catalogue::{Catalogue, ComponentFacts, Origin, RecipeFacts, Resolution};
use crate::lineage::{VendorImage, Walk, walk};
use crate::names::{ArnType, ImageBuilderArn, LocalReference, Reference, WrittenVersion, normalised};
use crate::resources::{ComponentConfiguration, WrittenLayer, layers_of};
use crate::stack::written_name;

/// One state of a recipe.
pub(crate) struct Side<'c> {
    pub catalogue: &'c Catalogue,
    pub recipe: &'c RecipeFacts,
    /// What it stands on, nearest first.
    pub below: Vec<Below>,
    /// The image at the bottom.
    pub vendor: Option<VendorImage>,
    /// Whether every layer of the lineage is known, down to the vendor's image.
    pub whole: bool,
    /// Of the whole lineage, oldest first.
    pub layers: Vec<Laid<'c>>,
}

/// A recipe whose image another one stands on.
pub(crate) struct Below {
    pub name: String,
    pub version: Option<String>,
}

/// A layer where it is laid.
pub(crate) struct Laid<'c> {
    /// The recipe it belongs to.
    pub recipe: &'c str,
    pub inherited: bool,
    /// Among the layers of its recipe, from 1.
    pub position: usize,
    /// Whether AWS sees it.
    pub enabled: bool,
    pub name: String,
    /// The normalised name.
    pub key: String,
    pub configuration: Cow<'c, ComponentConfiguration>,
    pub facts: Option<&'c ComponentFacts>,
    /// Whether it is certain that nothing answers to its reference.
    pub nothing: bool,
}

impl<'c> Side<'c> {
    /// The recipe with its whole lineage.
    pub fn new(catalogue: &'c Catalogue, recipe: &'c RecipeFacts) -> Self {
        Self::standing(catalogue, recipe, recipe)
    }

    /// The recipe, but on what the parent of `other` means.
    pub fn standing(catalogue: &'c Catalogue, recipe: &'c RecipeFacts, other: &'c RecipeFacts) -> Self {
        let Walk {
            ancestors,
            vendor,
            problem,
            ..
        } = walk(catalogue, other);
        let mut side = Self {
            below: Vec::new(),
            whole: vendor.is_some() && problem.is_none(),
            vendor,
            ..Self::empty(catalogue, recipe)
        };
        for generation in &ancestors {
            if let Some(ancestor) = generation.recipe {
                side.below.push(Below {
                    name: ancestor.name.clone(),
                    version: ancestor.version.as_ref().map(ToString::to_string),
                });
                side.lay(ancestor, true);
            } else if let Some(image) = generation.image {
                side.below.push(Below {
                    name: image.name.clone(),
                    version: Some(image.version.clone()),
                });
            }
        }
        side.below.reverse();
        side.lay(recipe, false);
        side
    }

    /// The recipe without its lineage.
    pub fn own(catalogue: &'c Catalogue, recipe: &'c RecipeFacts) -> Self {
        let mut side = Self::empty(catalogue, recipe);
        side.lay(recipe, false);
        side
    }

    fn empty(catalogue: &'c Catalogue, recipe: &'c RecipeFacts) -> Self {
        Self {
            catalogue,
            recipe,
            below: Vec::new(),
            vendor: None,
            whole: false,
            layers: Vec::new(),
        }
    }

    fn lay(&mut self, recipe: &'c RecipeFacts, inherited: bool) {
        for (at, (enabled, configuration)) in written(self.catalogue, recipe).into_iter().enumerate() {
            let reference = &configuration.component_arn;
            let resolution = self.catalogue.component(reference);
            let facts = resolution.found().copied();
            let name = facts.map_or_else(|| written_name(reference), |facts| facts.name.clone());
            self.layers.push(Laid {
                recipe: &recipe.name,
                inherited,
                position: at + 1,
                enabled,
                key: normalised(&name),
                name,
                facts,
                nothing: matches!(
                    resolution,
                    Resolution::Unknown { .. } | Resolution::NoSuchVersion { .. }
                ),
                configuration,
            });
        }
    }

    /// Whether it is what AWS holds, not a file.
    pub fn is_cloud(&self) -> bool {
        self.recipe.origin != Origin::Workspace
    }

    /// Whether AWS was read for it.
    pub fn has_inventory(&self) -> bool {
        self.catalogue.inventory().as_of.is_some()
    }
}

/// The layers of a recipe in the order of its file, with whether AWS sees them.
fn written<'c>(catalogue: &'c Catalogue, recipe: &'c RecipeFacts) -> Vec<(bool, Cow<'c, ComponentConfiguration>)> {
    let components = &recipe.recipe.components;
    let file = catalogue.authored(recipe);
    let slots = file.and_then(|it| Some(layers_of(it.source(), it.place().node()?)));
    let Some(slots) = slots else {
        return components.iter().map(|it| (true, Cow::Borrowed(it))).collect();
    };
    let layer = |slot: WrittenLayer| match slot.index.and_then(|at| components.get(at)) {
        Some(configuration) => (true, Cow::Borrowed(configuration)),
        None => (slot.enabled(), Cow::Owned(slot.component)),
    };
    slots.into_iter().map(layer).collect()
}

impl Laid<'_> {
    /// Where `componentArn` points.
    pub fn reference(&self) -> &Reference {
        &self.configuration.component_arn
    }

    /// The version it resolves to.
    pub fn version(&self) -> Option<String> {
        self.facts.and_then(|facts| facts.version).map(|it| it.to_string())
    }

    /// The version or wildcard that is written.
    pub fn pin(&self) -> Option<&WrittenVersion> {
        match self.reference() {
            Reference::Local(local) => local.version.as_ref(),
            Reference::Arn(arn) => arn.version.as_ref(),
            _ => None,
        }
    }

    /// Whether it only tests.
    pub fn is_test(&self) -> bool {
        self.facts.is_some_and(ComponentFacts::is_test)
    }

    /// Whether it and `other` run in the same stage, so that their order matters. What is not known
    /// of a document may run in both.
    pub fn shares_stage(&self, other: &Laid<'_>) -> bool {
        [Stage::Build, Stage::Test]
            .iter()
            .any(|stage| self.runs_in(*stage) && other.runs_in(*stage))
    }

    fn runs_in(&self, stage: Stage) -> bool {
        match self.facts.and_then(|facts| facts.document.as_deref()) {
            Some(document) => document
                .phase_names()
                .any(|phase| Stage::of_phase(phase) == Some(stage)),
            None => !self.is_test() || stage == Stage::Test,
        }
    }
}

/// Whether both layers write the same component in the same version. What a file leaves to the
/// workspace is what it is pinned to when it is published, and AWS answers a build that nobody
/// wrote.
pub(crate) fn same_pin(left: (&Side<'_>, &Laid<'_>), right: (&Side<'_>, &Laid<'_>)) -> bool {
    let sides = [left.0, right.0];
    match (left.1.reference(), right.1.reference()) {
        (Reference::Local(a), Reference::Local(b)) => same_local(a, b),
        (Reference::Arn(a), Reference::Arn(b)) => same_arn(a, b),
        (Reference::Local(local), Reference::Arn(arn)) => same_component(sides, left.1, local, arn),
        (Reference::Arn(arn), Reference::Local(local)) => same_component(sides, right.1, local, arn),
        (a, b) => a == b,
    }
}

/// Whether both write the same parent. What a file leaves open is the newest image there is.
pub(crate) fn same_parent(left: &Side<'_>, right: &Side<'_>) -> bool {
    let image = |local: &LocalReference, arn: &ImageBuilderArn| {
        let any = WrittenVersion::any();
        let version = local.version.as_ref().unwrap_or(&any);
        arn.r#type == ArnType::Image
            && arn.build.is_none()
            && is_own([left, right], arn)
            && local.name.normalised() == arn.name
            && same_version(Some(version), arn.version.as_ref())
    };
    match (&left.recipe.recipe.parent_image, &right.recipe.recipe.parent_image) {
        (Reference::Local(a), Reference::Local(b)) => same_local(a, b),
        (Reference::Arn(a), Reference::Arn(b)) => a == b,
        (Reference::Local(local), Reference::Arn(arn)) | (Reference::Arn(arn), Reference::Local(local)) => {
            image(local, arn)
        }
        (a, b) => a == b,
    }
}

fn same_local(a: &LocalReference, b: &LocalReference) -> bool {
    a.kind == b.kind
        && a.name.normalised() == b.name.normalised()
        && same_version(a.version.as_ref(), b.version.as_ref())
}

fn same_arn(a: &ImageBuilderArn, b: &ImageBuilderArn) -> bool {
    a.same_resource(b)
        && same_version(a.version.as_ref(), b.version.as_ref())
        && (a.build.is_none() || b.build.is_none() || a.build == b.build)
}

fn same_component(sides: [&Side<'_>; 2], laid: &Laid<'_>, local: &LocalReference, arn: &ImageBuilderArn) -> bool {
    let resolved = || laid.facts.and_then(|facts| facts.version).map(WrittenVersion::from);
    arn.r#type == ArnType::Component
        && is_own(sides, arn)
        && local.name.normalised() == arn.name
        && same_version(local.version.clone().or_else(resolved).as_ref(), arn.version.as_ref())
}

fn same_version(a: Option<&WrittenVersion>, b: Option<&WrittenVersion>) -> bool {
    a.map(WrittenVersion::pattern) == b.map(WrittenVersion::pattern)
}

/// Whether an ARN is of the account and region that either side was read from.
fn is_own(sides: [&Side<'_>; 2], arn: &ImageBuilderArn) -> bool {
    sides.iter().any(|side| side.catalogue.is_own(arn))
}
