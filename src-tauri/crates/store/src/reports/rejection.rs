//! Entries of a report that were not taken, with the place and the reason.

use ingot_report::read::Rejection;
use rusqlite::{Transaction, params};

use super::about::ReportId;
use super::report::{count, integer};
use crate::connection::Migration;
use crate::{Reader, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE report_rejections (
            report INTEGER NOT NULL,
            entry INTEGER NOT NULL,
            line INTEGER NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (report, entry)
          ) STRICT, WITHOUT ROWID;",
}];

/// Rejections of a report beyond this many are counted, not kept.
pub(crate) const KEPT: u64 = 10_000;

impl Reader<'_> {
    /// The rejected entries of a report in order, at most the first 10,000; [`crate::Report::rejected`] counts all.
    pub fn rejections(&self, report: ReportId) -> Result<Vec<Rejection>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached("SELECT entry, line, reason FROM report_rejections WHERE report = ? ORDER BY entry")?
                .query_map([report.0], |row| {
                    Ok(Rejection {
                        entry: count(row, 0)?,
                        line: count(row, 1)?,
                        reason: row.get(2)?,
                    })
                })?
                .collect()
        })
    }
}

pub(crate) fn clear(transaction: &Transaction<'_>, report: ReportId) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("DELETE FROM report_rejections WHERE report = ?")?
        .execute([report.0])?;
    Ok(())
}

pub(crate) fn add(transaction: &Transaction<'_>, report: ReportId, rejection: &Rejection) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT OR REPLACE INTO report_rejections VALUES (?, ?, ?, ?)")?
        .execute(params![
            report.0,
            integer(rejection.entry),
            integer(rejection.line),
            rejection.reason
        ])?;
    Ok(())
}
