//! The open workspace: its files, the unsaved edits over them, and what checking both found. Every edit goes through
//! here, is kept at once in the drafts, and can be undone.

mod files;
pub(crate) mod readable;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ingot_recipe::{Inventory, Kind};
use ingot_store::{Base, Draft, Store};
use ingot_workspace::{ContentHash, SaveError, Watching, Workspace};
use tokio::sync::broadcast;

use crate::contract::workspace::OnConflict;
use crate::contract::{Code, Error, Event, Topic};
use crate::prepared::Prepared;
use crate::{clock, failure};

pub struct Desk {
    open: Arc<Mutex<Option<Open>>>,
    saved_files_only: bool,
    events: broadcast::Sender<Event>,
}

struct Open {
    workspace: Workspace,
    store: Arc<Store>,
    inventory: Arc<Inventory>,
    prepared: Arc<Prepared>,
    saved_files_only: bool,
    revision: u64,
    /// Watches until it is dropped.
    _watching: Option<Watching>,
}

/// A file as the editor shows it.
pub struct OpenFile {
    /// The draft, or what is on disk; `None` when there is neither.
    pub text: Option<String>,
    pub saved_text: Option<String>,
    pub draft: Option<Draft>,
    pub changed_on_disk: bool,
}

impl Desk {
    /// `saved_files_only`: unsaved edits are left out of every view.
    pub fn new(events: broadcast::Sender<Event>, saved_files_only: bool) -> Self {
        Self {
            open: Arc::default(),
            saved_files_only,
            events,
        }
    }

    pub fn is_open(&self) -> bool {
        self.lock().is_some()
    }

    /// Opens the workspace that `folder` is or lies in and answers its root.
    pub fn open(&self, folder: &Path, store: Arc<Store>, inventory: Inventory) -> Result<PathBuf, Error> {
        let workspace = Workspace::open(folder).map_err(|error| failure::workspace(&error))?;
        let root = workspace.root().to_owned();
        // Dropped before the new one begins, and outside the lock: a watcher may be waiting for it.
        let before = self.lock().take();
        drop(before);
        let open = Arc::downgrade(&self.open);
        let events = self.events.clone();
        let watching = workspace
            .watch(move |changed| {
                let Some(open) = open.upgrade() else { return };
                // Decisions are read when they are asked for.
                if changed.decisions {
                    let _ = events.send(Event::Cache { topic: Topic::Scans });
                }
                if changed.files.is_empty() {
                    return;
                }
                let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
                let Some(open) = open.as_mut() else { return };
                // A folder that is gone (a disk that was taken away) or grew beyond all bounds: what was read stays.
                if open.workspace.root().is_dir()
                    && open.workspace.reload(&changed.files).is_ok()
                    && open.forget_stale_history().is_ok()
                    && open.prepare().is_ok()
                {
                    let _ = events.send(Event::Workspace {
                        revision: open.revision,
                    });
                }
            })
            .ok();
        // What changed between reading and watching would be noticed by neither.
        workspace.refresh().map_err(|error| failure::workspace(&error))?;
        let drafts = if self.saved_files_only {
            HashMap::new()
        } else {
            unsaved(&store, &root)?
        };
        let inventory = Arc::new(inventory);
        let shown = readable::at_first(&workspace.snapshot(), &drafts);
        let prepared = Arc::new(Prepared::new(&shown, &drafts, inventory.clone(), None));
        let mut opened = Open {
            workspace,
            store,
            inventory,
            prepared,
            saved_files_only: self.saved_files_only,
            revision: 1,
            _watching: watching,
        };
        opened.take_up_saves()?;
        opened.forget_stale_history()?;
        *self.lock() = Some(opened);
        let _ = self.events.send(Event::Workspace { revision: 1 });
        Ok(root)
    }

    pub fn root(&self) -> Result<PathBuf, Error> {
        self.with(|open| Ok(open.workspace.root().to_owned()))
    }

    /// For files beside those that are checked: decisions and saved views.
    pub fn with_workspace<T>(&self, read: impl FnOnce(&Workspace) -> T) -> Result<T, Error> {
        self.with(|open| Ok(read(&open.workspace)))
    }

    pub fn revision(&self) -> u64 {
        self.lock().as_ref().map_or(0, |open| open.revision)
    }

    pub fn prepared(&self) -> Result<Arc<Prepared>, Error> {
        self.with(|open| Ok(open.prepared.clone()))
    }

    /// What a saved resource is called in the file as it is shown: its name may be being typed.
    pub fn present_name(&self, kind: Kind, name: &str) -> Option<String> {
        let lock = self.lock();
        let open = lock.as_ref()?;
        let saved = open.workspace.snapshot();
        let (source, _) = saved
            .resources()
            .find(|(_, resource)| resource.kind() == kind && resource.name() == name)?;
        let shown = open.prepared.snapshot.file(source.file())?.resource()?;
        (shown.kind() == kind && !shown.name().is_empty()).then(|| shown.name().to_owned())
    }

    /// Paths with unsaved edits.
    pub fn unsaved(&self) -> Result<Vec<String>, Error> {
        self.with(|open| {
            let drafts = open.store.drafts().drafts(&open.key())?;
            Ok(drafts
                .into_iter()
                .filter(|draft| !draft.saved)
                .map(|draft| draft.file)
                .collect())
        })
    }

    /// Paths whose unsaved edits are in the views; none where only saved files are looked at.
    pub fn unsaved_shown(&self) -> Result<Vec<String>, Error> {
        if self.saved_files_only {
            Ok(Vec::new())
        } else {
            self.unsaved()
        }
    }

    pub fn file(&self, path: &str) -> Result<OpenFile, Error> {
        self.with(|open| open.file(path))
    }

    /// Replaces the text of a file, as one edit that `label` names. The file on disk stays as it is until it is saved.
    pub fn edit(&self, path: &str, label: &str, text: &str) -> Result<(), Error> {
        self.change(|open| open.edit(path, label, text))
    }

    pub fn undo(&self, path: &str) -> Result<(), Error> {
        self.change(|open| {
            open.store.drafts().undo(&open.key(), path, &clock::now())?;
            Ok(())
        })
    }

    pub fn redo(&self, path: &str) -> Result<(), Error> {
        self.change(|open| {
            open.store.drafts().redo(&open.key(), path, &clock::now())?;
            Ok(())
        })
    }

    pub fn discard(&self, path: &str) -> Result<(), Error> {
        self.change(|open| {
            open.store.drafts().discard(&open.key(), path)?;
            Ok(())
        })
    }

    /// Writes a file's draft. When the file changed on disk since the draft began, nothing is written unless
    /// `on_conflict` says what to do.
    pub fn save(&self, path: &str, on_conflict: Option<OnConflict>) -> Result<(), Error> {
        self.change(|open| {
            let Some(draft) = open.store.drafts().draft(&open.key(), path)? else {
                return Ok(());
            };
            let expected = ContentHash::from(draft.base_hash.clone());
            let saved = match open.workspace.save(path, &draft.text, Some(&expected)) {
                Err(SaveError::ChangedOnDisk { hash, .. }) if on_conflict == Some(OnConflict::KeepMine) => {
                    open.workspace.save(path, &draft.text, Some(&hash))
                }
                Err(SaveError::Deleted { .. }) if on_conflict == Some(OnConflict::KeepMine) => {
                    open.workspace.save(path, &draft.text, None)
                }
                Err(SaveError::ChangedOnDisk { .. } | SaveError::Deleted { .. })
                    if on_conflict == Some(OnConflict::TakeTheirs) =>
                {
                    return open.take_theirs(path);
                }
                Err(SaveError::ChangedOnDisk { .. } | SaveError::Deleted { .. })
                    if on_conflict == Some(OnConflict::KeepBoth) =>
                {
                    open.workspace
                        .save_copy(path, &draft.text)
                        .map_err(|error| failure::save(&error))?;
                    return open.take_theirs(path);
                }
                Err(error @ (SaveError::ChangedOnDisk { .. } | SaveError::Deleted { .. })) => {
                    // The choice is made between what is there now and the draft, not what was read before.
                    let _ = open.workspace.reload([path]);
                    Err(error)
                }
                saved => saved,
            }
            .map_err(|error| failure::save(&error))?;
            open.store
                .drafts()
                .saved(&open.key(), path, saved.hash.as_str(), &clock::now())?;
            Ok(())
        })
    }

    /// AWS was read again.
    pub fn inventory_changed(&self, inventory: Inventory) {
        let changed = self.change(|open| {
            open.inventory = Arc::new(inventory);
            Ok(())
        });
        // No workspace is open: nothing to bring up to date.
        drop(changed);
    }

    /// Runs `change` and brings the views up to date.
    fn change<T>(&self, change: impl FnOnce(&mut Open) -> Result<T, Error>) -> Result<T, Error> {
        let mut lock = self.lock();
        let open = lock.as_mut().ok_or_else(nothing_open)?;
        let answer = change(open)?;
        open.prepare()?;
        let _ = self.events.send(Event::Workspace {
            revision: open.revision,
        });
        Ok(answer)
    }

    fn with<T>(&self, read: impl FnOnce(&Open) -> Result<T, Error>) -> Result<T, Error> {
        self.lock().as_ref().ok_or_else(nothing_open).and_then(read)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Open>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    /// Drafts are kept under the workspace's folder.
    fn key(&self) -> String {
        self.workspace.root().to_string_lossy().into_owned()
    }

    fn prepare(&mut self) -> Result<(), Error> {
        let drafts = if self.saved_files_only {
            HashMap::new()
        } else {
            unsaved(&self.store, self.workspace.root())?
        };
        let shown = readable::after(&self.workspace.snapshot(), &drafts, &self.prepared.snapshot);
        self.prepared = Arc::new(Prepared::new(
            &shown,
            &drafts,
            self.inventory.clone(),
            Some(&self.prepared),
        ));
        self.revision += 1;
        Ok(())
    }

    fn file(&self, path: &str) -> Result<OpenFile, Error> {
        let draft = self.store.drafts().draft(&self.key(), path)?;
        let snapshot = self.workspace.snapshot();
        let on_disk = snapshot.file(path);
        if on_disk.is_none() && draft.is_none() {
            return Err(no_file(path));
        }
        let saved_text = on_disk.map(|file| file.text().to_owned());
        let unsaved = draft.as_ref().filter(|draft| !draft.saved);
        let changed_on_disk =
            unsaved.is_some_and(|draft| on_disk.is_none_or(|file| file.hash().as_str() != draft.base_hash));
        Ok(OpenFile {
            text: unsaved.map(|draft| draft.text.clone()).or_else(|| saved_text.clone()),
            saved_text,
            draft,
            changed_on_disk,
        })
    }

    fn edit(&mut self, path: &str, label: &str, text: &str) -> Result<(), Error> {
        let file = self.file(path)?;
        if file.text.as_deref() == Some(text) {
            return Ok(());
        }
        let on_disk = self.workspace.snapshot().file(path).map(|file| Base {
            hash: file.hash().as_str().to_owned(),
            text: file.text().to_owned(),
        });
        let base = on_disk.ok_or_else(|| no_file(path))?;
        self.store
            .drafts()
            .edit(&self.key(), path, &base, label, text, &clock::now())?;
        Ok(())
    }

    fn take_theirs(&mut self, path: &str) -> Result<(), Error> {
        self.store.drafts().discard(&self.key(), path)?;
        self.workspace
            .reload([path])
            .map_err(|error| failure::workspace(&error))?;
        Ok(())
    }

    /// A program that was killed between writing a file and noting it left a draft that is on disk already.
    fn take_up_saves(&mut self) -> Result<(), Error> {
        let key = self.key();
        let snapshot = self.workspace.snapshot();
        let mut book = self.store.drafts();
        for summary in book.drafts(&key)?.into_iter().filter(|summary| !summary.saved) {
            let Some(on_disk) = snapshot.file(&summary.file) else {
                continue;
            };
            let same = book
                .draft(&key, &summary.file)?
                .is_some_and(|draft| draft.text == on_disk.text());
            if same {
                book.saved(&key, &summary.file, on_disk.hash().as_str(), &clock::now())?;
            }
        }
        Ok(())
    }

    /// A history whose last save is no longer what is on disk would undo somebody else's change: it is forgotten,
    /// unless there are unsaved edits in it, which are offered the three-way choice instead.
    fn forget_stale_history(&mut self) -> Result<(), Error> {
        let key = self.key();
        let snapshot = self.workspace.snapshot();
        let mut book = self.store.drafts();
        for summary in book.drafts(&key)?.into_iter().filter(|summary| summary.saved) {
            let stale = book.draft(&key, &summary.file)?.is_some_and(|draft| {
                snapshot
                    .file(&summary.file)
                    .is_none_or(|file| file.hash().as_str() != draft.base_hash)
            });
            if stale {
                book.discard(&key, &summary.file)?;
            }
        }
        Ok(())
    }
}

fn unsaved(store: &Store, root: &Path) -> Result<HashMap<String, String>, Error> {
    let key = root.to_string_lossy();
    let book = store.drafts();
    let mut texts = HashMap::new();
    for summary in book.drafts(&key)?.into_iter().filter(|summary| !summary.saved) {
        if let Some(draft) = book.draft(&key, &summary.file)? {
            texts.insert(summary.file, draft.text);
        }
    }
    Ok(texts)
}

fn nothing_open() -> Error {
    Error::new(Code::NotFound, "no workspace is open").hint("open a folder, or the sample workspace")
}

fn no_file(path: &str) -> Error {
    Error::not_found(format!("there is no file {path} in this workspace"))
}
