//! The user's folder: the only crate that reads and writes the files people author.
//!
//! [`Workspace`] finds and reads them and notices when somebody else changes them; [`Snapshot`] is
//! what they say at one moment, unsaved drafts included; [`edit`] turns a visual edit into the
//! smallest change of the text; [`save`] writes without ever losing what is on disk; [`git`] asks
//! Git what the folder looks like in its eyes; [`Shellcheck`] asks shellcheck about a script;
//! [`sample`] writes a workspace to begin with.
//!
//! Files are hostile: what cannot be read becomes a diagnostic, sizes are checked before anything
//! is read, and no edit is handed out whose text does not parse to exactly what was asked for.

pub mod edit;
pub mod git;
pub mod sample;
pub mod save;

mod configuration;
mod discover;
mod error;
mod file;
mod inherit;
mod readable;
mod root;
mod shellcheck;
mod snapshot;
mod vex;
mod views;
mod watch;
mod workspace;

pub use configuration::settings_for;
pub use discover::{MAX_ENTRIES, MAX_FILES};
pub use edit::{EditError, apply, rename, rename_references, replace_reference};
pub use error::WorkspaceError;
pub use file::{Content, ContentHash, MAX_FILE_BYTES, WorkspaceFile, read_file, unsaved_file};
pub use git::GitState;
pub use save::{SaveError, Saved};
pub use shellcheck::{Shellcheck, ShellcheckError};
pub use snapshot::Snapshot;
pub use vex::{VexFile, vex_path};
pub use views::{SavedView, VIEWS, ViewError, Views};
pub use watch::{Changed, WatchError, WatchMode, Watching};
pub use workspace::{Changes, Workspace};
