//! Finding the YAML files of a folder.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::error::WorkspaceError;

/// Most YAML files a workspace may have.
pub const MAX_FILES: usize = 20_000;
/// Most entries of any sort that are looked at, so that opening `/` by mistake ends soon.
pub const MAX_ENTRIES: usize = 500_000;

/// What `stat` says about a file; enough to tell whether it needs to be read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stat {
    pub size: u64,
    pub modified: Option<SystemTime>,
}

impl Stat {
    pub fn of(metadata: &fs::Metadata) -> Self {
        Self {
            size: metadata.len(),
            modified: metadata.modified().ok(),
        }
    }
}

/// What a walk found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// YAML files by path relative to the root, with `/`.
    pub files: BTreeMap<String, Stat>,
    /// Every folder that was entered, the first included.
    pub folders: Vec<PathBuf>,
    /// Folders below the first that could not be read, relative to the root.
    pub unreadable: Vec<(String, io::Error)>,
}

/// Walks `folder`, which is `root` or below it. Linked folders are not entered: inside the
/// workspace they would show every file twice, outside it they could lead anywhere.
pub(crate) fn discover(root: &Path, folder: &Path) -> Result<Found, WorkspaceError> {
    discover_within(root, folder, MAX_FILES, MAX_ENTRIES)
}

fn discover_within(root: &Path, folder: &Path, max_files: usize, max_entries: usize) -> Result<Found, WorkspaceError> {
    let mut found = Found::default();
    let mut entries = 0_usize;
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        let listing = match fs::read_dir(&at) {
            Ok(listing) => listing,
            Err(source) if at == folder => {
                return Err(WorkspaceError::Unreadable { path: at, source });
            }
            Err(error) => {
                found.unreadable.push((relative(root, &at).unwrap_or_default(), error));
                continue;
            }
        };
        found.folders.push(at);
        for entry in listing.flatten() {
            entries += 1;
            if entries > max_entries {
                return Err(WorkspaceError::TooManyFiles {
                    folder: folder.to_owned(),
                });
            }
            let Ok(kind) = entry.file_type() else { continue };
            let path = entry.path();
            if kind.is_dir() {
                if !is_ignored_name(&entry.file_name().to_string_lossy()) {
                    open.push(path);
                }
            } else if is_yaml(&path) {
                // Through links to files; a pipe or a device is nothing to read.
                let Ok(metadata) = fs::metadata(&path) else { continue };
                if kind.is_symlink() && leads_out(root, &path) {
                    let error = io::Error::other("it is a link that leads out of the workspace");
                    found
                        .unreadable
                        .push((relative(root, &path).unwrap_or_default(), error));
                    continue;
                }
                if metadata.is_file()
                    && let Some(name) = relative(root, &path)
                {
                    found.files.insert(name, Stat::of(&metadata));
                }
                if found.files.len() > max_files {
                    return Err(WorkspaceError::TooManyFiles {
                        folder: folder.to_owned(),
                    });
                }
            }
        }
    }
    Ok(found)
}

/// Whether a link ends outside of `root`: a workspace may come from anybody, and must not reach other files.
pub(crate) fn leads_out(root: &Path, path: &Path) -> bool {
    fs::canonicalize(path).is_ok_and(|real| !real.starts_with(root))
}

/// Whether the path names a YAML file that is not hidden.
pub(crate) fn is_yaml(path: &Path) -> bool {
    let hidden = path
        .file_name()
        .is_none_or(|name| name.to_string_lossy().starts_with('.'));
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    !hidden && (extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml"))
}

/// Whether something below `root` lies in a folder that is left alone.
pub(crate) fn is_ignored(root: &Path, path: &Path) -> bool {
    path.strip_prefix(root).map_or(true, |inside| {
        inside.parent().is_some_and(|folders| {
            folders
                .components()
                .any(|part| is_ignored_name(&part.as_os_str().to_string_lossy()))
        })
    })
}

/// Folders that hold nothing people author: hidden ones, and what builds and package managers fill.
pub(crate) fn is_ignored_name(name: &str) -> bool {
    name.starts_with('.') || matches!(name, "target" | "node_modules")
}

/// The path below `root` with `/`; `None` when it is not below it. Names that are not UTF-8 are
/// shown with replacement characters.
pub(crate) fn relative(root: &Path, path: &Path) -> Option<String> {
    let inside = path.strip_prefix(root).ok()?;
    let parts: Vec<_> = inside
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_walk_ends_at_too_many_yaml_files_and_at_too_many_entries() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.yaml", "b.yaml", "c.txt", "d.txt"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let walk = |files, entries| discover_within(folder.path(), folder.path(), files, entries);
        assert_eq!(walk(2, 4).unwrap().files.len(), 2);
        assert!(matches!(walk(1, 4), Err(WorkspaceError::TooManyFiles { .. })));
        let error = walk(2, 3).unwrap_err().to_string();
        assert!(error.contains("more than 20000 YAML files"), "{error}");
    }

    #[test]
    fn ignored_folders_are_ignored_at_every_depth_but_not_above_the_root() {
        let root = Path::new("/home/me/.config/target");
        assert!(!is_ignored(root, &root.join("a/b.yaml")));
        assert!(is_ignored(root, &root.join("a/.git/b.yaml")));
        assert!(is_ignored(root, &root.join("node_modules/b.yaml")));
        assert!(is_ignored(root, Path::new("/home/me/b.yaml")));
    }
}
