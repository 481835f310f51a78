//! The open store and its handles.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::connection::{self, Durability};
use crate::reports::columns::kept::Kept;
use crate::{Notice, StoreError, cache, drafts};

/// Idle read connections that are kept.
const IDLE_READERS: usize = 4;

/// Both files, open. Share it between threads; the handles are made where they are used and given up soon.
#[derive(Debug)]
pub struct Store {
    cache: PathBuf,
    drafts: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    draft_book: Mutex<Connection>,
    /// Columns of reports that were asked for.
    kept: Kept,
    notices: Vec<Notice>,
}

/// Reads the cache. Each call sees one consistent state.
#[derive(Debug)]
pub struct Reader<'a> {
    store: &'a Store,
    /// Goes back to the store's idle ones when the handle is dropped.
    connection: Option<Connection>,
}

/// Writes the cache, one at a time within the process.
#[derive(Debug)]
pub struct Writer<'a> {
    file: &'a Path,
    connection: MutexGuard<'a, Connection>,
}

/// Reads and writes the drafts.
#[derive(Debug)]
pub struct DraftBook<'a> {
    file: &'a Path,
    connection: MutexGuard<'a, Connection>,
}

impl Store {
    /// Opens `cache.sqlite` and `drafts.sqlite` in `folder`, making what is missing.
    ///
    /// A damaged cache is set aside and begun anew, which [`Store::notices`] tells; nothing authored is in it.
    ///
    /// # Errors
    /// [`StoreError::Newer`] if a newer Ingot wrote either file; [`StoreError::Corrupt`] for damaged drafts, which
    /// are left as they are; [`StoreError::Folder`] if the folder cannot be used.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(|source| StoreError::Folder {
            folder: folder.to_owned(),
            source,
        })?;
        let drafts = folder.join("drafts.sqlite");
        let draft_book = connection::open(&drafts, Durability::Full, drafts::TABLES)?;
        let cache = folder.join("cache.sqlite");
        let mut notices = Vec::new();
        let writer = match connection::open(&cache, Durability::Cache, cache::TABLES) {
            Err(StoreError::Corrupt { detail, .. }) => {
                let aside = connection::set_aside(&cache)?;
                notices.push(Notice {
                    message: format!(
                        "the cache was damaged ({detail}) and begins empty; the old file is kept as {}. \
                         Sync and import reports again to fill it",
                        aside.display()
                    ),
                });
                connection::open(&cache, Durability::Cache, cache::TABLES)?
            }
            opened => opened?,
        };
        let readers = Mutex::new(Vec::new());
        Ok(Self {
            cache,
            drafts,
            writer: Mutex::new(writer),
            readers,
            draft_book: Mutex::new(draft_book),
            kept: Kept::default(),
            notices,
        })
    }

    /// What was mended on opening, to be shown once.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// A handle that reads the cache.
    pub fn reader(&self) -> Result<Reader<'_>, StoreError> {
        let idle = lock(&self.readers).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => connection::open_reader(&self.cache)?,
        };
        Ok(Reader {
            store: self,
            connection: Some(connection),
        })
    }

    /// The handle that writes the cache; waits while another thread has it.
    pub fn writer(&self) -> Writer<'_> {
        Writer {
            file: &self.cache,
            connection: lock(&self.writer),
        }
    }

    /// The handle of the drafts; waits while another thread has it.
    pub fn drafts(&self) -> DraftBook<'_> {
        DraftBook {
            file: &self.drafts,
            connection: lock(&self.draft_book),
        }
    }
}

impl<'a> Reader<'a> {
    pub(crate) fn kept(&self) -> &'a Kept {
        &self.store.kept
    }

    /// Runs `read` in one snapshot.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        let fresh;
        let connection = match &self.connection {
            Some(connection) => connection,
            None => {
                fresh = connection::open_reader(&self.store.cache)?;
                &fresh
            }
        };
        let outcome = connection.unchecked_transaction().and_then(|snapshot| {
            let answer = read(&snapshot)?;
            snapshot.finish()?;
            Ok(answer)
        });
        outcome.map_err(|error| StoreError::sql(&self.store.cache, error))
    }
}

impl Drop for Reader<'_> {
    fn drop(&mut self) {
        let mut idle = lock(&self.store.readers);
        if idle.len() < IDLE_READERS {
            idle.extend(self.connection.take());
        }
    }
}

impl Writer<'_> {
    /// Runs `write` in one transaction, rolled back if it fails.
    pub(crate) fn write<T>(
        &mut self,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        write_in(self.file, &mut self.connection, write)
    }

    pub(crate) fn parts(&mut self) -> (&Path, &mut Connection) {
        (self.file, &mut self.connection)
    }
}

impl DraftBook<'_> {
    pub(crate) fn write<T>(
        &mut self,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        write_in(self.file, &mut self.connection, write)
    }

    pub(crate) fn read<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        read(&self.connection).map_err(|error| StoreError::sql(self.file, error))
    }
}

fn write_in<T>(
    file: &Path,
    connection: &mut Connection,
    write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
) -> Result<T, StoreError> {
    let outcome = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .and_then(|transaction| {
            let answer = write(&transaction)?;
            transaction.commit()?;
            Ok(answer)
        });
    outcome.map_err(|error| StoreError::sql(file, error))
}

/// A panic elsewhere leaves no half-written state here: transactions roll back when they are dropped.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
