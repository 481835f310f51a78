//! Which folder a path belongs to.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::WorkspaceError;

/// Where the root of the workspace may be, best first. The caller takes the first that holds
/// resources.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Candidates {
    /// The nearest folder with an `ingot.yaml`, from the path upwards.
    pub marked: Option<PathBuf>,
    /// The top of the Git working tree.
    pub git_top: Option<PathBuf>,
    /// The folder itself, or the folder of the file.
    pub folder: PathBuf,
}

pub(crate) fn candidates(path: &Path) -> Result<Candidates, WorkspaceError> {
    let folder = folder_of(path)?;
    let upwards = |wanted: &dyn Fn(&Path) -> bool| folder.ancestors().find(|at| wanted(at)).map(Path::to_owned);
    let marked = upwards(&|at| at.join("ingot.yaml").is_file() || at.join("ingot.yml").is_file());
    // A worktree and a submodule have a file called `.git`.
    let git_top = upwards(&|at| at.join(".git").exists());
    Ok(Candidates {
        marked,
        git_top,
        folder,
    })
}

/// The folder at `path`, or the one that holds the file at `path`, without links.
pub(crate) fn folder_of(path: &Path) -> Result<PathBuf, WorkspaceError> {
    let absolute = fs::canonicalize(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::NotFound => WorkspaceError::NotFound { path: path.to_owned() },
        _ => WorkspaceError::Unreadable {
            path: path.to_owned(),
            source,
        },
    })?;
    Ok(match absolute.parent() {
        Some(parent) if !absolute.is_dir() => parent.to_owned(),
        _ => absolute,
    })
}
