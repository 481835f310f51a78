//! Everything the sandbox remembers, in one JSON file.

use std::collections::{BTreeMap, VecDeque};
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::SandboxError;
use crate::simulation::run::ImageRun;
use crate::wire::json::Tags;

/// The layout of the state file; a newer one is refused, never guessed at.
const FORMAT: u32 = 1;

/// Resources by ARN, and what is needed to repeat an answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct State {
    pub format: u32,
    pub components: BTreeMap<String, Component>,
    pub recipes: BTreeMap<String, Recipe>,
    pub infrastructures: BTreeMap<String, Configuration>,
    pub distributions: BTreeMap<String, Configuration>,
    pub pipelines: BTreeMap<String, Configuration>,
    pub images: BTreeMap<String, ImageRun>,
    pub shares: BTreeMap<String, Share>,
    pub failures: Vec<PlannedFailure>,
    pub answered: VecDeque<Answered>,
    /// Milliseconds a build takes where the control set it; otherwise the configuration's pace.
    pub build_millis: Option<u64>,
    /// Files of an earlier program have none of what follows.
    #[serde(default)]
    pub buckets: BTreeMap<String, Bucket>,
    /// What was put into buckets, by `bucket/key`.
    #[serde(default)]
    pub objects: BTreeMap<String, StoredObject>,
    /// The exports of Inspector, oldest first; the objects they wrote follow from them.
    #[serde(default)]
    pub exports: VecDeque<Export>,
}

/// One build version of a component.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Component {
    pub name: String,
    pub version: String,
    pub build: u32,
    pub platform: String,
    /// `BUILD` or `TEST`.
    pub kind: String,
    pub owner: String,
    pub description: Option<String>,
    pub change_description: Option<String>,
    pub supported_os_versions: Vec<String>,
    pub data: String,
    pub kms_key_id: Option<String>,
    pub parameters: Vec<Parameter>,
    pub tags: Tags,
    /// Milliseconds since the epoch, as every time in this file.
    pub created: i64,
    /// For what is sold on AWS Marketplace, whose documents nobody is shown.
    #[serde(default)]
    pub sale: Option<Sale>,
}

/// Who sells a component, and the code that AWS bills it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Sale {
    pub publisher: String,
    pub product_code: String,
}

/// A parameter that a component's document declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Parameter {
    pub name: String,
    pub kind: String,
    pub default: Option<String>,
    pub description: Option<String>,
}

/// An image recipe version.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Recipe {
    pub name: String,
    pub version: String,
    pub platform: String,
    pub parent_image: String,
    pub components: Vec<Layer>,
    /// The members that are kept as they came: volumes, tags of the AMI, working directory and so on.
    pub settings: Value,
    pub tags: Tags,
    pub created: i64,
}

/// A component in a recipe, by the reference the author gave.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Layer {
    pub component_arn: String,
    /// `[{"name": …, "value": [...]}]` as it came.
    pub parameters: Value,
}

/// An infrastructure configuration, a distribution configuration or a pipeline: replaced whole by an update.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Configuration {
    pub name: String,
    /// Every member of the create or update call that belongs to the resource.
    pub settings: Value,
    pub tags: Tags,
    pub created: i64,
    pub updated: i64,
}

/// A RAM resource share.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Share {
    pub name: String,
    pub region: String,
    pub allow_external_principals: bool,
    /// What is shared (ARNs) and since when.
    pub resources: BTreeMap<String, i64>,
    /// With whom (account ids, organisation and OU ARNs) and since when.
    pub principals: BTreeMap<String, i64>,
    pub tags: Value,
    pub created: i64,
    pub updated: i64,
}

/// An S3 bucket that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Bucket {
    pub region: String,
    pub created: i64,
}

/// An object that was put into a bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StoredObject {
    /// The content in hexadecimal digits, since the state is text.
    pub hex: String,
    pub content_type: String,
    pub modified: i64,
}

/// A findings report or an SBOM export.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Export {
    pub id: String,
    pub region: String,
    pub kind: ExportKind,
    /// `CSV`, `JSON`, `CYCLONEDX_1_4` or `SPDX_2_3`.
    pub format: String,
    /// The members of the call: filters and destination.
    pub request: Value,
    pub created: i64,
    /// How long it takes.
    pub millis: i64,
    pub cancelled: Option<i64>,
    /// The code it fails with.
    pub fails: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ExportKind {
    Findings,
    Sbom,
}

/// A failure ordered through `/_sandbox/fail`, for the next run of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlannedFailure {
    /// The pipeline's name, or `*` for any.
    pub pipeline: String,
    pub step: String,
    pub message: String,
}

/// An answer already given for a client token.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Answered {
    /// Operation, region and token.
    pub key: String,
    pub request: String,
    pub response: Value,
}

impl Default for State {
    fn default() -> Self {
        Self {
            format: FORMAT,
            components: BTreeMap::new(),
            recipes: BTreeMap::new(),
            infrastructures: BTreeMap::new(),
            distributions: BTreeMap::new(),
            pipelines: BTreeMap::new(),
            images: BTreeMap::new(),
            shares: BTreeMap::new(),
            failures: Vec::new(),
            answered: VecDeque::new(),
            build_millis: None,
            buckets: BTreeMap::new(),
            objects: BTreeMap::new(),
            exports: VecDeque::new(),
        }
    }
}

impl State {
    /// Reads the state; a file that is absent is an empty sandbox, one that is broken is an error.
    pub(crate) fn load(path: &Path) -> Result<State, SandboxError> {
        let unreadable = |reason: String| SandboxError::StateUnreadable {
            path: path.to_owned(),
            reason,
        };
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Ok(State::default());
            }
            Err(source) => return Err(unreadable(source.to_string())),
        };
        let state: State = serde_json::from_slice(&bytes).map_err(|error| unreadable(error.to_string()))?;
        if state.format != FORMAT {
            return Err(unreadable(format!(
                "it has format {}, this program knows format {FORMAT}",
                state.format
            )));
        }
        Ok(state)
    }

    /// Writes the state beside the file and renames it over, so that a crash leaves the old or the new one whole.
    pub(crate) fn save(&self, path: &Path) -> std::io::Result<()> {
        let bytes = serde_json::to_vec(self)?;
        write_whole(path, &bytes)
    }
}

/// Replaces `path` atomically: a temporary file in the same folder, fsync, rename.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}
