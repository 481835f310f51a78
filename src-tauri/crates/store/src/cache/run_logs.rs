//! The log of a run, line by line.

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::connection::Migration;
use crate::{Reader, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE run_logs (
            run TEXT NOT NULL,
            seq INTEGER NOT NULL,
            time TEXT NOT NULL,
            message TEXT NOT NULL,
            PRIMARY KEY (run, seq)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE run_log_cursors (
            run TEXT PRIMARY KEY,
            token TEXT NOT NULL
          ) STRICT, WITHOUT ROWID;",
}];

/// One line of a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    pub time: String,
    pub message: String,
}

/// Some lines of a log, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogPage {
    /// Lines in the whole log.
    pub total: u64,
    pub lines: Vec<LogLine>,
}

impl Writer<'_> {
    /// Puts lines at the end of a run's log and keeps the token of the service for what comes after them; both or
    /// neither, so that following can be taken up again without a gap or a repetition.
    pub fn append_run_log(&mut self, run: &str, lines: &[LogLine], token: Option<&str>) -> Result<(), StoreError> {
        self.write(|transaction| {
            let last: Option<i64> = transaction
                .prepare_cached("SELECT max(seq) FROM run_logs WHERE run = ?")?
                .query_row([run], |row| row.get(0))?;
            let mut insert = transaction.prepare_cached("INSERT INTO run_logs VALUES (?, ?, ?, ?)")?;
            for (seq, line) in (last.map_or(0, |last| last + 1)..).zip(lines) {
                insert.execute(params![run, seq, line.time, line.message])?;
            }
            if let Some(token) = token {
                transaction
                    .prepare_cached(
                        "INSERT INTO run_log_cursors VALUES (?, ?) ON CONFLICT DO UPDATE SET token = excluded.token",
                    )?
                    .execute([run, token])?;
            }
            Ok(())
        })
    }
}

impl Reader<'_> {
    /// Up to `limit` lines from line `offset` (counted from 0).
    pub fn run_log(&self, run: &str, offset: u64, limit: u32) -> Result<LogPage, StoreError> {
        self.read(|connection| {
            let total: Option<i64> = connection
                .prepare_cached("SELECT max(seq) + 1 FROM run_logs WHERE run = ?")?
                .query_row([run], |row| row.get(0))?;
            let lines = connection
                .prepare_cached("SELECT time, message FROM run_logs WHERE run = ? AND seq >= ? ORDER BY seq LIMIT ?")?
                .query_map(params![run, i64::try_from(offset).unwrap_or(i64::MAX), limit], |row| {
                    Ok(LogLine {
                        time: row.get(0)?,
                        message: row.get(1)?,
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(LogPage {
                total: total.and_then(|total| u64::try_from(total).ok()).unwrap_or(0),
                lines,
            })
        })
    }

    /// The token last kept with [`Writer::append_run_log`].
    pub fn run_log_token(&self, run: &str) -> Result<Option<String>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT token FROM run_log_cursors WHERE run = ?")?
                .query_row([run], |row| row.get(0))
                .optional()
        })
    }
}
