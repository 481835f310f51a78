//! Putting a catalogue together.

use std::collections::BTreeMap;
use std::sync::Arc;

use ingot_component::{ComponentDocument, ComponentType, Diagnostic, Platform, Source};

use super::document::{document_path, inline_document};
use super::facts::{ComponentFacts, Origin, ParameterFacts, RecipeFacts, origin, owner_tag};
use super::guardrails::{Inherited, collect};
use super::lookup::Lookup;
use super::study::Study;
use super::{Catalogue, Document};
use crate::inventory::{CloudComponent, CloudImageRecipe, Inventory};
use crate::names::{ImageBuilderArn, normalised};
use crate::resources::{Authored, Component, ImageRecipe, Resource, Workspace};
use crate::settings::Settings;

/// Collects what a catalogue is made of.
#[derive(Debug, Default)]
pub struct CatalogueBuilder {
    resources: Vec<Resource>,
    documents: BTreeMap<String, Document>,
    inventory: Inventory,
    problems: Vec<Diagnostic>,
    settings: Settings,
    inherited: Vec<Inherited>,
    /// What is known of documents, by their address; each is held so that it keeps it.
    studied: BTreeMap<usize, (Arc<ComponentDocument>, Arc<Study>)>,
}

impl CatalogueBuilder {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A resource of the workspace.
    #[must_use]
    pub fn resource(mut self, resource: Resource) -> Self {
        self.resources.push(resource);
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
    pub fn inventory(mut self, inventory: Inventory) -> Self {
        self.inventory = inventory;
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

    /// The catalogue of a moment ago: what was found out of documents that are still the same need
    /// not be found out again.
    #[must_use]
    pub fn after(mut self, before: &Catalogue) -> Self {
        self.studied = before
            .components
            .iter()
            .filter_map(|it| Some((it.document.clone()?, it.study.clone())))
            .map(|(document, study)| (address(&document), (document, study)))
            .collect();
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
            studied,
        } = self;
        let inherited_files: Vec<String> = inherited
            .iter()
            .filter_map(|it| Some(it.text.as_ref().ok()?.file().to_owned()))
            .collect();
        let own = own_workspace(&resources, &inherited_files);
        let owner = own.and_then(|(_, it)| it.value.owner.clone());
        let workspace = own.map(|(at, _)| at);
        let (guardrails, inherit_problems) = collect(&resources, inherited);
        let account = inventory.account.as_deref();
        let mut components: Vec<ComponentFacts> = Vec::new();
        let mut recipes: Vec<RecipeFacts> = Vec::new();
        for (at, resource) in resources.iter().enumerate() {
            match resource {
                Resource::Component(it) => components.push(component(it, &documents, owner.as_deref())),
                Resource::ImageRecipe(it) => recipes.push(recipe(it, at, owner.as_deref())),
                _ => {}
            }
        }
        components.extend(
            inventory
                .components
                .iter()
                .filter_map(|it| cloud_component(it, account)),
        );
        for facts in &mut components {
            let before = facts
                .document
                .as_ref()
                .and_then(|document| studied.get(&address(document)));
            if let Some((_, study)) = before {
                facts.share(study);
            }
        }
        recipes.extend(
            inventory
                .image_recipes
                .iter()
                .filter_map(|it| cloud_recipe(it, account)),
        );
        let index = |names: Vec<&str>| {
            let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, name) in names.into_iter().enumerate() {
                index.entry(normalised(name)).or_default().push(at);
            }
            index
        };
        Catalogue {
            lookup: Lookup::new(&resources, &inventory),
            component_index: index(components.iter().map(|it| it.name.as_str()).collect()),
            recipe_index: index(recipes.iter().map(|it| it.name.as_str()).collect()),
            resources,
            documents,
            inventory,
            problems,
            settings,
            owner,
            components,
            recipes,
            guardrails,
            inherit_problems,
            inherited_files,
            workspace,
        }
    }
}

/// The file that describes the workspace itself and not a part or a copy in it: the one nearest to
/// its folder. With its position.
fn own_workspace<'r>(resources: &'r [Resource], inherited: &[String]) -> Option<(usize, &'r Authored<Workspace>)> {
    let workspaces = resources
        .iter()
        .enumerate()
        .filter_map(|(at, resource)| match resource {
            Resource::Workspace(it) if !inherited.iter().any(|file| file == it.file()) => Some((at, it)),
            _ => None,
        });
    workspaces.min_by_key(|(_, it)| it.file().matches('/').count())
}

fn address(document: &Arc<ComponentDocument>) -> usize {
    Arc::as_ptr(document).addr()
}

fn component(
    authored: &Authored<Component>,
    documents: &BTreeMap<String, Document>,
    owner: Option<&str>,
) -> ComponentFacts {
    let it = &authored.value;
    let mut facts = ComponentFacts {
        name: it.name.clone(),
        version: it.semantic_version.parse().ok(),
        written_version: it.semantic_version.clone(),
        platform: it.platform.as_str().parse().ok(),
        owner: owner_tag(&it.tags).or_else(|| owner.map(str::to_owned)),
        origin: Origin::Workspace,
        component_type: None,
        description: it.description.clone(),
        phases: Vec::new(),
        parameters: Vec::new(),
        parameters_known: false,
        supported_os_versions: it.supported_os_versions.clone(),
        file: Some(authored.file().to_owned()),
        document_file: None,
        arn: None,
        document: None,
        document_source: None,
        study: Arc::default(),
    };
    if let Some(path) = it.document_path().and_then(|uri| document_path(authored.file(), uri)) {
        if let Some(Document { source, document }) = documents.get(&path) {
            if let Some(document) = document {
                facts.take_document(document.clone(), source.clone());
            }
            facts.document_file = Some(path);
        }
    } else if let Some(source) = inline_document(authored) {
        if let Some(document) = ingot_component::read(&source).document {
            facts.take_document(Arc::new(document), source);
        }
        facts.document_file = Some(authored.file().to_owned());
    }
    facts
}

fn cloud_component(it: &CloudComponent, account: Option<&str>) -> Option<ComponentFacts> {
    let arn: ImageBuilderArn = it.arn.parse().ok()?;
    let mut facts = ComponentFacts {
        name: if it.name.is_empty() {
            arn.name.clone()
        } else {
            it.name.clone()
        },
        version: it.version.parse().ok().or_else(|| arn.version.as_ref()?.concrete()),
        written_version: it.version.clone(),
        platform: it.platform.parse().ok(),
        owner: owner_tag(&it.tags)
            .or_else(|| it.publisher.clone())
            .or_else(|| Some(it.owner.clone()).filter(|owner| !owner.is_empty())),
        origin: origin(&arn, account),
        component_type: match it.r#type.as_deref() {
            Some("TEST") => Some(ComponentType::Test),
            Some("BUILD") => Some(ComponentType::Build),
            _ => None,
        },
        description: it.description.clone(),
        phases: Vec::new(),
        parameters: it
            .parameters
            .iter()
            .map(|parameter| ParameterFacts {
                name: parameter.name.clone(),
                r#type: Some(parameter.r#type.clone()).filter(|r#type| !r#type.is_empty()),
                default: parameter.default_value.first().cloned(),
                description: parameter.description.clone(),
                used_in_steps: None,
            })
            .collect(),
        parameters_known: !it.parameters.is_empty(),
        supported_os_versions: it.supported_os_versions.clone(),
        file: None,
        document_file: None,
        arn: Some(it.arn.clone()),
        document: None,
        document_source: None,
        study: Arc::default(),
    };
    if let Some(data) = &it.data {
        let source = Source::new(it.arn.as_str(), data.as_str());
        if let Some(document) = ingot_component::read(&source).document {
            facts.take_document(Arc::new(document), source);
        }
    }
    Some(facts)
}

fn recipe(authored: &Authored<ImageRecipe>, resource: usize, owner: Option<&str>) -> RecipeFacts {
    let it = &authored.value;
    RecipeFacts {
        name: it.name.clone(),
        version: it.semantic_version.parse().ok(),
        owner: owner_tag(&it.tags).or_else(|| owner.map(str::to_owned)),
        origin: Origin::Workspace,
        platform: None,
        file: Some(authored.file().to_owned()),
        arn: None,
        recipe: it.clone(),
        resource: Some(resource),
    }
}

fn cloud_recipe(it: &CloudImageRecipe, account: Option<&str>) -> Option<RecipeFacts> {
    let arn: ImageBuilderArn = it.arn.parse().ok()?;
    Some(RecipeFacts {
        name: if it.recipe.name.is_empty() {
            arn.name.clone()
        } else {
            it.recipe.name.clone()
        },
        version: arn.version.clone().or_else(|| it.recipe.semantic_version.parse().ok()),
        owner: owner_tag(&it.recipe.tags).or_else(|| it.owner.clone()),
        origin: origin(&arn, account),
        platform: it
            .platform
            .as_deref()
            .and_then(|platform| platform.parse::<Platform>().ok()),
        file: None,
        arn: Some(arn),
        recipe: it.recipe.clone(),
        resource: None,
    })
}
