//! The open workspace: its images as a tree of lineage, and what else it holds.

use ingot_component::Diagnostic;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Deserialize, TS)]
pub struct OpenWorkspace {
    /// A folder, or any path inside a workspace.
    pub path: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct CreateSample {
    /// An empty or new folder; without it a folder in the user's data directory is used.
    pub into: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct WorkspaceView {
    pub path: String,
    pub name: String,
    pub description: Option<String>,
    /// `None` outside a Git repository.
    pub git: Option<GitView>,
    /// Roots are images over a vendor's image; children are overlays on them.
    pub images: Vec<ImageNode>,
    pub components: u32,
    pub pipelines: u32,
    pub problems: ProblemCounts,
    /// Files with edits that are not saved.
    pub unsaved: Vec<String>,
    /// Grows with every change of the files or drafts.
    pub revision: u64,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct GitView {
    pub branch: String,
    /// Files that differ from HEAD, untracked ones included.
    pub changed: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ImageNode {
    /// The recipe's name, as in `ImageRecipe/<name>`.
    pub recipe: String,
    pub version: String,
    pub owner: Option<String>,
    pub tier: ImageTier,
    pub platform: Option<String>,
    /// For example `Ubuntu 22.04`, where the vendor's image is known.
    pub os: Option<String>,
    pub problems: ProblemCounts,
    pub unsaved: bool,
    pub children: Vec<ImageNode>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImageTier {
    /// Stands on a vendor's image.
    Golden,
    /// Stands on another recipe's image.
    Overlay,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct ProblemCounts {
    pub errors: u32,
    pub warnings: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct Problems {
    /// Sorted by file, then place.
    pub diagnostics: Vec<Diagnostic>,
    pub counts: ProblemCounts,
    /// What comments in the files ignore, sorted likewise; not among the counts.
    pub ignored: Vec<IgnoredProblem>,
    /// Files that were checked.
    pub files: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct IgnoredProblem {
    pub diagnostic: Diagnostic,
    /// Why, as the comment says; empty when it does not say.
    pub reason: String,
}

/// One authored file with unsaved edits or without; the unit of undo, redo and save.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FileRequest {
    /// Path inside the workspace, with `/`.
    pub file: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetText {
    pub file: String,
    pub text: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveFile {
    pub file: String,
    /// What to do when the file changed on disk since it was read; without it such a save is refused with
    /// `changed_on_disk`.
    pub on_conflict: Option<OnConflict>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OnConflict {
    /// Write the draft over the file on disk.
    KeepMine,
    /// Drop the draft and read the file on disk.
    TakeTheirs,
    /// Write the draft beside the file as `<name>.mine.yaml` and read the file on disk.
    KeepBoth,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FileView {
    pub file: String,
    /// The draft, where there is one, else the text on disk.
    pub text: String,
    /// The text on disk; `None` when the file is gone.
    pub saved_text: Option<String>,
    /// The text on disk that the draft began from; `None` without a draft, or where the history no longer reaches it.
    pub base_text: Option<String>,
    pub unsaved: bool,
    /// What *Undo* would undo, for example `move of audit-rules`.
    pub undo: Option<String>,
    pub redo: Option<String>,
    /// Edits since the last save.
    pub edits: u32,
    /// The file on disk is no longer the one the draft began from.
    pub changed_on_disk: bool,
    pub diagnostics: Vec<Diagnostic>,
}
