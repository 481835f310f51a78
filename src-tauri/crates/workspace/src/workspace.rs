//! An open workspace: the files as last read, kept up to date.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rayon::prelude::*;

use crate::discover::{discover, is_ignored, is_ignored_name, is_yaml, leads_out, relative};
use crate::error::WorkspaceError;
use crate::file::{ContentHash, WorkspaceFile};
use crate::inherit::is_configuration;
use crate::root::{candidates, folder_of};
use crate::save::{self, SaveError, Saved};
use crate::snapshot::{Snapshot, is_below};

/// A folder with resource files. All methods take `&self`; clones share the same files.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
    state: Arc<RwLock<Arc<Snapshot>>>,
}

/// What a reload found, as paths relative to the workspace, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// New, or with another content than before.
    pub changed: Vec<String>,
    /// No longer there.
    pub removed: Vec<String>,
}

impl Changes {
    /// Whether everything is as it was.
    pub fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.removed.is_empty()
    }
}

impl Workspace {
    /// Opens the workspace that `path` is, or lies in: the nearest folder upwards with an
    /// `ingot.yaml`, else the top of the Git working tree if that holds resources, else the folder
    /// itself.
    ///
    /// # Errors
    /// When there is nothing at `path`, it cannot be read, holds far too many files, or none of
    /// them is a resource. Single files that cannot be read are no error but diagnostics.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, WorkspaceError> {
        let candidates = candidates(path.as_ref())?;
        if let Some(marked) = candidates.marked {
            return require_resources(load(marked)?);
        }
        if let Some(top) = candidates.git_top.filter(|top| *top != candidates.folder)
            // A Git repository may be a whole home folder; then the folder itself is what is meant.
            && let Ok(snapshot) = load(top)
            && snapshot.has_resources()
        {
            return Ok(Self::from(snapshot));
        }
        require_resources(load(candidates.folder)?)
    }

    /// Opens exactly this folder (of a file: the folder it lies in), whatever it holds. For
    /// checking folders of component documents that are no workspace.
    ///
    /// # Errors
    /// As [`Workspace::open`], but a folder without resources is fine.
    pub fn open_folder(path: impl AsRef<Path>) -> Result<Self, WorkspaceError> {
        Ok(Self::from(load(folder_of(path.as_ref())?)?))
    }

    /// The workspace's folder, absolute and without links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The files as last read.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.state.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Where the file `path` (relative, with `/`) lies; `None` when the path leads out of the
    /// workspace.
    pub fn locate(&self, path: &str) -> Option<PathBuf> {
        let inside = Path::new(path);
        let ordinary = inside.components().all(|part| matches!(part, Component::Normal(_)));
        (ordinary && !path.is_empty())
            .then(|| self.root.join(inside))
            .filter(|disk| !leads_out(&self.root, disk))
    }

    /// Reads again what changed at `paths` (absolute, or relative to the workspace): files and
    /// whole folders, those that are gone included. A file that `stat` calls unchanged is not read.
    ///
    /// # Errors
    /// When the workspace's folder is gone or by now holds too many files; the snapshot then stays
    /// as it was.
    pub fn reload<P: AsRef<Path>>(&self, paths: impl IntoIterator<Item = P>) -> Result<Changes, WorkspaceError> {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = Snapshot::clone(&state);
        let mut changed = BTreeSet::new();
        let mut removed = BTreeSet::new();
        for path in paths {
            let path = self.root.join(path);
            let Some(name) = relative(&self.root, &path) else {
                continue;
            };
            if is_ignored(&self.root, &path) {
                continue;
            }
            if path.is_dir() {
                if is_ignored_name(last_part(&name)) && !name.is_empty() {
                    continue;
                }
                let found = discover(&self.root, &path)?;
                next.set_unreadable(&name, &found.unreadable);
                let gone = names_below(&next, &name).filter(|known| !found.files.contains_key(known));
                removed.extend(gone.collect::<Vec<_>>());
                let stale = found
                    .files
                    .iter()
                    .filter(|(file, stat)| next.file(file).is_none_or(|known| known.stat() != **stat));
                changed.extend(stale.map(|(file, _)| file.clone()));
            } else if path.is_file() && is_yaml(&path) && !leads_out(&self.root, &path) {
                changed.insert(name);
            } else if !path.exists() {
                if name.is_empty() {
                    return Err(WorkspaceError::NotFound { path });
                }
                removed.extend(names_below(&next, &name).collect::<Vec<_>>());
            }
        }
        let mut changes = Changes::default();
        for name in changed {
            match WorkspaceFile::load(&self.root.join(&name), &name) {
                Some(file) => {
                    let known = next.file(&name).filter(|known| known.hash() == file.hash());
                    let known = known.map(|known| known.found_again(file.stat()));
                    if known.is_none() {
                        changes.changed.push(name.clone());
                    }
                    next.files_mut().insert(name, Arc::new(known.unwrap_or(file)));
                }
                None => {
                    removed.insert(name);
                }
            }
        }
        for name in removed {
            if next.files_mut().remove(&name).is_some() {
                changes.removed.push(name);
            }
        }
        next.read_inherited();
        if changes
            .changed
            .iter()
            .chain(&changes.removed)
            .any(|path| is_configuration(path))
        {
            next.read_settings();
        }
        *state = Arc::new(next);
        Ok(changes)
    }

    /// Reads again whatever changed anywhere in the workspace.
    ///
    /// # Errors
    /// As [`Workspace::reload`].
    pub fn refresh(&self) -> Result<Changes, WorkspaceError> {
        self.reload([&self.root])
    }

    /// Writes `text` to the file `path` (relative, with `/`) and takes it into the snapshot.
    /// `expected` is the hash of what the text was made from; `None` when there should be no file
    /// yet.
    ///
    /// # Errors
    /// [`SaveError::ChangedOnDisk`] when something else is there; see [`save::save`].
    pub fn save(&self, path: &str, text: &str, expected: Option<&ContentHash>) -> Result<Saved, SaveError> {
        let disk = self.place(path)?;
        // Held over the write, so that a watcher never sees a content that is not known yet.
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let saved = save::save(&disk, text, expected)?;
        if is_yaml(&disk)
            && !is_ignored(&self.root, &disk)
            && let Some(file) = WorkspaceFile::load(&disk, path)
        {
            let mut next = Snapshot::clone(&state);
            next.files_mut().insert(path.to_owned(), Arc::new(file));
            if is_configuration(path) {
                next.read_inherited();
                next.read_settings();
            }
            *state = Arc::new(next);
        }
        Ok(saved)
    }

    /// Writes a new file with the folders on its way, see [`Workspace::save`].
    ///
    /// # Errors
    /// [`SaveError::ChangedOnDisk`] when there is such a file; [`SaveError::FolderNotWritable`] when a folder cannot be made.
    pub fn create(&self, path: &str, text: &str) -> Result<Saved, SaveError> {
        let disk = self.place(path)?;
        // Nothing but what a workspace reads is ever made: no hook of Git, no program.
        if !is_yaml(&disk) || is_ignored(&self.root, &disk) {
            return Err(SaveError::Outside { path: path.to_owned() });
        }
        if let Some(folder) = disk.parent() {
            fs::create_dir_all(folder).map_err(|source| SaveError::FolderNotWritable {
                folder: folder.to_owned(),
                source,
            })?;
        }
        self.save(path, text, None)
    }

    /// Removes the file `path`, and a folder below the workspace's own when nothing else is in it.
    ///
    /// # Errors
    /// [`SaveError::ChangedOnDisk`] when it is not what `expected` says; see [`save::remove`].
    pub fn remove(&self, path: &str, expected: &ContentHash) -> Result<(), SaveError> {
        let disk = self.place(path)?;
        save::remove(&disk, expected)?;
        if let Some(folder) = disk.parent().filter(|folder| *folder != self.root) {
            // Fails when there is something in it, as it should.
            let _ = fs::remove_dir(folder);
        }
        self.take_up([path])
    }

    /// Moves a file or a folder to a place in the workspace where nothing is.
    ///
    /// # Errors
    /// See [`save::rename`].
    pub fn rename(&self, from: &str, to: &str) -> Result<(), SaveError> {
        save::rename(&self.place(from)?, &self.place(to)?)?;
        self.take_up([from, to])
    }

    fn place(&self, path: &str) -> Result<PathBuf, SaveError> {
        self.locate(path)
            .ok_or_else(|| SaveError::Outside { path: path.to_owned() })
    }

    fn take_up<const N: usize>(&self, paths: [&str; N]) -> Result<(), SaveError> {
        let failed = |error: WorkspaceError| SaveError::Io {
            path: self.root.clone(),
            source: std::io::Error::other(error),
        };
        self.reload(paths).map(drop).map_err(failed)
    }

    /// Keeps both: writes `text` beside the file `path`, as `<name>.mine`, and leaves the file as
    /// somebody else saved it. Returns the path of the copy.
    ///
    /// # Errors
    /// See [`save::save_copy`].
    pub fn save_copy(&self, path: &str, text: &str) -> Result<String, SaveError> {
        let disk = self.place(path)?;
        let copy = save::save_copy(&disk, text)?;
        Ok(relative(&self.root, &copy).unwrap_or_else(|| copy.display().to_string()))
    }

    pub(crate) fn knows(&self, name: &str) -> Option<ContentHash> {
        self.snapshot().file(name).map(|file| file.hash().clone())
    }
}

impl From<Snapshot> for Workspace {
    fn from(snapshot: Snapshot) -> Self {
        let root = snapshot.root().to_owned();
        Self {
            root,
            state: Arc::new(RwLock::new(Arc::new(snapshot))),
        }
    }
}

fn require_resources(snapshot: Snapshot) -> Result<Workspace, WorkspaceError> {
    if snapshot.has_resources() {
        return Ok(Workspace::from(snapshot));
    }
    let yaml_files = snapshot.files().count();
    Err(WorkspaceError::NotAWorkspace {
        folder: snapshot.root().to_owned(),
        yaml_files,
    })
}

fn load(root: PathBuf) -> Result<Snapshot, WorkspaceError> {
    let found = discover(&root, &root)?;
    // Reading and parsing one file needs nothing of the others.
    let files: BTreeMap<String, Arc<WorkspaceFile>> = found
        .files
        .par_iter()
        .map(|(name, _)| name)
        .filter_map(|name| Some((name.clone(), Arc::new(WorkspaceFile::load(&root.join(name), name)?))))
        .collect();
    Ok(Snapshot::new(root, files, &found.unreadable))
}

fn names_below(snapshot: &Snapshot, folder: &str) -> impl Iterator<Item = String> {
    snapshot
        .files()
        .map(WorkspaceFile::path)
        .filter(move |path| is_below(path, folder))
        .map(str::to_owned)
}

fn last_part(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}
