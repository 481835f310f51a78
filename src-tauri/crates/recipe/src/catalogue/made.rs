//! What a resource of the workspace or of AWS says, as facts.

use std::collections::BTreeMap;
use std::sync::Arc;

use ingot_component::{ComponentType, Platform, Source};

use super::Document;
use super::document::{document_path, inline_document};
use super::facts::{ComponentFacts, Origin, ParameterFacts, RecipeFacts, origin, owner_tag};
use crate::inventory::{CloudComponent, CloudImageRecipe};
use crate::names::{ImageBuilderArn, normalised};
use crate::resources::Resource;

impl ComponentFacts {
    /// What the workspace says of a component; `None` for resources of other kinds.
    pub(super) fn of_resource(
        resource: &Arc<Resource>,
        documents: &BTreeMap<String, Document>,
        owner: Option<&str>,
    ) -> Option<Self> {
        let Resource::Component(authored) = &**resource else {
            return None;
        };
        let it = &authored.value;
        let mut facts = Self {
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
            normalised_name: normalised(&it.name),
            resource: Some(Arc::clone(resource)),
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
        Some(facts)
    }

    /// Whether its document is still the one that it is made of.
    pub(super) fn stands_on(&self, documents: &BTreeMap<String, Document>) -> bool {
        let Some(Resource::Component(authored)) = self.resource.as_deref() else {
            return false;
        };
        let path = authored.value.document_path();
        let Some(path) = path.and_then(|uri| document_path(authored.file(), uri)) else {
            // It stands in the resource itself, or nowhere.
            return true;
        };
        let mine = self.document.as_ref().zip(self.document_source.as_ref());
        match documents.get(&path) {
            None => self.document_file.is_none(),
            Some(Document { document: None, .. }) => self.document_file.is_some() && mine.is_none(),
            Some(Document {
                source,
                document: Some(document),
            }) => mine.is_some_and(|(known, text)| Arc::ptr_eq(known, document) && same_text(text, source)),
        }
    }

    /// What AWS says of a component, seen from `account`.
    pub(super) fn of_cloud(it: &CloudComponent, account: Option<&str>) -> Option<Self> {
        let arn: ImageBuilderArn = it.arn.parse().ok()?;
        let name = if it.name.is_empty() { &arn.name } else { &it.name };
        let mut facts = Self {
            normalised_name: normalised(name),
            name: name.clone(),
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
            resource: None,
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
}

impl RecipeFacts {
    /// What the workspace says of an image recipe; `None` for resources of other kinds.
    pub(super) fn of_resource(resource: &Arc<Resource>, owner: Option<&str>) -> Option<Self> {
        let Resource::ImageRecipe(authored) = &**resource else {
            return None;
        };
        let it = &authored.value;
        Some(Self {
            name: it.name.clone(),
            version: it.semantic_version.parse().ok(),
            owner: owner_tag(&it.tags).or_else(|| owner.map(str::to_owned)),
            origin: Origin::Workspace,
            platform: None,
            file: Some(authored.file().to_owned()),
            arn: None,
            recipe: it.clone(),
            resource: Some(Arc::clone(resource)),
        })
    }

    /// What AWS says of an image recipe, seen from `account`.
    pub(super) fn of_cloud(it: &CloudImageRecipe, account: Option<&str>) -> Option<Self> {
        let arn: ImageBuilderArn = it.arn.parse().ok()?;
        Some(Self {
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
}

/// Whether it is the very same text; equal ones may be others.
pub(super) fn same_text(a: &Source, b: &Source) -> bool {
    std::ptr::eq(a.text(), b.text()) && std::ptr::eq(a.file(), b.file())
}
