//! Which layer brought the packages of a report in, and how that is known.

use ingot_report::{Attribution, Package};
use rusqlite::{Connection, OptionalExtension, params};

use super::about::ReportId;
use super::columns::names::{ABSENT, Names};
use super::columns::stored;
use super::part;
use super::report;
use super::stored_words::layer_rank;
use crate::connection::Migration;
use crate::{StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    // Layer and origin are in the report's columns; this is what only the detail view reads.
    sql: "CREATE TABLE finding_attributions (
            report INTEGER NOT NULL,
            package INTEGER NOT NULL,
            evidence TEXT NOT NULL,
            PRIMARY KEY (report, package)
          ) STRICT, WITHOUT ROWID;",
}];

impl Writer<'_> {
    /// Attributes the findings of a report: `origin_of` is asked once for each distinct package, and with `None` for
    /// the findings that name none. Answers how many packages changed their layer. A later import of the report keeps
    /// what was attributed; its new packages are [`Layer::Unknown`] until they are attributed, too.
    pub fn attribute(
        &mut self,
        report: ReportId,
        origin_of: &dyn Fn(Option<&Package>) -> Attribution,
    ) -> Result<u64, StoreError> {
        self.write(|transaction| {
            let mut names = Names::default();
            let (mut dictionary, _) = stored::read_dictionary(transaction, report, &mut names)?;
            let mut moved = 0;
            for entry in &mut dictionary.packages {
                let (part, _) = part::read_part(transaction, entry.part)?;
                let package = part.package.map(|name| Package {
                    name,
                    version: part.installed,
                    arch: part.arch,
                    kind: part.package_manager,
                    purl: part.purl,
                    path: part.path,
                    layer_digest: part.layer_digest,
                });
                let found = origin_of(package.as_ref());
                let layer = layer_rank(found.layer);
                moved += u64::from(entry.layer != layer);
                entry.layer = layer;
                entry.origin = found.origin.as_deref().map_or(ABSENT, |origin| names.put(origin));
                transaction
                    .prepare_cached("INSERT OR REPLACE INTO finding_attributions VALUES (?, ?, ?)")?
                    .execute(params![report.0, entry.part, found.evidence])?;
            }
            stored::write_dictionary(transaction, report, &names, &dictionary)?;
            report::touch(transaction, report)?;
            Ok(moved)
        })
    }
}

/// How the origin of a package is known; empty if it was never looked for.
pub(crate) fn evidence(connection: &Connection, report: ReportId, package: i64) -> rusqlite::Result<String> {
    let evidence = connection
        .prepare_cached("SELECT evidence FROM finding_attributions WHERE report = ? AND package = ?")?
        .query_row(params![report.0, package], |row| row.get(0))
        .optional()?;
    Ok(evidence.unwrap_or_default())
}

pub(crate) fn delete(connection: &Connection, report: ReportId) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM finding_attributions WHERE report = ?")?
        .execute([report.0])?;
    Ok(())
}
