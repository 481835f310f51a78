//! What AWS holds, as last read: filled by `cloud`, kept by `store`, compared with by a plan.
//!
//! Plain data with the API's own words. ARNs stay text here: one that this program cannot read
//! must not make the whole cache unreadable.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::resources::{DistributionConfiguration, ImagePipeline, ImageRecipe, InfrastructureConfiguration};

/// Everything known of one account in one region.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Inventory {
    /// When it was read (RFC 3339, UTC); `None` when it never was.
    pub as_of: Option<String>,
    /// The account that asked: 12 digits.
    pub account: Option<String>,
    /// The region that was asked.
    pub region: Option<String>,
    /// Components of every owner.
    pub components: Vec<CloudComponent>,
    /// Image recipes, own and shared, and those that visible images were built from.
    pub image_recipes: Vec<CloudImageRecipe>,
    /// Infrastructure configurations.
    pub infrastructures: Vec<CloudInfrastructure>,
    /// Distribution configurations.
    pub distributions: Vec<CloudDistribution>,
    /// Image pipelines.
    pub pipelines: Vec<CloudPipeline>,
    /// Image build versions, own and shared.
    pub images: Vec<CloudImage>,
}

/// One build version of a component (`Component` and `ComponentSummary` of the API).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CloudComponent {
    /// The build version's ARN, or the version's where only that was listed.
    pub arn: String,
    /// As created, not normalised.
    pub name: String,
    /// `1.2.0`
    pub version: String,
    /// `Linux`, `Windows` or `macOS`.
    pub platform: String,
    /// An account id, `Amazon`, `ThirdParty` or `AWSMarketplace`.
    pub owner: String,
    /// Who publishes it, where that is not its owner.
    pub publisher: Option<String>,
    /// `BUILD` or `TEST`.
    pub r#type: Option<String>,
    /// `ACTIVE`, `DEPRECATED` or `DISABLED`.
    pub status: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What was new in the version.
    pub change_description: Option<String>,
    /// Prefixes of OS names.
    pub supported_os_versions: Vec<String>,
    /// The parameters that its document declares.
    pub parameters: Vec<CloudParameter>,
    /// The document; `None` when it was not read or AWS hides it.
    pub data: Option<String>,
    /// The key that encrypts it.
    pub kms_key_id: Option<String>,
    /// What AWS Marketplace bills it by; empty for what is not sold there.
    pub product_codes: Vec<String>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// ISO 8601.
    pub date_created: Option<String>,
}

/// A parameter that a component declares (`ComponentParameterDetail`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CloudParameter {
    /// Its name.
    pub name: String,
    /// `string`
    pub r#type: String,
    /// Its default; empty when it has none.
    pub default_value: Vec<String>,
    /// What it is for.
    pub description: Option<String>,
}

/// An image recipe (`ImageRecipe` of the API).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CloudImageRecipe {
    /// Its ARN with the version.
    pub arn: String,
    /// An account id or `Amazon`.
    pub owner: Option<String>,
    /// `Linux`, `Windows` or `macOS`, as AWS found out from the parent image.
    pub platform: Option<String>,
    /// ISO 8601.
    pub date_created: Option<String>,
    /// Its fields; `semanticVersion` is the version it got.
    pub recipe: ImageRecipe,
}

/// An infrastructure configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CloudInfrastructure {
    /// Its ARN.
    pub arn: String,
    /// ISO 8601.
    pub date_updated: Option<String>,
    /// Its fields.
    pub configuration: InfrastructureConfiguration,
}

/// A distribution configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CloudDistribution {
    /// Its ARN.
    pub arn: String,
    /// ISO 8601.
    pub date_updated: Option<String>,
    /// Its fields.
    pub configuration: DistributionConfiguration,
}

/// An image pipeline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CloudPipeline {
    /// Its ARN.
    pub arn: String,
    /// `Linux`, `Windows` or `macOS`.
    pub platform: Option<String>,
    /// ISO 8601.
    pub date_updated: Option<String>,
    /// When it last ran (ISO 8601).
    pub date_last_run: Option<String>,
    /// When its schedule runs it next (ISO 8601).
    pub date_next_run: Option<String>,
    /// Its fields; references are ARNs.
    pub pipeline: ImagePipeline,
}

/// One build version of an image (`Image` of the API).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CloudImage {
    /// The build version's ARN.
    pub arn: String,
    /// The recipe's name.
    pub name: String,
    /// The recipe's version: `1.2.0`.
    pub version: String,
    /// Number of the build, from 1.
    pub build: u32,
    /// `AMI` or `DOCKER`.
    pub r#type: Option<String>,
    /// `ImageStatus`: `PENDING`, `BUILDING` …, `AVAILABLE`, `FAILED`, `CANCELLED` ….
    pub status: String,
    /// Why it has that status.
    pub reason: Option<String>,
    /// `Linux`, `Windows` or `macOS`.
    pub platform: Option<String>,
    /// For example `Ubuntu 22`.
    pub os_version: Option<String>,
    /// ISO 8601.
    pub date_created: Option<String>,
    /// `USER_INITIATED`, `SCHEDULED`, `IMPORT` or `IMPORT_ISO`.
    pub build_type: Option<String>,
    /// The recipe it was built from.
    pub recipe_arn: Option<String>,
    /// The pipeline that built it.
    pub pipeline_arn: Option<String>,
    /// What came out.
    pub amis: Vec<CloudAmi>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
}

/// An AMI that a build made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CloudAmi {
    /// Its region.
    pub region: String,
    /// The account that owns it.
    pub account: Option<String>,
    /// `ami-…`
    pub image: String,
    /// Its name.
    pub name: Option<String>,
}

impl CloudImage {
    /// Whether other images can be built on it.
    pub fn is_available(&self) -> bool {
        self.status == "AVAILABLE"
    }
}
