//! When each target of a sync was last read, and what went wrong since.

use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::connection::Migration;
use crate::{Reader, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE sync_state (
            target TEXT PRIMARY KEY,
            as_of TEXT,
            tried TEXT NOT NULL,
            error TEXT
          ) STRICT, WITHOUT ROWID;",
}];

/// How fresh what is known of a target is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncState {
    /// The caller's name for what is read: a profile, account, region and kind.
    pub target: String,
    /// When it was last read well.
    pub as_of: Option<String>,
    /// When it was last tried.
    pub tried: String,
    /// Why the last try failed; `None` if it did not.
    pub error: Option<String>,
}

impl Writer<'_> {
    /// `target` was read well at `at`.
    pub fn synced(&mut self, target: &str, at: &str) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT INTO sync_state VALUES (?1, ?2, ?2, NULL)
                     ON CONFLICT DO UPDATE SET as_of = excluded.as_of, tried = excluded.tried, error = NULL",
                )?
                .execute(params![target, at])?;
            Ok(())
        })
    }

    /// `target` could not be read at `at`; what was read before stays, with its age.
    pub fn sync_failed(&mut self, target: &str, at: &str, error: &str) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT INTO sync_state VALUES (?1, NULL, ?2, ?3)
                     ON CONFLICT DO UPDATE SET tried = excluded.tried, error = excluded.error",
                )?
                .execute(params![target, at, error])?;
            Ok(())
        })
    }
}

impl Reader<'_> {
    pub fn sync_state(&self, target: &str) -> Result<Option<SyncState>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT target, as_of, tried, error FROM sync_state WHERE target = ?")?
                .query_row([target], from_row)
                .optional()
        })
    }

    /// All targets by name.
    pub fn sync_states(&self) -> Result<Vec<SyncState>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT target, as_of, tried, error FROM sync_state ORDER BY target")?
                .query_map([], from_row)?
                .collect()
        })
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<SyncState> {
    Ok(SyncState {
        target: row.get(0)?,
        as_of: row.get(1)?,
        tried: row.get(2)?,
        error: row.get(3)?,
    })
}
