//! The recipe editor: the strata of one image and the edits on its own layers.

use ingot_component::Diagnostic;
use ingot_recipe::compare::VersionAdvice;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::compare::StaleOverlay;
use super::resource::Broken;

#[derive(Debug, Clone, Deserialize, TS)]
pub struct RecipeRequest {
    pub recipe: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct AddLayer {
    pub recipe: String,
    /// As a recipe would write it: `Component/nginx-tls`, `Component/nginx-tls/1.x.x` or an ARN.
    pub component: String,
    /// The slot it gets; the end (the top of the band) without it.
    pub slot: Option<u32>,
}

/// Several layers keep their order among each other and become neighbours.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MoveLayers {
    pub recipe: String,
    pub slots: Vec<u32>,
    /// The slot that the first of them has afterwards.
    pub to: u32,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct LayersRequest {
    pub recipe: String,
    pub slots: Vec<u32>,
}

/// The parameters that the new component declares as well are kept.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ReplaceLayer {
    pub recipe: String,
    pub slot: u32,
    /// As in [`AddLayer::component`].
    pub component: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetLayersEnabled {
    pub recipe: String,
    pub slots: Vec<u32>,
    pub enabled: bool,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetParameter {
    pub recipe: String,
    pub slot: u32,
    pub name: String,
    /// `None` clears it, so that the component's default holds again.
    pub value: Option<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetLayerVersions {
    pub recipe: String,
    pub versions: Vec<LayerVersion>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct LayerVersion {
    pub slot: u32,
    /// A version or a wildcard such as `3.4.x`; `None` follows the workspace's own version.
    pub version: Option<String>,
}

/// A component that the palette offers first to everybody who works in this workspace.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetFavourite {
    /// The component's name.
    pub component: String,
    pub favourite: bool,
}

/// What a new image can stand on.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ParentChoices {
    /// Recipes of the workspace first, then images that are shared or in the account, then Amazon's.
    pub parents: Vec<ParentChoice>,
    /// When the images that are not in the workspace were last read from AWS (RFC 3339, UTC).
    pub as_of: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ParentChoice {
    /// What is written as `parentImage`.
    pub reference: String,
    pub label: String,
    pub origin: Origin,
    pub owner: Option<String>,
    pub version: Option<String>,
    pub platform: Option<String>,
    pub os: Option<String>,
    pub architecture: Option<String>,
    /// Layers of its lineage, where they are known.
    pub layers: Option<u32>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct CreateRecipe {
    pub name: String,
    /// As in [`ParentChoice::reference`], or any other `parentImage`.
    pub parent_image: String,
    /// `1.0.0` without it.
    pub version: Option<String>,
    pub description: Option<String>,
    /// Written as the tag `Owner`.
    pub owner: Option<String>,
    /// First layers, as in [`AddLayer::component`].
    pub components: Vec<String>,
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
    /// Why the layers are those of the last text that could be read.
    pub broken: Option<Broken>,
    /// Oldest first: the parent, every golden image's layers, the own layers, the own tests.
    pub strata: Vec<Stratum>,
    /// Of this recipe and of its own layers' documents; layers repeat theirs.
    pub problems: Vec<Diagnostic>,
    /// Pipelines that build this recipe.
    pub pipelines: Vec<String>,
    /// Recipes of the workspace whose image stands on this one.
    pub overlays: Vec<String>,
    /// Why the golden image below is no longer the newest; `None` when it is.
    pub stale: Option<StaleOverlay>,
    pub next_version: VersionAdvice,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Stratum {
    pub kind: StratumKind,
    /// Shown beside the band: `Canonical`, `ccoe-images`, `payments`.
    pub owner: Option<String>,
    /// The recipe these layers belong to; `None` for the vendor's image.
    pub recipe: Option<String>,
    pub recipe_version: Option<String>,
    /// The recipe's file, where it is in the workspace.
    pub file: Option<String>,
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
    /// Position among its recipe's layers as the file has them, those that are off included; from 0.
    pub slot: u32,
    /// False for a layer that is commented out in the file: AWS never sees it.
    pub enabled: bool,
    pub name: String,
    pub description: Option<String>,
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
    /// A product that the account has subscribed to on AWS Marketplace.
    Marketplace,
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
    /// Its name or its default looks like a secret, which never belongs in a recipe.
    pub secret: bool,
    /// Values of it have several lines.
    pub multiline: bool,
    /// Steps of the document that refer to it.
    pub used_in: Vec<StepPlace>,
    /// Other recipes of the workspace that lay the component and set it to something else.
    pub elsewhere: Vec<ValueElsewhere>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct StepPlace {
    pub phase: String,
    pub step: String,
    /// Line of the step in its document, from 1.
    pub line: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ValueElsewhere {
    pub recipe: String,
    /// `None` where the default holds.
    pub value: Option<String>,
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
    /// The workspace's `ingot.yaml` names it among its favourites.
    pub favourite: bool,
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
    /// Layers that run too, but of which nobody knows the steps.
    pub unread: Vec<UnreadLayer>,
}

/// A layer whose document was not read, or is not shown to this account.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UnreadLayer {
    pub recipe: String,
    pub component: String,
    pub origin: Origin,
    /// Already ran when the parent image was built.
    pub inherited: bool,
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
