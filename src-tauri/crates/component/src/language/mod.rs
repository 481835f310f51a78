//! What an editor asks while somebody writes a component document: completion, hover, definition,
//! references, rename, outline, and moving steps.
//!
//! Positions and edits are those of this crate, so that the window and the language server share
//! every answer. A question about a text that cannot be read gets the best answer there is.

mod complete;
mod describe;
mod fields;
mod hover;
mod likeness;
mod meaning;
mod names;
mod operators;
mod place;
mod reading;
mod rename;
mod steps;
mod symbols;

pub use complete::{Completion, CompletionKind, complete};
pub use hover::{Hover, hover};
pub use likeness::{Likeness, likeness};
pub use names::{definition, references};
pub use rename::{RenameError, rename, rename_at};
pub use steps::{StepEditError, add_phase, add_step, move_step, remove_step};
pub use symbols::{Symbol, SymbolKind, symbols};

/// Largest text that is answered for, in bytes; AWS takes documents of up to 64 KB.
pub const LARGEST: usize = 1024 * 1024;
