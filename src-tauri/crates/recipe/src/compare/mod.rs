//! Two states of a recipe side by side: what differs in its layers, its fields and the documents they come from, and
//! what that means for the image.

mod advice;
mod document;
mod effects;
mod fields;
mod layers;
mod matching;
mod side;
#[cfg(test)]
mod tests;
mod user_data;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use advice::{component_version_advice, version_advice};
pub(crate) use side::Side;

use crate::catalogue::{Catalogue, RecipeFacts};

/// Compares two recipes by name, each in its catalogue: of the files, of a Git revision, or of what
/// AWS holds alone. `None` when one of them is not there.
pub fn compare(left: (&Catalogue, &str), right: (&Catalogue, &str)) -> Option<Comparison> {
    Some(between(
        (left.0, left.0.recipe(left.1)?),
        (right.0, right.0.recipe(right.1)?),
    ))
}

/// Compares two recipes, for example two versions that AWS holds.
pub fn between(left: (&Catalogue, &RecipeFacts), right: (&Catalogue, &RecipeFacts)) -> Comparison {
    of_sides(&Side::new(left.0, left.1), &Side::new(right.0, right.1))
}

pub(crate) fn of_sides(left: &Side<'_>, right: &Side<'_>) -> Comparison {
    let compared = layers::compare(left, right);
    let fields = fields::differences(left, right);
    let effects = effects::of(left, right, &compared, &fields);
    Comparison {
        left: RecipeState::of(left),
        right: RecipeState::of(right),
        unchanged: compared.unchanged,
        layers: compared.changed.into_iter().map(|it| it.change).collect(),
        fields,
        effects,
    }
}

/// What differs between a recipe's left and its right state.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct Comparison {
    /// Both states of the recipe itself.
    pub left: RecipeState,
    /// The other one.
    pub right: RecipeState,
    /// Every layer that differs, in the order of the right state, removed ones where they were; inherited layers
    /// first.
    pub layers: Vec<LayerChange>,
    /// Fields of the recipe other than its layers.
    pub fields: Vec<FieldDifference>,
    /// What it means for the image, most important first; empty when nothing differs.
    pub effects: Vec<Effect>,
    /// Layers that are the same on both sides.
    pub unchanged: usize,
}

impl Comparison {
    /// Whether both sides are the same, their names and versions aside.
    pub fn is_empty(&self) -> bool {
        self.layers.is_empty() && self.fields.is_empty() && self.effects.is_empty()
    }
}

/// What is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct RecipeState {
    /// The recipe's name.
    pub recipe: String,
    /// Its version as written.
    pub version: String,
    /// `parentImage` as written.
    pub parent_image: String,
}

impl RecipeState {
    fn of(side: &Side<'_>) -> Self {
        Self {
            recipe: side.recipe.name.clone(),
            version: side.recipe.recipe.semantic_version.clone(),
            parent_image: side.recipe.recipe.parent_image.to_string(),
        }
    }
}

/// A layer that is not the same on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LayerChange {
    /// The component's name.
    pub component: String,
    /// The recipe whose layer it is.
    pub recipe: String,
    /// Comes with the parent image.
    pub inherited: bool,
    /// In which ways it differs; never empty.
    pub changes: Vec<LayerDifference>,
    /// `None` when it was added.
    pub left: Option<LayerState>,
    /// `None` when it was removed.
    pub right: Option<LayerState>,
    /// Parameters that differ.
    pub parameters: Vec<ParameterChange>,
    /// Its document, where both are known and differ, or one side has none.
    pub document: Option<DocumentChange>,
}

/// In which way a layer differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LayerDifference {
    /// Only on the right.
    Added,
    /// Only on the left.
    Removed,
    /// It runs before or behind other layers than it did.
    Moved,
    /// Another version or wildcard is written.
    Repinned,
    /// What is written is the same and resolves to another version.
    ResolvesDifferently,
    /// Switched off.
    Disabled,
    /// Switched on again.
    Enabled,
    /// Parameters are set differently.
    Parameters,
    /// The document says something else.
    Document,
}

/// A layer on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LayerState {
    /// Position among the layers of its recipe, from 1.
    pub position: usize,
    /// `componentArn` as written.
    pub reference: String,
    /// The version it resolves to; `None` when it resolves to nothing.
    pub version: Option<String>,
}

/// A parameter that is set differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ParameterChange {
    /// The parameter.
    pub name: String,
    /// As set on the left; `None` where the default holds.
    pub left: Option<String>,
    /// As set on the right; `None` where the default holds.
    pub right: Option<String>,
    /// The component's default on the right; `None` when it has none.
    pub default: Option<String>,
}

/// The text of a document on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DocumentChange {
    /// Its file on the right, or on the left where only that has one; `None` for documents of AWS.
    pub file: Option<String>,
    /// Its text; `None` when it is not known there.
    pub left: Option<String>,
    /// Its text; `None` when it is not known there.
    pub right: Option<String>,
    /// Steps that run on the right only: `build/InstallNginx`.
    pub steps_added: Vec<String>,
    /// Steps that ran on the left only.
    pub steps_removed: Vec<String>,
    /// Steps that are on both sides and differ.
    pub steps_changed: Vec<String>,
}

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FieldDifference {
    /// `blockDeviceMappings[/dev/sda1].ebs.volumeSize`
    pub field: String,
    /// As written; `None` where it is not.
    pub left: Option<String>,
    /// As written; `None` where it is not.
    pub right: Option<String>,
}

/// What a difference means for the image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Effect {
    /// How much it matters.
    pub weight: EffectWeight,
    /// One sentence a colleague would say.
    pub text: String,
}

/// How much an effect matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EffectWeight {
    /// Something that was there is gone, or something that held no longer holds.
    Loss,
    /// The image becomes another one.
    Change,
    /// Nothing in the image changes.
    Note,
}

/// Which version a recipe should have next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VersionAdvice {
    /// As written.
    pub current: String,
    /// AWS numbers it by itself: `1.0.x`.
    pub automatic: bool,
    /// The newest version that AWS holds of this recipe; `None` when none was read.
    pub published: Option<String>,
    /// AWS holds the written version already, and it is not the same recipe: it must get a new one.
    pub needed: bool,
    /// How large the change since the published version is; `None` when nothing differs or nothing was published.
    pub size: Option<ChangeSize>,
    /// Why it is that large.
    pub reasons: Vec<String>,
    /// The next patch, minor and major version, in this order; empty for an automatic one.
    pub next: Vec<NextVersion>,
}

/// A version that is free.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NextVersion {
    /// Which part grows.
    pub size: ChangeSize,
    /// The version.
    pub version: String,
}

/// How large a change is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeSize {
    /// Values, pins and texts.
    Patch,
    /// Layers are added, or fields that a build uses change.
    Minor,
    /// Layers are removed, or the parent becomes another one.
    Major,
}
