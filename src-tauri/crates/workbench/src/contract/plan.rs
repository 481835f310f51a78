//! What a publish would do, shown before it is done, and the launch that carries it out.

use ingot_component::Diagnostic;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Deserialize, TS)]
pub struct PlanRequest {
    /// Recipe names; all of the workspace when empty.
    pub recipes: Vec<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct PublishRequest {
    pub recipes: Vec<String>,
    /// Asks AWS to validate and creates nothing.
    pub dry_run: bool,
    /// The `digest` of the plan that was reviewed; when the plan is another one by now, nothing is done.
    pub digest: Option<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct LaunchRequest {
    /// Pipelines to start, in any order; those a pipeline's parent image waits for run first.
    pub pipelines: Vec<String>,
    /// Asks AWS to validate what would be published and starts nothing.
    pub dry_run: bool,
    /// The `digest` of the plan that was reviewed; when the plan is another one by now, nothing is done.
    pub digest: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanView {
    pub profile: String,
    pub account: String,
    pub region: String,
    /// In the order they would be carried out.
    pub items: Vec<PlanItem>,
    /// What of the workspace this version does not publish; it blocks nothing.
    pub left_out: Vec<LeftOut>,
    /// Problems that block it; empty when it can be carried out.
    pub problems: Vec<Diagnostic>,
    /// Items that create or update something.
    pub changes: u32,
    /// Why it cannot be carried out as it is: problems, blocked items, unsaved edits. Empty when it can.
    pub blocked: Vec<String>,
    /// Pipelines that would be started, parents first.
    pub launches: Vec<PlannedLaunch>,
    /// When AWS was read for this plan (RFC 3339, UTC); `None` when it was never read.
    pub as_of: Option<String>,
    /// Of what would be sent to AWS: what is confirmed with it is what is carried out.
    pub digest: String,
    /// False when AWS could not be reached and the plan rests on the cache.
    pub live: bool,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct LeftOut {
    /// `ContainerRecipe`, …
    pub kind: String,
    pub name: String,
    pub file: String,
    /// Why, in a sentence.
    pub reason: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct PlanItem {
    pub action: PlanAction,
    /// `Component`, `ImageRecipe`, …
    pub kind: String,
    pub name: String,
    pub version: Option<String>,
    pub reason: String,
    /// Fields that AWS holds and this update would silently clear.
    pub clears: Vec<String>,
    pub changes: Vec<FieldChange>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlanAction {
    Create,
    Update,
    Unchanged,
    Blocked,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FieldChange {
    pub field: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct PlannedLaunch {
    pub pipeline: String,
    pub recipe: String,
    pub version: String,
    /// `asked for`, or `golden-ubuntu-22-04 1.8.0 has no image yet`.
    pub reason: String,
}
