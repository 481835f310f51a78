//! One row a file: what it began from and where its history stands.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::edit;
use crate::connection::Migration;
use crate::{DraftBook, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE drafts (
            workspace TEXT NOT NULL,
            file TEXT NOT NULL,
            base_hash TEXT NOT NULL,
            origin TEXT NOT NULL,
            applied INTEGER NOT NULL,
            saved INTEGER,
            updated_at TEXT NOT NULL,
            PRIMARY KEY (workspace, file)
          ) STRICT, WITHOUT ROWID;",
}];

/// A file on disk as it was when it was last read or saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// The caller's hash of the text; a file that has another one was changed by somebody else.
    pub hash: String,
    pub text: String,
}

/// A file's edits as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Hash of the file that the draft began from, or was last saved as.
    pub base_hash: String,
    /// The text of that file; `None` if that point is no longer in the history.
    pub base_text: Option<String>,
    /// The text with the applied edits.
    pub text: String,
    /// Whether `text` is what was last read or saved.
    pub saved: bool,
    /// How many edits lie between `text` and what was last read or saved; all that are kept if that point is no
    /// longer in the history.
    pub unsaved_edits: u32,
    /// Label of what undo would undo.
    pub undo: Option<String>,
    /// Label of what redo would bring back.
    pub redo: Option<String>,
    pub updated_at: String,
}

/// A draft in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftSummary {
    pub file: String,
    /// Whether there is nothing unsaved in it.
    pub saved: bool,
    pub updated_at: String,
}

/// What an undo or redo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryStep {
    /// Label of the edit that was undone or brought back.
    pub label: String,
    /// The text now.
    pub text: String,
}

/// The row, and the state it encodes.
struct Stored {
    base_hash: String,
    origin: String,
    /// How many edits apply: those with the lowest numbers.
    applied: i64,
    /// At how many applied edits the file on disk stands; `None` if that point is no longer in the history.
    saved: Option<i64>,
    updated_at: String,
}

impl DraftBook<'_> {
    /// Adds an edit that leads to `text`. What was undone before is forgotten, as everywhere. `base` is used when
    /// the file has no draft yet; `label` says what the edit did ("move of auditd").
    pub fn edit(
        &mut self,
        workspace: &str,
        file: &str,
        base: &Base,
        label: &str,
        text: &str,
        at: &str,
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut stored = load(transaction, workspace, file)?.unwrap_or_else(|| Stored {
                base_hash: base.hash.clone(),
                origin: base.text.clone(),
                applied: 0,
                saved: Some(0),
                updated_at: String::new(),
            });
            edit::delete_after(transaction, workspace, file, stored.applied)?;
            stored.saved = stored.saved.filter(|saved| *saved <= stored.applied);
            stored.applied += 1;
            edit::insert(transaction, workspace, file, stored.applied, label, text)?;
            if stored.applied > edit::KEPT {
                if let Some(first) = edit::text(transaction, workspace, file, 1)? {
                    stored.origin = first;
                }
                edit::drop_first(transaction, workspace, file)?;
                stored.applied -= 1;
                stored.saved = stored.saved.map(|saved| saved - 1).filter(|saved| *saved >= 0);
            }
            stored.updated_at = at.to_owned();
            put(transaction, workspace, file, &stored)
        })
    }

    /// Takes the last applied edit back; `None` if there is none.
    pub fn undo(&mut self, workspace: &str, file: &str, at: &str) -> Result<Option<HistoryStep>, StoreError> {
        self.step(workspace, file, at, -1)
    }

    /// Brings the last undone edit back; `None` if there is none.
    pub fn redo(&mut self, workspace: &str, file: &str, at: &str) -> Result<Option<HistoryStep>, StoreError> {
        self.step(workspace, file, at, 1)
    }

    /// The file on disk is now what the draft says, and has this hash. The history stays.
    pub fn saved(&mut self, workspace: &str, file: &str, hash: &str, at: &str) -> Result<(), StoreError> {
        self.write(|transaction| {
            let Some(mut stored) = load(transaction, workspace, file)? else {
                return Ok(());
            };
            stored.base_hash = hash.to_owned();
            stored.saved = Some(stored.applied);
            stored.updated_at = at.to_owned();
            put(transaction, workspace, file, &stored)
        })
    }

    /// Forgets a file's edits; `false` if there were none.
    pub fn discard(&mut self, workspace: &str, file: &str) -> Result<bool, StoreError> {
        self.write(|transaction| {
            edit::delete_after(transaction, workspace, file, 0)?;
            let deleted = transaction
                .prepare_cached("DELETE FROM drafts WHERE workspace = ? AND file = ?")?
                .execute([workspace, file])?;
            Ok(deleted > 0)
        })
    }

    /// The edits of `from` become those of `to`: the file was moved. What `to` had before is forgotten.
    pub fn rename(&mut self, workspace: &str, from: &str, to: &str) -> Result<(), StoreError> {
        self.write(|transaction| {
            for table in ["drafts", "edits"] {
                transaction
                    .prepare_cached(&format!("DELETE FROM {table} WHERE workspace = ? AND file = ?"))?
                    .execute([workspace, to])?;
                transaction
                    .prepare_cached(&format!("UPDATE {table} SET file = ? WHERE workspace = ? AND file = ?"))?
                    .execute([to, workspace, from])?;
            }
            Ok(())
        })
    }

    /// A file's edits as they stand; `None` if it was never edited.
    pub fn draft(&self, workspace: &str, file: &str) -> Result<Option<Draft>, StoreError> {
        self.read(|connection| {
            let Some(stored) = load(connection, workspace, file)? else {
                return Ok(None);
            };
            Ok(Some(Draft {
                base_text: stored.base_text(connection, workspace, file)?,
                text: stored.text(connection, workspace, file)?,
                saved: stored.saved == Some(stored.applied),
                unsaved_edits: u32::try_from((stored.applied - stored.saved.unwrap_or(0)).abs()).unwrap_or(u32::MAX),
                undo: edit::label(connection, workspace, file, stored.applied)?,
                redo: edit::label(connection, workspace, file, stored.applied + 1)?,
                base_hash: stored.base_hash,
                updated_at: stored.updated_at,
            }))
        })
    }

    /// The edited files of a workspace by name.
    pub fn drafts(&self, workspace: &str) -> Result<Vec<DraftSummary>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT file, saved IS applied, updated_at FROM drafts WHERE workspace = ? ORDER BY file",
                )?
                .query_map([workspace], |row| {
                    Ok(DraftSummary {
                        file: row.get(0)?,
                        saved: row.get(1)?,
                        updated_at: row.get(2)?,
                    })
                })?
                .collect()
        })
    }

    fn step(&mut self, workspace: &str, file: &str, at: &str, by: i64) -> Result<Option<HistoryStep>, StoreError> {
        self.write(|transaction| {
            let Some(mut stored) = load(transaction, workspace, file)? else {
                return Ok(None);
            };
            // The edit that is crossed: the last applied one backwards, the next one forwards.
            let crossed = if by < 0 { stored.applied } else { stored.applied + 1 };
            let Some(label) = edit::label(transaction, workspace, file, crossed)? else {
                return Ok(None);
            };
            stored.applied += by;
            stored.updated_at = at.to_owned();
            put(transaction, workspace, file, &stored)?;
            Ok(Some(HistoryStep {
                label,
                text: stored.text(transaction, workspace, file)?,
            }))
        })
    }
}

impl Stored {
    fn text(&self, connection: &Connection, workspace: &str, file: &str) -> rusqlite::Result<String> {
        Ok(edit::text(connection, workspace, file, self.applied)?.unwrap_or_else(|| self.origin.clone()))
    }

    fn base_text(&self, connection: &Connection, workspace: &str, file: &str) -> rusqlite::Result<Option<String>> {
        match self.saved {
            None => Ok(None),
            Some(0) => Ok(Some(self.origin.clone())),
            Some(saved) => edit::text(connection, workspace, file, saved),
        }
    }
}

fn load(connection: &Connection, workspace: &str, file: &str) -> rusqlite::Result<Option<Stored>> {
    connection
        .prepare_cached(
            "SELECT base_hash, origin, applied, saved, updated_at FROM drafts WHERE workspace = ? AND file = ?",
        )?
        .query_row([workspace, file], |row| {
            Ok(Stored {
                base_hash: row.get(0)?,
                origin: row.get(1)?,
                applied: row.get(2)?,
                saved: row.get(3)?,
                updated_at: row.get(4)?,
            })
        })
        .optional()
}

fn put(transaction: &Transaction<'_>, workspace: &str, file: &str, stored: &Stored) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?, ?, ?)")?
        .execute(params![
            workspace,
            file,
            stored.base_hash,
            stored.origin,
            stored.applied,
            stored.saved,
            stored.updated_at
        ])?;
    Ok(())
}
