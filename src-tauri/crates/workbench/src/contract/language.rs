//! Writing a component document: what can stand here, what it means, where else it is. All of it is a function of the
//! text, which need not be saved or even readable.

use ingot_component::language::{Completion, Hover, Symbol};
use ingot_component::{Position, Range, TextEdit};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A place in a text.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PlaceRequest {
    pub text: String,
    pub position: Position,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct TextRequest {
    pub text: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Completions {
    pub items: Vec<Completion>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct HoverAnswer {
    pub hover: Option<Hover>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct DefinitionAnswer {
    pub range: Option<Range>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RenameTarget {
    pub target: Option<Nameable>,
}

/// A name that can be changed everywhere at once.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Nameable {
    pub range: Range,
    pub name: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct RenameRequest {
    pub text: String,
    pub position: Position,
    pub name: String,
}

/// Edits of one text that do not overlap; ranges refer to the text before any of them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EditList {
    pub edits: Vec<TextEdit>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Formatted {
    pub edits: Vec<TextEdit>,
    /// Why nothing was formatted, when that could not be done without a risk to the meaning.
    pub refused: Option<String>,
}

/// Phases and steps count from 0 in the order of the text.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MoveStep {
    pub text: String,
    pub phase: u32,
    pub step: u32,
    pub to_phase: u32,
    /// The place it has afterwards.
    pub to_step: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Symbols {
    pub symbols: Vec<Symbol>,
}
