//! The package inventory that a report is or has.

use ingot_report::Package;
use rusqlite::{Connection, params};

use super::about::ReportId;
use super::report::integer;
use crate::connection::Migration;
use crate::{Reader, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE report_packages (
            report INTEGER NOT NULL,
            number INTEGER NOT NULL,
            name TEXT NOT NULL,
            version TEXT,
            arch TEXT,
            kind TEXT,
            purl TEXT,
            path TEXT,
            layer_digest TEXT,
            PRIMARY KEY (report, number)
          ) STRICT, WITHOUT ROWID;",
}];

impl Reader<'_> {
    /// The package inventory of a report in the order of its file; empty if it has none.
    pub fn packages(&self, report: ReportId) -> Result<Vec<Package>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT name, version, arch, kind, purl, path, layer_digest FROM report_packages
                     WHERE report = ? ORDER BY number",
                )?
                .query_map([report.0], |row| {
                    Ok(Package {
                        name: row.get(0)?,
                        version: row.get(1)?,
                        arch: row.get(2)?,
                        kind: row.get(3)?,
                        purl: row.get(4)?,
                        path: row.get(5)?,
                        layer_digest: row.get(6)?,
                    })
                })?
                .collect()
        })
    }
}

pub(crate) fn clear(connection: &Connection, report: ReportId) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM report_packages WHERE report = ?")?
        .execute([report.0])?;
    Ok(())
}

/// Adds the package that comes as number `number` in the report.
pub(crate) fn add(connection: &Connection, report: ReportId, number: u64, package: &Package) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO report_packages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?
        .execute(params![
            report.0,
            integer(number),
            package.name,
            package.version,
            package.arch,
            package.kind,
            package.purl,
            package.path,
            package.layer_digest,
        ])?;
    Ok(())
}
