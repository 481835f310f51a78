//! The recipe editor: the strata of one image and the edits on its own layers.

use ingot_component::Diagnostic;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Deserialize, TS)]
pub struct RecipeRequest {
    pub recipe: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct AddLayer {
    pub recipe: String,
    /// As a recipe would write it: `Component/nginx-tls`, `Component/nginx-tls/1.x.x` or an ARN.
    pub component: String,
    /// Position in the recipe's own components; the end (the top of the band) without it.
    pub index: Option<u32>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct MoveLayer {
    pub recipe: String,
    pub from: u32,
    /// The position the layer has afterwards.
    pub to: u32,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct LayerRequest {
    pub recipe: String,
    pub index: u32,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetParameter {
    pub recipe: String,
    pub index: u32,
    pub name: String,
    /// `None` clears it, so that the component's default holds again.
    pub value: Option<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetLayerVersion {
    pub recipe: String,
    pub index: u32,
    /// A version or a wildcard such as `3.4.x`; `None` follows the workspace's own version.
    pub version: Option<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetRecipeField {
    pub recipe: String,
    pub field: RecipeField,
    /// `None` removes the field.
    pub value: Option<String>,
}

/// The scalar fields of a recipe that the settings form edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecipeField {
    SemanticVersion,
    Description,
    WorkingDirectory,
    ParentImage,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RecipeView {
    pub recipe: String,
    pub version: String,
    pub description: Option<String>,
    pub owner: Option<String>,
    pub platform: Option<String>,
    pub os: Option<String>,
    pub architecture: Option<String>,
    pub working_directory: Option<String>,
    /// As written.
    pub parent_image: Option<String>,
    /// The recipe whose image this one stands on, where it is in the workspace.
    pub parent_recipe: Option<String>,
    pub file: String,
    pub unsaved: bool,
    pub edits: u32,
    pub undo: Option<String>,
    pub redo: Option<String>,
    pub changed_on_disk: bool,
    /// Oldest first: the parent, every golden image's layers, the own layers, the own tests.
    pub strata: Vec<Stratum>,
    /// Of this recipe and of its own layers' documents; layers repeat theirs.
    pub problems: Vec<Diagnostic>,
    /// Pipelines that build this recipe.
    pub pipelines: Vec<String>,
    pub volumes: Vec<Volume>,
    pub ami_tags: Vec<Tag>,
    pub uninstall_agent: Option<bool>,
    pub user_data_override: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Volume {
    pub device: String,
    /// GiB.
    pub size: Option<u32>,
    pub volume_type: Option<String>,
    pub encrypted: Option<bool>,
    pub kms_key: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Tag {
    pub key: String,
    pub value: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Stratum {
    pub kind: StratumKind,
    /// Shown beside the band: `Canonical`, `ccoe-images`, `payments`.
    pub owner: Option<String>,
    /// The recipe these layers belong to; `None` for the vendor's image.
    pub recipe: Option<String>,
    pub recipe_version: Option<String>,
    pub locked: bool,
    /// Only for `parent`.
    pub parent: Option<ParentImage>,
    /// In the order they run.
    pub layers: Vec<Layer>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StratumKind {
    Parent,
    Golden,
    Own,
    Tests,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ParentImage {
    /// As the recipe writes it.
    pub reference: String,
    /// `Ubuntu Server 22.04 LTS`, or the reference where nothing is known of it.
    pub label: String,
    pub publisher: Option<String>,
    pub os: Option<String>,
    pub architecture: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Layer {
    /// Position in its recipe's `components`.
    pub index: u32,
    pub name: String,
    /// `componentArn` as written.
    pub reference: String,
    pub pin: Pin,
    pub origin: Origin,
    pub owner: Option<String>,
    pub platform: Option<String>,
    pub phases: Vec<String>,
    pub test: bool,
    pub locked: bool,
    pub parameters: Vec<LayerParameter>,
    /// The document's phases and steps; empty when the document is not known.
    pub outline: Vec<PhaseOutline>,
    /// The document's file in the workspace.
    pub document: Option<String>,
    pub problems: Vec<Diagnostic>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Pin {
    /// `1.12.0`, `3.4.x`, or the workspace's version where none is written.
    pub written: String,
    pub wildcard: bool,
    /// What it resolves to now; `None` when nothing matches.
    pub resolved: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    Workspace,
    Amazon,
    Shared,
    Account,
    Unknown,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct LayerParameter {
    pub name: String,
    pub description: Option<String>,
    pub default: Option<String>,
    /// As the recipe sets it.
    pub value: Option<String>,
    pub required: bool,
    /// Required and without a value.
    pub missing: bool,
    /// The recipe sets it but the component does not declare it.
    pub undeclared: bool,
    /// Steps of the document that refer to it.
    pub used_in_steps: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct PhaseOutline {
    pub phase: String,
    pub steps: Vec<StepOutline>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct StepOutline {
    pub name: String,
    pub action: String,
    /// Line of the step in its document, from 1.
    pub line: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct PaletteEntry {
    pub name: String,
    /// What adding it writes as `componentArn`.
    pub reference: String,
    pub version: String,
    pub description: Option<String>,
    pub origin: Origin,
    pub owner: Option<String>,
    pub platform: Option<String>,
    pub phases: Vec<String>,
    pub test: bool,
    /// Why it cannot be laid here (other platform, other OS, already in the lineage); `None` when it fits.
    pub unfit: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Palette {
    pub entries: Vec<PaletteEntry>,
    /// When the components that are not in the workspace were last read from AWS (RFC 3339, UTC).
    pub as_of: Option<String>,
}

/// What Image Builder will execute, in order.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RunOrder {
    pub build: Vec<RunStep>,
    pub test: Vec<RunStep>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RunStep {
    pub recipe: String,
    pub component: String,
    pub version: String,
    pub phase: String,
    pub step: String,
    pub action: String,
    /// Already ran when the parent image was built.
    pub inherited: bool,
    pub file: Option<String>,
    pub line: Option<u32>,
    /// The inputs with parameters filled in, shortened.
    pub summary: String,
}
