//! Writing a file so that at every moment either the old or the new content is there, and never
//! over somebody else's work.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use thiserror::Error;

use crate::file::{ContentHash, ReadError, read_bounded, too_large_hash};

/// How the names of files end that are not in their place yet.
const TEMPORARY: &str = ".ingot-save";
/// A temporary file of this age belongs to no save that is still going on, but to a program that was killed.
const LEFTOVER: Duration = Duration::from_secs(60);

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The hash of what is on disk now: what the next save expects.
    pub hash: ContentHash,
}

/// Why a file was not written. Nothing on disk has changed.
#[derive(Debug, Error)]
pub enum SaveError {
    /// The file is not what the text was made from.
    #[error("{} was changed by another program; keep yours, take theirs, or keep both", .path.display())]
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
        /// What is there; bytes that are not UTF-8 are shown with replacement characters.
        theirs: String,
        /// Its hash: what to expect in order to write over it after all.
        hash: ContentHash,
    },
    /// The file is no longer there.
    #[error("{} was deleted by another program; save it as a new file, or discard your changes", .path.display())]
    Deleted {
        /// The file.
        path: PathBuf,
    },
    /// The file is marked read-only.
    #[error("{} is read-only; your changes are kept, make it writable and save again", .path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// No file can be made in the folder.
    #[error("cannot write in the folder {}: {source}; your changes are kept, save again when it is writable", .folder.display())]
    FolderNotWritable {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// No room.
    #[error("the disk that holds {} is full; your changes are kept, save again when there is room", .path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
    },
    /// The path leads out of the workspace.
    #[error("`{path}` is outside the workspace")]
    Outside {
        /// As asked for.
        path: String,
    },
    /// Anything else.
    #[error("cannot save {}: {source}; your changes are kept", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Writes `text` to `path`: into a temporary file beside it, to the disk, then in its place. A link
/// is followed to the file it names; permissions stay, and owner and group where that is allowed.
///
/// `expected` is the hash of what the text was made from; `None` when there should be no file. It
/// is compared immediately before the file is put in place: an editor that saves within that
/// instant is not noticed, because no file system offers to compare and replace in one step.
///
/// # Errors
/// See [`SaveError`]; in every case the file is as it was.
pub fn save(path: &Path, text: &str, expected: Option<&ContentHash>) -> Result<Saved, SaveError> {
    let real = match fs::canonicalize(path) {
        Ok(real) => real,
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_owned(),
        Err(source) => {
            return Err(SaveError::Io {
                path: path.to_owned(),
                source,
            });
        }
    };
    compare(&real, expected)?;
    let folder = real.parent().unwrap_or(Path::new("."));
    let before = fs::metadata(&real).ok();
    if before
        .as_ref()
        .is_some_and(|metadata| metadata.permissions().readonly())
    {
        return Err(SaveError::ReadOnly { path: real });
    }
    let failed = |error: io::Error| failure(&real, folder, error);
    let mut prefix = OsString::from(".");
    prefix.push(real.file_name().unwrap_or_default());
    prefix.push(".");
    remove_leftovers(folder, &prefix);
    let mut temporary = temporary_in(folder, &prefix).map_err(failed)?;
    temporary.write_all(text.as_bytes()).map_err(failed)?;
    if let Some(metadata) = &before {
        keep_owner(temporary.as_file(), metadata);
        temporary
            .as_file()
            .set_permissions(metadata.permissions())
            .map_err(failed)?;
    }
    temporary.as_file().sync_all().map_err(failed)?;
    compare(&real, expected)?;
    if before.is_some() {
        temporary.persist(&real).map_err(|error| failed(error.error))?;
    } else if let Err(error) = temporary.persist_noclobber(&real) {
        compare(&real, expected)?;
        return Err(failed(error.error));
    }
    // The file is in place; a folder that cannot be synced (some network file systems) only means
    // that a power cut now may bring back the old content, whole.
    let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    Ok(Saved {
        hash: ContentHash::of(text.as_bytes()),
    })
}

/// Removes the file at `path`.
///
/// # Errors
/// As [`save`]: a file that is not what `expected` says is left alone.
pub fn remove(path: &Path, expected: &ContentHash) -> Result<(), SaveError> {
    compare(path, Some(expected))?;
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::remove_file(path).map_err(|error| failure(path, folder, error))
}

/// Moves a file or a folder to a place where nothing is.
///
/// # Errors
/// See [`SaveError`]; everything is where it was.
pub fn rename(from: &Path, to: &Path) -> Result<(), SaveError> {
    let folder = to.parent().unwrap_or(Path::new("."));
    let failed = |error: io::Error| failure(to, folder, error);
    if fs::symlink_metadata(to).is_ok() {
        return Err(failed(io::Error::new(
            io::ErrorKind::AlreadyExists,
            "something is there already",
        )));
    }
    fs::rename(from, to).map_err(failed)
}

/// Writes `text` beside `path` as `<name>.mine` (or `.mine-2` and so on), which is no YAML file by
/// its name and so no second copy of the resource. Returns where it is.
///
/// # Errors
/// See [`SaveError`].
pub fn save_copy(path: &Path, text: &str) -> Result<PathBuf, SaveError> {
    for number in 1..1000_u32 {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(if number == 1 {
            ".mine".to_owned()
        } else {
            format!(".mine-{number}")
        });
        let copy = path.with_file_name(name);
        match save(&copy, text, None) {
            Err(SaveError::ChangedOnDisk { .. }) => {}
            result => return result.map(|_| copy),
        }
    }
    let source = io::Error::new(io::ErrorKind::AlreadyExists, "there are 999 copies of it already");
    Err(SaveError::Io {
        path: path.to_owned(),
        source,
    })
}

fn compare(real: &Path, expected: Option<&ContentHash>) -> Result<(), SaveError> {
    let bytes = match read_bounded(real) {
        Ok(read) => read.bytes,
        Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
            return match expected {
                None => Ok(()),
                Some(_) => Err(SaveError::Deleted { path: real.to_owned() }),
            };
        }
        Err(ReadError::Io(source)) => {
            return Err(SaveError::Io {
                path: real.to_owned(),
                source,
            });
        }
        // Larger than anything that was ever read: somebody else's.
        Err(ReadError::TooLarge(stat)) => {
            let theirs = format!("({} bytes, too large to show)", stat.size);
            let hash = too_large_hash(stat);
            return Err(SaveError::ChangedOnDisk {
                path: real.to_owned(),
                theirs,
                hash,
            });
        }
    };
    let hash = ContentHash::of(&bytes);
    if expected == Some(&hash) {
        return Ok(());
    }
    let theirs = String::from_utf8_lossy(&bytes).into_owned();
    Err(SaveError::ChangedOnDisk {
        path: real.to_owned(),
        theirs,
        hash,
    })
}

#[cfg(unix)]
fn temporary_in(folder: &Path, prefix: &OsString) -> io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    // As an editor creates files: the umask takes from it what it should.
    let permissions = fs::Permissions::from_mode(0o666);
    tempfile::Builder::new()
        .prefix(prefix)
        .suffix(TEMPORARY)
        .permissions(permissions)
        .tempfile_in(folder)
}

#[cfg(not(unix))]
fn temporary_in(folder: &Path, prefix: &OsString) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new()
        .prefix(prefix)
        .suffix(TEMPORARY)
        .tempfile_in(folder)
}

/// Removes what saves of the same file left behind when the program was killed in the middle.
fn remove_leftovers(folder: &Path, prefix: &OsString) {
    let ours = |name: &OsStr| {
        let name = name.as_encoded_bytes();
        name.starts_with(prefix.as_encoded_bytes()) && name.ends_with(TEMPORARY.as_bytes())
    };
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let old = || {
            let modified = entry.metadata().and_then(|metadata| metadata.modified()).ok()?;
            Some(modified.elapsed().ok()? > LEFTOVER)
        };
        if ours(&entry.file_name()) && old() == Some(true) {
            // One that cannot be removed is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Matters for root editing somebody's file; everybody else may not give files away, and need not.
#[cfg(unix)]
fn keep_owner(file: &fs::File, before: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let now = file.metadata().ok().map(|now| (now.uid(), now.gid()));
    if now != Some((before.uid(), before.gid())) {
        let _ = fchown(file, Some(before.uid()), Some(before.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_: &fs::File, _: &fs::Metadata) {}

fn failure(path: &Path, folder: &Path, error: io::Error) -> SaveError {
    use io::ErrorKind::{NotADirectory, NotFound, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match error.kind() {
        StorageFull | QuotaExceeded => SaveError::DiskFull { path: path.to_owned() },
        PermissionDenied | ReadOnlyFilesystem | NotFound | NotADirectory => SaveError::FolderNotWritable {
            folder: folder.to_owned(),
            source: error,
        },
        _ => SaveError::Io {
            path: path.to_owned(),
            source: error,
        },
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    #[test]
    fn a_full_disk_and_a_spent_quota_are_called_so() {
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
            let error = failure(Path::new("/w/a.yaml"), Path::new("/w"), kind.into());
            assert_eq!(
                error.to_string(),
                "the disk that holds /w/a.yaml is full; your changes are kept, save again when there is room"
            );
        }
    }

    #[test]
    fn a_file_that_grew_beyond_everything_readable_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        fs::write(&path, "").unwrap();
        fs::File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_len(9 * 1024 * 1024)
            .unwrap();
        let empty = ContentHash::of(b"");
        let result = save(&path, "kind: Component\n", Some(&empty));
        assert!(matches!(result, Err(SaveError::ChangedOnDisk { .. })), "{result:?}");
        assert_eq!(fs::metadata(&path).unwrap().len(), 9 * 1024 * 1024);
    }
}
