//! What is known of a component or a recipe, wherever it comes from.

use std::collections::BTreeMap;
use std::sync::Arc;

use ingot_component::{ComponentDocument, ComponentType, Platform, SemanticVersion, Source};
use serde::Serialize;

use super::study::Study;
use crate::names::{ImageBuilderArn, Owner, WrittenVersion};
use crate::resources::{ContainerRecipe, ImageRecipe, Resource};

/// Where something comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A file of this workspace.
    Workspace,
    /// The own account.
    Account,
    /// Another account, which shares it.
    Shared,
    /// Amazon, for everybody.
    Amazon,
    /// A publisher, to those who have subscribed on AWS Marketplace.
    Marketplace,
}

/// What is known of one version of a component.
#[derive(Debug, Clone, Serialize)]
pub struct ComponentFacts {
    /// As written, not normalised.
    pub name: String,
    /// `None` when the file has none that can be read.
    pub version: Option<SemanticVersion>,
    /// The version as the file or AWS writes it.
    pub written_version: String,
    /// `None` when the file has none that can be read.
    pub platform: Option<Platform>,
    /// Who answers for it: its `Owner` tag, the workspace's owner, its publisher, or the owning account.
    pub owner: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// `None` while its document is not known.
    pub component_type: Option<ComponentType>,
    /// What it is for.
    pub description: Option<String>,
    /// The phases of its document, in order.
    pub phases: Vec<String>,
    /// The parameters of its document.
    pub parameters: Vec<ParameterFacts>,
    /// Whether its parameters are known: `false` while neither document nor AWS told them.
    pub parameters_known: bool,
    /// Prefixes of the OS names it is for; empty for all.
    pub supported_os_versions: Vec<String>,
    /// The resource file in the workspace.
    pub file: Option<String>,
    /// The document's file in the workspace: beside the resource file, or that itself when the
    /// document stands inline.
    pub document_file: Option<String>,
    /// Its ARN in AWS, with the build where it is known.
    pub arn: Option<String>,
    /// The document.
    #[serde(skip)]
    pub document: Option<Arc<ComponentDocument>>,
    /// The text that the document's spans refer to.
    #[serde(skip)]
    pub document_source: Option<Source>,
    /// Its name as it stands in ARNs, see [`normalised`](crate::names::normalised).
    #[serde(skip)]
    pub(crate) normalised_name: String,
    /// What says all this, where it is the workspace's.
    #[serde(skip)]
    pub(super) resource: Option<Arc<Resource>>,
    /// Found out when somebody asks.
    #[serde(skip)]
    pub(super) study: Arc<Study>,
}

/// A parameter that a component declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParameterFacts {
    /// Its name; case matters.
    pub name: String,
    /// `string`
    pub r#type: Option<String>,
    /// Without one a recipe must give a value.
    pub default: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// How many steps refer to it; `None` while the document is not known.
    pub used_in_steps: Option<usize>,
}

/// What is known of one version of an image recipe.
#[derive(Debug, Clone)]
pub struct RecipeFacts {
    /// As written, not normalised.
    pub name: String,
    /// `None` when the file has none that can be read.
    pub version: Option<WrittenVersion>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// The platform, where AWS told it.
    pub platform: Option<Platform>,
    /// Its file in the workspace.
    pub file: Option<String>,
    /// Its ARN in AWS.
    pub arn: Option<ImageBuilderArn>,
    /// Its fields.
    pub recipe: ImageRecipe,
    /// What says all this, where it is the workspace's.
    pub(super) resource: Option<Arc<Resource>>,
}

impl ComponentFacts {
    /// Whether it only tests.
    pub fn is_test(&self) -> bool {
        self.component_type == Some(ComponentType::Test)
    }

    pub(super) fn take_document(&mut self, document: Arc<ComponentDocument>, source: Source) {
        self.component_type = Some(document.component_type());
        self.phases = document.phase_names().map(str::to_owned).collect();
        self.parameters = document
            .parameters
            .iter()
            .map(|parameter| ParameterFacts {
                name: parameter.name.value.clone(),
                r#type: parameter.r#type.as_ref().map(|r#type| r#type.value.clone()),
                default: parameter.default.clone(),
                description: parameter.description.clone(),
                used_in_steps: Some(document.parameter_uses(&parameter.name.value)),
            })
            .collect();
        self.parameters_known = true;
        self.document = Some(document);
        self.document_source = Some(source);
    }
}

/// The value of the tag `Owner`, whatever the case of its key; where tags are written by people it
/// is the field's custom, not AWS's.
impl RecipeFacts {
    /// What is known of a container recipe, as far as it is known of image recipes: its name and its
    /// layers, but no lineage of AMIs.
    pub(crate) fn of_container(file: &str, container: &ContainerRecipe, platform: Option<Platform>) -> Self {
        Self {
            name: container.name.clone(),
            version: container.semantic_version.parse().ok(),
            owner: owner_tag(&container.tags),
            origin: Origin::Workspace,
            platform,
            file: Some(file.to_owned()),
            arn: None,
            recipe: ImageRecipe {
                name: container.name.clone(),
                semantic_version: container.semantic_version.clone(),
                components: container.components.clone(),
                ..ImageRecipe::default()
            },
            resource: None,
        }
    }
}

pub(super) fn owner_tag(tags: &BTreeMap<String, String>) -> Option<String> {
    tags.iter()
        .find(|(key, value)| key.eq_ignore_ascii_case("owner") && !value.is_empty())
        .map(|(_, value)| value.clone())
}

/// Where a resource of AWS comes from, seen from `account`.
pub(super) fn origin(arn: &ImageBuilderArn, account: Option<&str>) -> Origin {
    match &arn.owner {
        Owner::Managed(owner) if owner == "aws" => Origin::Amazon,
        Owner::Managed(_) => Origin::Marketplace,
        Owner::Account(owner) if account.is_none_or(|account| account == owner.as_str()) => Origin::Account,
        Owner::Account(_) => Origin::Shared,
    }
}
