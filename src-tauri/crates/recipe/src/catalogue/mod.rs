//! Everything that references of one workspace can mean: its own resources, and what the cache
//! knows of AWS.

mod asked;
mod build;
mod cloud;
mod document;
mod effects;
mod facts;
mod ground;
mod guardrails;
mod index;
mod lookup;
mod made;
mod resolution;
mod study;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ingot_component::spelling::similar;
use ingot_component::{ComponentDocument, Diagnostic, Source};

pub(crate) use asked::Asked;
use asked::{Notes, Question};
pub use build::CatalogueBuilder;
pub use document::{document_path, inline_document};
pub(crate) use effects::{AGENT, Effect, What};
pub use facts::{ComponentFacts, Origin, ParameterFacts, RecipeFacts};
use ground::Ground;
pub use guardrails::{Guard, Inherited};
pub(crate) use guardrails::{InheritProblem, MOST_GUARDRAILS, fits};
use index::Index;
use made::same_text;
pub use resolution::Resolution;
pub(crate) use study::PROGRAMS;

use crate::inventory::Inventory;
use crate::names::{ArnType, ImageBuilderArn, Kind, LocalReference, Reference, WrittenVersion, normalised};
use crate::resources::{
    Authored, Component, ContainerRecipe, DistributionConfiguration, ImagePipeline, ImageRecipe,
    InfrastructureConfiguration, Resource, Workspace,
};
use crate::settings::Settings;

/// The resources of one workspace and what the cache knows.
///
/// A `Kind/name` reference means the workspace's own resource. Where the workspace has none of that
/// name it means the own account's, as last read: a product team's recipes may live in another
/// repository than the components its account holds.
#[derive(Debug, Default)]
pub struct Catalogue {
    known: Arc<Known>,
    /// Every method that answers something of the workspace notes here what it was asked.
    notes: Notes,
}

/// What is in a catalogue. What is shared with the one of a moment ago is the very same.
#[derive(Debug, Default)]
struct Known {
    resources: Vec<Arc<Resource>>,
    documents: BTreeMap<String, Document>,
    problems: Vec<Diagnostic>,
    ground: Arc<Ground>,
    components: Vec<Arc<ComponentFacts>>,
    recipes: Vec<Arc<RecipeFacts>>,
    index: Arc<Index>,
    /// Normalised names of the recipes that others of the workspace stand on.
    parents: BTreeSet<String>,
}

/// A component document of the workspace.
#[derive(Debug, Clone)]
struct Document {
    source: Source,
    document: Option<Arc<ComponentDocument>>,
}

impl Document {
    /// Whether it is the very same.
    fn is(&self, other: &Self) -> bool {
        let same = match (&self.document, &other.document) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        same && same_text(&self.source, &other.source)
    }
}

macro_rules! of_kind {
    ($($(#[$meta:meta])* $name:ident: $Kind:ident;)*) => {$(
        $(#[$meta])*
        pub fn $name(&self) -> impl Iterator<Item = &Authored<$Kind>> {
            self.notes.note(Question::All(Kind::$Kind));
            self.known.resources.iter().filter_map(|resource| match &**resource {
                Resource::$Kind(authored) => Some(authored),
                _ => None,
            })
        }
    )*};
}

impl Catalogue {
    of_kind! {
        /// The component resources of the workspace.
        component_resources: Component;
        /// The image recipes of the workspace.
        image_recipes: ImageRecipe;
        /// The container recipes of the workspace.
        container_recipes: ContainerRecipe;
        /// The infrastructure configurations of the workspace.
        infrastructures: InfrastructureConfiguration;
        /// The distribution configurations of the workspace.
        distributions: DistributionConfiguration;
        /// The pipelines of the workspace.
        pipelines: ImagePipeline;
    }

    /// Every resource of the workspace.
    pub fn resources(&self) -> &[Arc<Resource>] {
        self.notes.note(Question::Anything);
        &self.known.resources
    }

    /// Every component that is known: the workspace's, then the cache's.
    pub fn components(&self) -> &[Arc<ComponentFacts>] {
        self.notes.note(Question::Anything);
        &self.known.components
    }

    /// Every recipe that is known: the workspace's, then the cache's.
    pub fn recipes(&self) -> &[Arc<RecipeFacts>] {
        self.notes.note(Question::Anything);
        &self.known.recipes
    }

    /// What AWS holds.
    pub fn inventory(&self) -> &Inventory {
        &self.known.ground.cloud.inventory
    }

    /// What reading the files found, as it was found: settings and ignores are not applied yet.
    pub fn problems(&self) -> &[Diagnostic] {
        self.notes.note(Question::Anything);
        &self.known.problems
    }

    /// Which rules hold for which file.
    pub fn settings(&self) -> &Settings {
        &self.known.ground.settings
    }

    /// The owner of what has no `Owner` tag.
    pub fn owner(&self) -> Option<&str> {
        self.known.ground.owner.as_deref()
    }

    /// The guardrails that hold here: those of the workspace's own files, then inherited ones.
    pub fn guardrails(&self) -> &[Guard] {
        &self.known.ground.guardrails
    }

    /// Why entries of `inherit` do not hold.
    pub(crate) fn inherit_problems(&self) -> &[InheritProblem] {
        &self.known.ground.inherit_problems
    }

    /// Whether another file inherits `file`: one `ingot.yaml` in a workspace that is not the
    /// workspace's own, but a copy.
    pub(crate) fn is_inherited(&self, file: &str) -> bool {
        self.known
            .ground
            .inherited_files
            .iter()
            .any(|inherited| inherited == file)
    }

    /// The file that describes the workspace itself, and not a part or a copy in it.
    pub fn workspace(&self) -> Option<&Authored<Workspace>> {
        self.known.ground.workspace()
    }

    /// Components that the palette offers first, as `ingot.yaml` names them.
    pub fn favourites(&self) -> &[String] {
        self.workspace().map_or(&[], |file| &file.value.favourites)
    }

    /// Whether the document file `path` is in the workspace, readable or not.
    pub fn has_document(&self, path: &str) -> bool {
        self.notes.note(Question::Document(path));
        self.known.documents.contains_key(path)
    }

    /// The text of the document file `path`.
    pub fn document_text(&self, path: &str) -> Option<&str> {
        self.notes.note(Question::Document(path));
        self.known.documents.get(path).map(|document| document.source.text())
    }

    /// The recipe of that name: the workspace's, or else the own account's; the newest when there
    /// are several versions.
    pub fn recipe(&self, name: &str) -> Option<&RecipeFacts> {
        let all = self.recipes_named(name);
        let of = |origin: Origin| {
            all.clone()
                .filter(|recipe| recipe.origin == origin)
                .max_by_key(|recipe| recipe.version.clone())
        };
        of(Origin::Workspace).or_else(|| of(Origin::Account))
    }

    /// The recipe's file, when it is the workspace's.
    pub fn authored<'r>(&self, recipe: &'r RecipeFacts) -> Option<&'r Authored<ImageRecipe>> {
        match recipe.resource.as_deref() {
            Some(Resource::ImageRecipe(authored)) => Some(authored),
            _ => None,
        }
    }

    /// What is known of the recipe that `resource` is.
    pub(crate) fn facts_of(&self, resource: &Arc<Resource>) -> Option<&RecipeFacts> {
        let is = |it: &&RecipeFacts| it.resource.as_ref().is_some_and(|it| Arc::ptr_eq(it, resource));
        self.recipes_named(resource.name()).find(is)
    }

    /// The pipelines of the workspace that build `recipe` in some version.
    pub fn pipelines_of(&self, recipe: &str) -> impl Iterator<Item = &Authored<ImagePipeline>> {
        let name = normalised(recipe);
        self.pipelines().filter(move |pipeline| {
            self.pipeline_recipe(&pipeline.value)
                .is_some_and(|recipe| normalised(&recipe.name) == name)
        })
    }

    /// The recipe that a pipeline builds.
    pub fn pipeline_recipe(&self, pipeline: &ImagePipeline) -> Option<&RecipeFacts> {
        self.recipe_reference(pipeline.image_recipe_arn.as_ref()?)
            .found()
            .copied()
    }

    /// The component that `reference` means now.
    pub fn component(&self, reference: &Reference) -> Resolution<&ComponentFacts> {
        match reference {
            Reference::Local(local) if local.kind == Kind::Component => {
                let all = self.components_named(local.name.as_str());
                let known = all.filter(|it| matches!(it.origin, Origin::Workspace | Origin::Account));
                let candidates: Vec<&ComponentFacts> = known.collect();
                match &local.version {
                    None => own_or_account(&candidates, |it| it.origin, |it| it.version)
                        .map_or_else(|| self.unknown(local), Resolution::Found),
                    Some(wanted) => {
                        let fitting = candidates
                            .iter()
                            .copied()
                            .filter(|it| it.version.is_some_and(|version| wanted.pattern().matches(version)));
                        match newest_component(fitting) {
                            Some(found) => Resolution::Found(found),
                            None if candidates.is_empty() => self.unknown(local),
                            None => Resolution::NoSuchVersion {
                                available: component_versions(&candidates),
                            },
                        }
                    }
                }
            }
            Reference::Arn(arn) if arn.r#type == ArnType::Component => {
                let wanted = arn.version.clone().unwrap_or_else(WrittenVersion::any);
                let fitting = self.components_named(&arn.name).filter(|it| {
                    let owned = match &it.arn {
                        Some(known) => known.parse().is_ok_and(|known: ImageBuilderArn| {
                            known.same_resource(arn) && (arn.build.is_none() || known.build == arn.build)
                        }),
                        None => self.is_own(arn) && arn.build.is_none(),
                    };
                    owned && it.version.is_some_and(|version| wanted.pattern().matches(version))
                });
                newest_component(fitting).map_or(Resolution::NotCached, Resolution::Found)
            }
            Reference::Other(text) => Resolution::Unknown {
                nearest: self.nearest(Kind::Component, text),
            },
            _ => Resolution::Unknown { nearest: None },
        }
    }

    /// The recipe that an `imageRecipeArn` means now.
    pub fn recipe_reference(&self, reference: &Reference) -> Resolution<&RecipeFacts> {
        match reference {
            Reference::Local(local) if local.kind == Kind::ImageRecipe => self.local_recipe(local),
            Reference::Arn(arn) if arn.r#type == ArnType::ImageRecipe => self.recipe_arn(arn),
            Reference::Other(text) => Resolution::Unknown {
                nearest: self.nearest(Kind::ImageRecipe, text),
            },
            _ => Resolution::Unknown { nearest: None },
        }
    }

    /// The recipe whose image a `parentImage` means now: `ImageRecipe/…`, or the ARN of an image,
    /// which has the name and the version of its recipe.
    pub fn parent_recipe(&self, reference: &Reference) -> Resolution<&RecipeFacts> {
        match reference {
            Reference::Arn(arn) if arn.r#type == ArnType::Image => self.recipe_arn(arn),
            Reference::Arn(_) => Resolution::Unknown { nearest: None },
            other => self.recipe_reference(other),
        }
    }

    /// Whether the workspace has a `kind` of that name.
    pub fn has(&self, kind: Kind, name: &str) -> bool {
        self.named(kind, name).next().is_some()
    }

    /// Whether the own account has a `kind` without versions of that name.
    pub fn account_has(&self, kind: Kind, name: &str) -> bool {
        let name = normalised(name);
        let has = |existing: &str| normalised(existing) == name;
        match kind {
            Kind::InfrastructureConfiguration => self
                .inventory()
                .infrastructures
                .iter()
                .any(|it| has(&it.configuration.name)),
            Kind::DistributionConfiguration => self
                .inventory()
                .distributions
                .iter()
                .any(|it| has(&it.configuration.name)),
            Kind::ImagePipeline => self.inventory().pipelines.iter().any(|it| has(&it.pipeline.name)),
            _ => false,
        }
    }

    /// What was probably meant by `written`, as a reference to a `kind` of the workspace.
    pub fn nearest(&self, kind: Kind, written: &str) -> Option<String> {
        self.notes.note(Question::Names(kind));
        let names = || {
            self.known
                .resources
                .iter()
                .filter(|it| it.kind() == kind)
                .map(|it| it.name())
        };
        let bare = written
            .strip_prefix(kind.as_str())
            .map_or(written, |rest| rest.trim_start_matches('/'));
        let name = names()
            .find(|name| *name == bare && bare != written)
            .or_else(|| names().find(|name| *name == bare).or_else(|| similar(bare, names())))?;
        Some(format!("{kind}/{name}"))
    }

    /// Whether an ARN is of the account and region that the cache was read from.
    pub(crate) fn is_own(&self, arn: &ImageBuilderArn) -> bool {
        arn.owner
            .account()
            .is_some_and(|account| Some(account.as_str()) == self.inventory().account.as_deref())
            && Some(arn.region.as_str()) == self.inventory().region.as_deref()
    }

    fn components_named(&self, name: &str) -> impl Iterator<Item = &ComponentFacts> {
        let name = normalised(name);
        self.notes.note(Question::Named(Kind::Component, &name));
        let positions = self.known.index.components(&name).iter();
        positions.filter_map(|&at| self.known.components.get(at).map(Arc::as_ref))
    }

    fn recipes_named(&self, name: &str) -> impl Iterator<Item = &RecipeFacts> + Clone {
        let name = normalised(name);
        self.notes.note(Question::Named(Kind::ImageRecipe, &name));
        let positions = self.known.index.recipes(&name).iter();
        positions.filter_map(|&at| self.known.recipes.get(at).map(Arc::as_ref))
    }

    fn local_recipe(&self, local: &LocalReference) -> Resolution<&RecipeFacts> {
        let all = self.recipes_named(local.name.as_str());
        let candidates: Vec<&RecipeFacts> = all
            .filter(|it| matches!(it.origin, Origin::Workspace | Origin::Account))
            .collect();
        match &local.version {
            None => own_or_account(&candidates, |it| it.origin, |it| it.version.clone())
                .map_or_else(|| self.unknown(local), Resolution::Found),
            Some(wanted) => match newest_recipe(&candidates, wanted) {
                Some(found) => Resolution::Found(found),
                None if candidates.is_empty() => self.unknown(local),
                None => Resolution::NoSuchVersion {
                    available: recipe_versions(&candidates),
                },
            },
        }
    }

    fn recipe_arn(&self, arn: &ImageBuilderArn) -> Resolution<&RecipeFacts> {
        let wanted = arn.version.clone().unwrap_or_else(WrittenVersion::any);
        let candidates: Vec<&RecipeFacts> = self
            .recipes_named(&arn.name)
            .filter(|it| match &it.arn {
                Some(known) => {
                    known.owner == arn.owner && known.region == arn.region && known.partition == arn.partition
                }
                None => self.is_own(arn),
            })
            .collect();
        newest_recipe(&candidates, &wanted).map_or(Resolution::NotCached, Resolution::Found)
    }

    fn unknown<T>(&self, local: &LocalReference) -> Resolution<T> {
        Resolution::Unknown {
            nearest: self.nearest(local.kind, local.name.as_str()),
        }
    }
}

/// Without a version a reference means the workspace's newest, or else the account's newest.
fn own_or_account<'a, T, V: Ord>(
    candidates: &[&'a T],
    origin: impl Fn(&T) -> Origin,
    version: impl Fn(&T) -> V,
) -> Option<&'a T> {
    let of = |wanted: Origin| {
        candidates
            .iter()
            .copied()
            .filter(|it| origin(it) == wanted)
            .max_by_key(|it| version(it))
    };
    of(Origin::Workspace).or_else(|| of(Origin::Account))
}

/// The newest version; of equal versions the workspace's, then the one with the highest build.
fn newest_component<'a>(candidates: impl Iterator<Item = &'a ComponentFacts>) -> Option<&'a ComponentFacts> {
    candidates.max_by_key(|it| {
        let arn = it.arn.as_deref().and_then(|arn| arn.parse::<ImageBuilderArn>().ok());
        (
            it.version,
            it.origin == Origin::Workspace,
            arn.and_then(|arn| arn.build),
        )
    })
}

fn newest_recipe<'a>(candidates: &[&'a RecipeFacts], wanted: &WrittenVersion) -> Option<&'a RecipeFacts> {
    candidates
        .iter()
        .copied()
        .filter(|it| it.version.as_ref().is_some_and(|have| wanted.admits(have)))
        .max_by_key(|it| (it.version.clone(), it.origin == Origin::Workspace))
}

fn component_versions(candidates: &[&ComponentFacts]) -> Vec<String> {
    let mut versions: Vec<_> = candidates.iter().filter_map(|it| it.version).collect();
    versions.sort_unstable();
    versions.dedup();
    versions.iter().rev().map(ToString::to_string).collect()
}

fn recipe_versions(candidates: &[&RecipeFacts]) -> Vec<String> {
    let mut versions: Vec<_> = candidates.iter().filter_map(|it| it.version.clone()).collect();
    versions.sort_unstable();
    versions.dedup();
    versions.iter().rev().map(ToString::to_string).collect()
}
