//! Why a folder cannot be opened as a workspace.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::discover::{MAX_ENTRIES, MAX_FILES};

/// Why there is no workspace to work on.
#[derive(Debug, Error)]
pub enum WorkspaceError {
    /// There is nothing at the path.
    #[error("there is no folder {}", .path.display())]
    NotFound {
        /// What was asked for.
        path: PathBuf,
    },
    /// The folder itself cannot be read.
    #[error("cannot read the folder {}: {source}", .path.display())]
    Unreadable {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// No file in it is a resource.
    #[error(
        "{} is no workspace: no YAML file in it has a `kind` that Ingot knows, such as `kind: ImageRecipe`; \
         run `ingot demo` for a sample to start from",
        .folder.display()
    )]
    NotAWorkspace {
        /// The folder that was searched.
        folder: PathBuf,
        /// How many YAML files were looked at.
        yaml_files: usize,
    },
    /// It is a home folder or a whole disk rather than a workspace.
    #[error(
        "{} holds too many files for a workspace (more than {MAX_FILES} YAML files, or {MAX_ENTRIES} entries in all); \
         open the folder that holds the recipes instead",
        .folder.display()
    )]
    TooManyFiles {
        /// The folder.
        folder: PathBuf,
    },
}
