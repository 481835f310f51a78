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
mod references;
mod resolution;
mod study;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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
use crate::names::{ImageBuilderArn, Kind, normalised};
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

    /// Whether an ARN is of the account and region that the cache was read from.
    pub(crate) fn is_own(&self, arn: &ImageBuilderArn) -> bool {
        arn.owner
            .account()
            .is_some_and(|account| Some(account.as_str()) == self.inventory().account.as_deref())
            && Some(arn.region.as_str()) == self.inventory().region.as_deref()
    }
}
