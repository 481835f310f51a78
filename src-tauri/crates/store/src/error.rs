//! What can go wrong with the two files, and what the user is told of it.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why something could not be read from or written to a store file. Nothing was changed when one is returned.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("cannot use the folder {}: {source}; check that it can be written", .folder.display())]
    Folder { folder: PathBuf, source: io::Error },
    #[error(
        "cannot open {}: a newer Ingot wrote it (format {found}, this one knows up to {known}); \
         update Ingot, or move the file away", .file.display()
    )]
    Newer { file: PathBuf, found: u32, known: u32 },
    #[error("{} is damaged ({detail}); nothing was changed. Restore it from a backup, or move it away", .file.display())]
    Corrupt { file: PathBuf, detail: String },
    #[error("{} is in use by another Ingot; try again when its import or sync is done", .file.display())]
    Busy { file: PathBuf },
    #[error("the disk of {} is full; free some space and try again", .file.display())]
    Full { file: PathBuf },
    #[error("{} cannot be written ({detail}); check the permissions of its folder", .file.display())]
    ReadOnly { file: PathBuf, detail: String },
    #[error("{}: {source}", .file.display())]
    Sql {
        file: PathBuf,
        source: Box<dyn Error + Send + Sync>,
    },
}

/// Something that was mended on opening and that the user should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// A sentence to show.
    pub message: String,
}

impl StoreError {
    pub(crate) fn sql(file: &Path, error: rusqlite::Error) -> Self {
        let file = file.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { file },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt {
                file,
                detail: error.to_string(),
            },
            Some(ErrorCode::DiskFull) => Self::Full { file },
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::ReadOnly {
                file,
                detail: error.to_string(),
            },
            _ => Self::Sql {
                file,
                source: Box::new(error),
            },
        }
    }
}
