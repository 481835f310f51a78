//! What a publish would do: what is created, what is replaced, what an update would silently clear.
//!
//! Components and recipes never change in AWS: the same version with other content is blocked.
//! Configurations and pipelines are replaced as a whole by an update, so fields that AWS holds and
//! the file does not have are cleared
//! (<https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_UpdateImagePipeline.html>);
//! the plan names them. Tags are no part of an update and are not compared.

mod compare;
mod scope;
mod target;

use ingot_component::{Diagnostic, Severity};
use serde::Serialize;
use thiserror::Error;

pub use compare::FieldChange;
pub(crate) use compare::is_default;
pub use scope::left_out;

use crate::catalogue::{Catalogue, Origin};
use crate::inventory::Inventory;
use crate::lineage::{has_available_image, walk};
use crate::names::{AccountId, ArnType, ImageBuilderArn, Kind, Reference, Region};
use crate::resources::{Component, DistributionConfiguration, ImagePipeline, ImageRecipe, InfrastructureConfiguration};
use crate::rules;
use scope::Scope;
use target::Target;

/// What a publish would do, in the order in which it must be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// One item a resource; what others refer to comes first.
    pub items: Vec<PlanItem>,
    /// The errors that block items.
    pub problems: Vec<Diagnostic>,
    /// Golden parents without an image of their recipe's version, oldest first. AWS takes a recipe
    /// only when its parent image exists, so these are published and built before the recipes on
    /// top of them are created.
    pub needs_build: Vec<NeedsBuild>,
    /// What a publish passes over, and why. It blocks nothing.
    pub left_out: Vec<LeftOut>,
}

/// A resource of the workspace that this version does not publish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its kind.
    pub kind: Kind,
    /// Its name as written.
    pub name: String,
    /// Its file in the workspace.
    pub file: String,
    /// Why, in a sentence.
    pub reason: String,
}

/// A recipe whose image others wait for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NeedsBuild {
    /// The recipe.
    pub recipe: String,
    /// Its version.
    pub version: String,
    /// Pipelines of the workspace that build it.
    pub pipelines: Vec<String>,
}

/// What happens to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// It is not there yet.
    Create,
    /// It is there with other content, and is replaced.
    Update,
    /// It is there with the same content.
    Unchanged,
    /// It cannot be published.
    Blocked,
}

/// One resource of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanItem {
    /// What happens to it.
    pub action: Action,
    /// Its kind.
    pub kind: Kind,
    /// Its name as written.
    pub name: String,
    /// Its version, for kinds that have one. A wildcard asks AWS for the next free version.
    pub version: Option<String>,
    /// Its ARN: AWS's own where it exists, otherwise the one it will get. For a recipe with a
    /// wildcard version the ARN has the wildcard.
    pub arn: Option<String>,
    /// Why, in a sentence.
    pub reason: String,
    /// Fields that AWS holds and this update would clear.
    pub clears: Vec<String>,
    /// What differs from what AWS holds, cleared fields included.
    pub changes: Vec<FieldChange>,
    /// Its file in the workspace.
    pub file: String,
    /// What is sent, with references resolved to ARNs.
    pub request: Request,
}

/// A resource as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "fields")]
#[expect(
    clippy::large_enum_variant,
    reason = "a workspace has few pipelines, and a box would be in the way of everybody who matches"
)]
pub enum Request {
    /// `CreateComponent`; the document is in `data` unless `uri` is in S3.
    Component(Component),
    /// `CreateImageRecipe`
    ImageRecipe(ImageRecipe),
    /// `CreateInfrastructureConfiguration` or the update with the same fields.
    InfrastructureConfiguration(InfrastructureConfiguration),
    /// `CreateDistributionConfiguration` or the update with the same fields.
    DistributionConfiguration(DistributionConfiguration),
    /// `CreateImagePipeline` or the update with the same fields.
    ImagePipeline(ImagePipeline),
}

/// A target that is no recipe of the workspace.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("there is no recipe `{name}` in this workspace")]
pub struct UnknownRecipe {
    /// What was asked for.
    pub name: String,
    /// What was probably meant.
    pub nearest: Option<String>,
}

impl Plan {
    /// Items that create or update something.
    pub fn changes(&self) -> usize {
        self.items
            .iter()
            .filter(|item| matches!(item.action, Action::Create | Action::Update))
            .count()
    }

    /// Whether anything cannot be published.
    pub fn is_blocked(&self) -> bool {
        self.items.iter().any(|item| item.action == Action::Blocked)
    }
}

/// The plan for `targets`, names of recipes of the workspace, with everything they need: the
/// workspace's recipes they stand on, the components, and the pipelines that build them. Without
/// targets: everything in the workspace.
///
/// # Errors
/// A target is no recipe of the workspace.
pub fn plan(
    catalogue: &Catalogue,
    inventory: &Inventory,
    targets: &[String],
    account: &AccountId,
    region: &Region,
) -> Result<Plan, UnknownRecipe> {
    let scope = Scope::new(catalogue, targets)?;
    let target = Target {
        catalogue,
        inventory,
        account,
        region,
    };
    let mut items: Vec<PlanItem> = Vec::new();
    for component in &scope.components {
        items.push(target.component(component));
    }
    for recipe in &scope.recipes {
        let item = target.recipe(recipe);
        items.push(item);
    }
    items.extend(scope.infrastructures.iter().map(|it| target.infrastructure(it)));
    items.extend(scope.distributions.iter().map(|it| target.distribution(it)));
    items.extend(scope.pipelines.iter().map(|it| target.pipeline(it)));

    let problems = block_on_errors(catalogue, &mut items);
    block_on_others(&mut items);
    Ok(Plan {
        items,
        problems,
        needs_build: needs_build(catalogue, inventory, &scope),
        left_out: scope.left_out,
    })
}

/// Blocks what would be published from a file with errors; gives these errors.
fn block_on_errors(catalogue: &Catalogue, items: &mut [PlanItem]) -> Vec<Diagnostic> {
    let checked = rules::check(catalogue, catalogue.settings());
    let found = checked.found.into_iter().map(|found| found.diagnostic);
    let mut errors: Vec<Diagnostic> = checked.problems.into_iter().chain(found).collect();
    errors.retain(|error| error.severity == Severity::Error);
    let mut blocking: Vec<Diagnostic> = Vec::new();
    for item in items.iter_mut().filter(|item| item.action != Action::Unchanged) {
        let document = match item.kind {
            Kind::Component => catalogue
                .components()
                .iter()
                .find(|it| it.file.as_deref() == Some(item.file.as_str()))
                .and_then(|it| it.document_file.as_deref()),
            _ => None,
        };
        let own: Vec<&Diagnostic> = errors
            .iter()
            .filter(|error| error.file == item.file || Some(error.file.as_str()) == document)
            .collect();
        let Some(first) = own.first() else { continue };
        if item.action != Action::Blocked {
            item.action = Action::Blocked;
            let count = if own.len() == 1 {
                "an error".to_owned()
            } else {
                format!("{} errors", own.len())
            };
            item.reason = format!("{} has {count}: {}", first.file, first.message);
        }
        blocking.extend(own.into_iter().cloned());
    }
    Diagnostic::sort(&mut blocking);
    blocking.dedup();
    blocking
}

/// Blocks what refers to something that is blocked: published, it would get the old content.
fn block_on_others(items: &mut [PlanItem]) {
    for at in 0..items.len() {
        let (before, rest) = items.split_at_mut(at);
        let Some(item) = rest
            .first_mut()
            .filter(|item| matches!(item.action, Action::Create | Action::Update))
        else {
            continue;
        };
        let needed = item.request.references();
        let mut stuck = before.iter().filter(|other| other.action == Action::Blocked);
        let blocked = stuck.find(|other| {
            let arn = other.arn.as_deref().and_then(|arn| arn.parse().ok());
            arn.is_some_and(|arn| refers(&needed, &arn))
        });
        if let Some(other) = blocked {
            item.action = Action::Blocked;
            let version = other
                .version
                .as_ref()
                .map(|version| format!(" {version}"))
                .unwrap_or_default();
            item.reason = format!(
                "needs the {} {}{version}, which cannot be published",
                other.kind.in_words(),
                other.name
            );
        }
    }
}

/// Whether one of `references` can mean what has `arn`: in a version that fits, or as the image of a
/// recipe.
fn refers(references: &[&Reference], arn: &ImageBuilderArn) -> bool {
    references.iter().any(|reference| {
        let Reference::Arn(wanted) = reference else {
            return false;
        };
        let mut wanted = wanted.clone();
        if wanted.r#type == ArnType::Image {
            wanted.r#type = ArnType::ImageRecipe;
        }
        let version = match (&wanted.version, &arn.version) {
            (Some(wanted), Some(have)) => wanted.admits(have),
            _ => true,
        };
        wanted.same_resource(arn) && version
    })
}

impl Request {
    /// The ARNs it refers to.
    fn references(&self) -> Vec<&Reference> {
        match self {
            Self::ImageRecipe(recipe) => {
                let components = recipe.components.iter().map(|it| &it.component_arn);
                components.chain([&recipe.parent_image]).collect()
            }
            Self::ImagePipeline(it) => {
                let references = [
                    it.image_recipe_arn.as_ref(),
                    Some(&it.infrastructure_configuration_arn),
                    it.distribution_configuration_arn.as_ref(),
                ];
                references.into_iter().flatten().collect()
            }
            _ => Vec::new(),
        }
    }
}

fn needs_build(catalogue: &Catalogue, inventory: &Inventory, scope: &Scope<'_>) -> Vec<NeedsBuild> {
    let mut needed: Vec<NeedsBuild> = Vec::new();
    for recipe in &scope.recipes {
        let walk = walk(catalogue, recipe.facts);
        let ancestors = walk.ancestors.iter().filter_map(|generation| generation.recipe);
        let own = ancestors.filter(|it| matches!(it.origin, Origin::Workspace | Origin::Account));
        for ancestor in own.filter(|it| !has_available_image(inventory, it)) {
            let version = ancestor.version.as_ref().map(ToString::to_string).unwrap_or_default();
            if needed
                .iter()
                .any(|it| it.recipe == ancestor.name && it.version == version)
            {
                continue;
            }
            let pipelines = catalogue
                .pipelines_of(&ancestor.name)
                .map(|it| it.value.name.clone())
                .collect();
            needed.push(NeedsBuild {
                recipe: ancestor.name.clone(),
                version,
                pipelines,
            });
        }
    }
    needed
}

#[cfg(test)]
mod tests;
