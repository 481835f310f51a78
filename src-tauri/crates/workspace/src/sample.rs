//! A workspace to begin with: a copy of the sample, in Git.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use thiserror::Error;

use crate::git;

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// How many files.
    pub files: usize,
    /// Whether they are in a Git repository with one commit. Without the `git` program they are
    /// not, and everything but the comparison with HEAD works all the same.
    pub git: bool,
}

/// Why no sample was written.
#[derive(Debug, Error)]
pub enum SampleError {
    /// There is something at that place.
    #[error("{} is not empty; choose a new or an empty folder", .into.display())]
    NotEmpty {
        /// The folder.
        into: PathBuf,
    },
    /// A file of the sample would lie outside the folder.
    #[error("`{path}` is no path inside a folder")]
    Outside {
        /// As given.
        path: String,
    },
    /// The system refuses.
    #[error("cannot write {}: {source}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Writes `files` (paths relative with `/`, and their bytes) into `into`, a new or an empty folder,
/// and makes it a Git repository with one commit, if the `git` program is there.
///
/// # Errors
/// When the folder holds anything, or cannot be written to; files written until then stay.
pub fn write<P: AsRef<str>, B: AsRef<[u8]>>(
    into: &Path,
    files: impl IntoIterator<Item = (P, B)>,
) -> Result<Written, SampleError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| SampleError::Io { path, source }
    };
    match fs::read_dir(into).map(|mut entries| entries.next().is_none()) {
        Ok(true) => {}
        Ok(false) => return Err(SampleError::NotEmpty { into: into.to_owned() }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(into).map_err(failed(into))?;
        }
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(SampleError::NotEmpty { into: into.to_owned() });
        }
        Err(source) => {
            return Err(SampleError::Io {
                path: into.to_owned(),
                source,
            });
        }
    }
    let mut count = 0;
    for (path, bytes) in files {
        let path = path.as_ref();
        let inside = Path::new(path);
        if path.is_empty() || !inside.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(SampleError::Outside { path: path.to_owned() });
        }
        let file = into.join(inside);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(failed(folder))?;
        }
        fs::write(&file, bytes).map_err(failed(&file))?;
        count += 1;
    }
    Ok(Written {
        files: count,
        git: commit(into).is_some(),
    })
}

/// Independent of the user's configuration: no signing, no template, no name needed.
fn commit(folder: &Path) -> Option<()> {
    let author = ["-c", "user.name=Ingot", "-c", "user.email=ingot@localhost"];
    let git = |arguments: &[&str]| {
        let mut command = git::command(folder);
        command
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null");
        git::output(command.args(author).args(arguments).spawn().ok()?).map(|_| ())
    };
    git(&["init", "--quiet", "--template=", "--initial-branch=main"])?;
    git(&["add", "--all"])?;
    git(&[
        "commit",
        "--quiet",
        "--no-gpg-sign",
        "--message",
        "Begin with Ingot's sample workspace",
    ])
}
