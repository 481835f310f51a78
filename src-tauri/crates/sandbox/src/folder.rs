//! The state folder: whose it is, and where its server listens.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use crate::SandboxError;
use crate::state::write_whole;

/// A folder that this process owns until it is dropped.
#[derive(Debug)]
pub(crate) struct OwnedFolder {
    path: PathBuf,
    /// Holds the advisory lock; the operating system releases it when the process ends, however it ends.
    _lock: File,
}

/// What a server wrote beside its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Announcement {
    pub endpoint: String,
    pub instance: String,
}

impl OwnedFolder {
    /// Takes the folder, making it where absent; `None` where another sandbox has it.
    pub(crate) fn take(path: &Path) -> Result<Option<OwnedFolder>, SandboxError> {
        std::fs::create_dir_all(path).map_err(|source| SandboxError::Io {
            doing: "create the state folder",
            path: path.to_owned(),
            source,
        })?;
        let lock_path = path.join("sandbox.lock");
        let failed = |source| SandboxError::Io {
            doing: "lock",
            path: lock_path.clone(),
            source,
        };
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => Ok(Some(OwnedFolder {
                path: path.to_owned(),
                _lock: lock,
            })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }

    pub(crate) fn state_file(&self) -> PathBuf {
        self.path.join("sandbox.json")
    }

    pub(crate) fn announce(&self, announcement: &Announcement) -> Result<(), SandboxError> {
        let path = endpoint_file(&self.path);
        let text = format!("{}\n{}\n", announcement.endpoint, announcement.instance);
        write_whole(&path, text.as_bytes()).map_err(|source| SandboxError::Io {
            doing: "write",
            path,
            source,
        })
    }
}

impl Drop for OwnedFolder {
    fn drop(&mut self) {
        // One that stays is harmless: readers check that its server answers.
        let _ = std::fs::remove_file(endpoint_file(&self.path));
    }
}

/// What the folder's server announced last, if anything.
pub(crate) fn announced(path: &Path) -> Option<Announcement> {
    let text = std::fs::read_to_string(endpoint_file(path)).ok()?;
    let mut lines = text.lines();
    Some(Announcement {
        endpoint: lines.next()?.to_owned(),
        instance: lines.next()?.to_owned(),
    })
}

fn endpoint_file(path: &Path) -> PathBuf {
    path.join("sandbox.endpoint")
}
