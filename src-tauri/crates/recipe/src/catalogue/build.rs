//! Putting a catalogue together.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use ingot_component::{ComponentDocument, Diagnostic, Source};

use super::asked::Notes;
use super::facts::{ComponentFacts, RecipeFacts};
use super::ground::Ground;
use super::guardrails::Inherited;
use super::index::{Index, parent_name};
use super::study::Study;
use super::{Catalogue, Document, Known};
use crate::inventory::Inventory;
use crate::resources::Resource;
use crate::settings::Settings;

/// Collects what a catalogue is made of.
#[derive(Debug, Default)]
pub struct CatalogueBuilder {
    resources: Vec<Arc<Resource>>,
    documents: BTreeMap<String, Document>,
    inventory: Arc<Inventory>,
    problems: Vec<Diagnostic>,
    settings: Settings,
    inherited: Vec<Inherited>,
    before: Option<Arc<Known>>,
}

impl CatalogueBuilder {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A resource of the workspace.
    #[must_use]
    pub fn resource(mut self, resource: impl Into<Arc<Resource>>) -> Self {
        self.resources.push(resource.into());
        self
    }

    /// A component document of the workspace; its label is its path relative to the workspace.
    /// `None` when the file is there but nothing of it could be read.
    #[must_use]
    pub fn document(mut self, source: Source, document: Option<Arc<ComponentDocument>>) -> Self {
        self.documents
            .insert(source.file().to_owned(), Document { source, document });
        self
    }

    /// What AWS holds.
    #[must_use]
    pub fn inventory(mut self, inventory: impl Into<Arc<Inventory>>) -> Self {
        self.inventory = inventory.into();
        self
    }

    /// What reading the files and checking the documents found. A plan publishes nothing from a
    /// file with errors.
    #[must_use]
    pub fn problems(mut self, problems: impl IntoIterator<Item = Diagnostic>) -> Self {
        self.problems.extend(problems);
        self
    }

    /// Which rules hold for which file; without it all of them do.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// A file that an `inherit` leads to, readable or not. An entry of which nothing is said counts
    /// as not read, and is reported.
    #[must_use]
    pub fn inherited(mut self, file: Inherited) -> Self {
        self.inherited.push(file);
        self
    }

    /// The catalogue of a moment ago: what was found out of resources, documents and an inventory
    /// that are still the very same need not be found out again.
    #[must_use]
    pub fn after(mut self, before: &Catalogue) -> Self {
        self.before = Some(Arc::clone(&before.known));
        self
    }

    /// The catalogue.
    pub fn build(self) -> Catalogue {
        let Self {
            resources,
            documents,
            inventory,
            problems,
            settings,
            inherited,
            before,
        } = self;
        let before = before.as_deref();
        let ground = Ground::new(
            &resources,
            inherited,
            settings,
            inventory,
            before.map(|before| &before.ground),
        );
        let mut made = Made::of(before, &ground);
        let mut components = Vec::new();
        let mut recipes = Vec::new();
        let mut parents = BTreeSet::new();
        for resource in &resources {
            match &**resource {
                Resource::Component(_) => components.extend(made.component(resource, &documents)),
                Resource::ImageRecipe(recipe) => {
                    parents.extend(parent_name(&recipe.value.parent_image));
                    recipes.extend(made.recipe(resource));
                }
                _ => {}
            }
        }
        components.extend(ground.cloud.components.iter().cloned());
        recipes.extend(ground.cloud.recipes.iter().cloned());
        let index = match before {
            Some(before) if Arc::ptr_eq(&before.ground, &ground) && same_names(&before.resources, &resources) => {
                Arc::clone(&before.index)
            }
            _ => Arc::new(Index::new(&resources, &components, &recipes)),
        };
        let known = Known {
            resources,
            documents,
            problems,
            ground,
            components,
            recipes,
            index,
            parents,
        };
        Catalogue {
            known: Arc::new(known),
            notes: Notes::default(),
        }
    }
}

/// Whether the lists have the same names at the same places.
fn same_names(before: &[Arc<Resource>], now: &[Arc<Resource>]) -> bool {
    let same =
        |(a, b): (&Arc<Resource>, &Arc<Resource>)| Arc::ptr_eq(a, b) || (a.kind() == b.kind() && a.name() == b.name());
    before.len() == now.len() && before.iter().zip(now).all(same)
}

/// What was found out of the resources of a moment ago, by their addresses; the catalogue of that
/// moment holds them.
struct Made<'b> {
    owner: Option<&'b str>,
    components: HashMap<*const Resource, &'b Arc<ComponentFacts>>,
    recipes: HashMap<*const Resource, &'b Arc<RecipeFacts>>,
    /// What is known of documents, by their addresses.
    studied: HashMap<*const ComponentDocument, &'b Arc<Study>>,
}

impl<'b> Made<'b> {
    fn of(before: Option<&'b Known>, ground: &'b Arc<Ground>) -> Self {
        let mut made = Self {
            owner: ground.owner.as_deref(),
            components: HashMap::new(),
            recipes: HashMap::new(),
            studied: HashMap::new(),
        };
        let Some(before) = before else { return made };
        let documents = before.components.iter();
        made.studied = documents
            .filter_map(|it| Some((Arc::as_ptr(it.document.as_ref()?), &it.study)))
            .collect();
        if before.ground.owner == ground.owner {
            let components = before.components.iter();
            made.components = components
                .filter_map(|it| Some((Arc::as_ptr(it.resource.as_ref()?), it)))
                .collect();
            let recipes = before.recipes.iter();
            made.recipes = recipes
                .filter_map(|it| Some((Arc::as_ptr(it.resource.as_ref()?), it)))
                .collect();
        }
        made
    }

    fn component(
        &mut self,
        resource: &Arc<Resource>,
        documents: &BTreeMap<String, Document>,
    ) -> Option<Arc<ComponentFacts>> {
        let known = self.components.get(&Arc::as_ptr(resource)).copied();
        if let Some(known) = known.filter(|known| known.stands_on(documents)) {
            return Some(Arc::clone(known));
        }
        let mut facts = ComponentFacts::of_resource(resource, documents, self.owner)?;
        let document = facts.document.as_ref().map(Arc::as_ptr);
        if let Some(study) = document.and_then(|document| self.studied.get(&document)) {
            facts.share(study);
        }
        Some(Arc::new(facts))
    }

    fn recipe(&mut self, resource: &Arc<Resource>) -> Option<Arc<RecipeFacts>> {
        let known = self.recipes.get(&Arc::as_ptr(resource)).copied().cloned();
        known.or_else(|| RecipeFacts::of_resource(resource, self.owner).map(Arc::new))
    }
}
