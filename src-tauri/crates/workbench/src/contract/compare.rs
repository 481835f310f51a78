//! Two states of recipes side by side, and overlays whose golden image moved on.

pub use ingot_recipe::compare::{
    Comparison, DocumentChange, Effect, EffectWeight, FieldDifference, LayerChange, LayerDifference, LayerState,
    ParameterChange, RecipeState, VersionAdvice,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One side of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, TS)]
pub struct Side {
    pub recipe: String,
    pub at: SideAt,
}

/// Which state of a recipe.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(tag = "at", rename_all = "snake_case")]
pub enum SideAt {
    /// The files as they are shown, edits that are not saved included.
    Workspace,
    /// The files of a commit: an id, a branch, a tag, `HEAD`.
    Git { revision: String },
    /// What AWS held when it was last read; the newest version without one.
    Aws { version: Option<String> },
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct CompareRequest {
    pub left: Side,
    pub right: Side,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct CompareView {
    pub left: Side,
    pub right: Side,
    pub comparison: Comparison,
}

/// What a recipe can be compared with.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Sides {
    /// Commits that changed the recipe, a component it lays or a golden image below it, newest first; at most 200.
    pub revisions: Vec<Revision>,
    /// Versions in AWS as last read, newest first.
    pub published: Vec<PublishedVersion>,
    /// The other recipes of the workspace.
    pub recipes: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Revision {
    /// The whole id.
    pub id: String,
    /// First line of its message.
    pub summary: String,
    pub author: String,
    /// RFC 3339.
    pub at: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct PublishedVersion {
    pub version: String,
    /// RFC 3339.
    pub at: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct StaleList {
    pub overlays: Vec<StaleOverlay>,
    /// When AWS was last read (RFC 3339, UTC).
    pub as_of: Option<String>,
}

/// An overlay on a golden image that moved on.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StaleOverlay {
    pub recipe: String,
    /// False for recipes that only the cache knows.
    pub in_workspace: bool,
    pub golden: String,
    /// `parentImage` as written.
    pub reference: String,
    /// The golden version that it stands on.
    pub stands_on: String,
    /// The newest there is.
    pub newest: String,
    /// One sentence a colleague would say.
    pub why: String,
}

/// What moving an overlay onto the newest golden image would do.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UpdateProposal {
    pub recipe: String,
    pub golden: String,
    /// `parentImage` as written, and as it would be; equal where a wildcard takes the newest by itself.
    pub reference: String,
    pub new_reference: String,
    pub comparison: Comparison,
    pub version: VersionAdvice,
}
