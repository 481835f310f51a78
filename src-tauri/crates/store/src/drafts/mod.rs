//! Edits that are not in the workspace's files yet, with the history that undo and redo walk.
//!
//! For each file: the text before the first kept edit, the text after each edit, and how many of the edits apply
//! now. Undo and redo only move that number, so they survive a crash like everything else here.

mod draft;
mod edit;

pub use draft::{Base, Draft, DraftSummary, HistoryStep};

use crate::connection::Migration;

/// Every table of `drafts.sqlite`.
pub(crate) const TABLES: &[&[Migration]] = &[draft::MIGRATIONS, edit::MIGRATIONS];
