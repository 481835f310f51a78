//! One row a report.

use ingot_report::{Scanner, SeverityCounts};
use rusqlite::{OptionalExtension, Row, params};

use super::about::{NewReport, Report, ReportId, Tells};
use super::columns::{Columns, pieces, stored};
use super::stored_words::severity_from_rank;
use super::{attribution, finding, history, package, part, rejection};
use crate::connection::Migration;
use crate::{Reader, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    // AUTOINCREMENT: the number of a deleted report never comes back as another report. The revision changes with
    // everything that is read of the report's findings.
    sql: "CREATE TABLE reports (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            identity TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL,
            format TEXT,
            file TEXT,
            image TEXT,
            image_name TEXT,
            image_version TEXT,
            pipeline TEXT,
            profile TEXT,
            account TEXT,
            region TEXT,
            imported_at TEXT NOT NULL,
            as_of TEXT NOT NULL,
            coverage TEXT NOT NULL,
            coverage_reason TEXT,
            entries INTEGER NOT NULL DEFAULT 0,
            rejected INTEGER NOT NULL DEFAULT 0,
            critical INTEGER NOT NULL DEFAULT 0,
            high INTEGER NOT NULL DEFAULT 0,
            medium INTEGER NOT NULL DEFAULT 0,
            low INTEGER NOT NULL DEFAULT 0,
            informational INTEGER NOT NULL DEFAULT 0,
            untriaged INTEGER NOT NULL DEFAULT 0,
            scanner TEXT,
            tool TEXT,
            packages INTEGER,
            tells INTEGER NOT NULL DEFAULT 0,
            revision INTEGER NOT NULL DEFAULT 0
          ) STRICT;
          CREATE INDEX reports_by_image ON reports (image);",
}];

const COLUMNS: &str = "id, source, format, file, image, image_name, image_version, pipeline, profile, account, region, \
                       imported_at, as_of, coverage, coverage_reason, entries, rejected, \
                       critical, high, medium, low, informational, untriaged, scanner, tool, packages, tells";

impl Reader<'_> {
    pub fn report(&self, id: ReportId) -> Result<Option<Report>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(&format!("SELECT {COLUMNS} FROM reports WHERE id = ?"))?
                .query_row([id.0], from_row)
                .optional()
        })
    }

    /// Newest import first.
    pub fn reports(&self) -> Result<Vec<Report>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM reports ORDER BY imported_at DESC, id DESC"
                ))?
                .query_map([], from_row)?
                .collect()
        })
    }

    /// The reports about one image (image build version ARN or AMI id), newest import first.
    pub fn reports_of_image(&self, image: &str) -> Result<Vec<Report>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM reports WHERE image = ? ORDER BY imported_at DESC, id DESC"
                ))?
                .query_map([image], from_row)?
                .collect()
        })
    }
}

impl Writer<'_> {
    /// Fills in the name and version of the image that a report is about, for one that did not say them itself.
    pub fn name_report_image(&mut self, id: ReportId, name: &str, version: &str) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction
                .prepare_cached("UPDATE reports SET image_name = ?2, image_version = ?3 WHERE id = ?1")?
                .execute(params![id.0, name, version])?;
            touch(transaction, id)
        })
    }

    /// Forgets a report with its findings; `false` if there was none.
    pub fn delete_report(&mut self, id: ReportId) -> Result<bool, StoreError> {
        self.write(|transaction| {
            finding::delete(transaction, &stored::read_ids(transaction, id)?)?;
            let references = stored::read_references(transaction, id)?;
            pieces::delete(transaction, id)?;
            attribution::delete(transaction, id)?;
            history::delete(transaction, id)?;
            package::clear(transaction, id)?;
            rejection::clear(transaction, id)?;
            part::sweep(transaction, references, None)?;
            Ok(transaction.execute("DELETE FROM reports WHERE id = ?", [id.0])? > 0)
        })
    }
}

/// The report that `about` is an import of, made if there is none yet; `true` if it was made.
pub(crate) fn find_or_make(
    transaction: &rusqlite::Transaction<'_>,
    about: &NewReport,
) -> rusqlite::Result<(ReportId, bool)> {
    let identity = about.identity();
    let known = transaction
        .prepare_cached("SELECT id FROM reports WHERE identity = ?")?
        .query_row([&identity], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok((ReportId(id), false));
    }
    transaction
        .prepare_cached("INSERT INTO reports (identity, source, imported_at, as_of, coverage) VALUES (?, ?, ?, ?, ?)")?
        .execute(params![
            identity,
            about.source,
            about.imported_at,
            about.as_of,
            about.coverage
        ])?;
    Ok((ReportId(transaction.last_insert_rowid()), true))
}

/// What an import found out.
pub(crate) struct Found<'a> {
    pub entries: u64,
    pub rejected: u64,
    /// `None` for a report without an inventory.
    pub packages: Option<u64>,
    pub columns: &'a Columns,
}

/// Writes what an import found out; the counts come from the rows themselves.
pub(crate) fn complete(
    transaction: &rusqlite::Transaction<'_>,
    id: ReportId,
    about: &NewReport,
    found: &Found<'_>,
) -> rusqlite::Result<SeverityCounts> {
    let mut counts = SeverityCounts::default();
    for rank in &found.columns.severity {
        counts.add(severity_from_rank(*rank), 1);
    }
    transaction
        .prepare_cached(
            "UPDATE reports SET source = ?2, format = ?3, file = ?4, image = ?5, image_name = ?6, image_version = ?7,
               pipeline = ?8, profile = ?9, account = ?10, region = ?11, imported_at = ?12, as_of = ?13,
               coverage = ?14, coverage_reason = ?15, entries = ?16, rejected = ?17, critical = ?18, high = ?19,
               medium = ?20, low = ?21, informational = ?22, untriaged = ?23, scanner = ?24, tool = ?25,
               packages = ?26, tells = ?27
             WHERE id = ?1",
        )?
        .execute(params![
            id.0,
            about.source,
            about.format,
            about.file,
            about.image,
            about.image_name,
            about.image_version,
            about.pipeline,
            about.profile,
            about.account,
            about.region,
            about.imported_at,
            about.as_of,
            about.coverage,
            about.coverage_reason,
            integer(found.entries),
            integer(found.rejected),
            integer(counts.critical),
            integer(counts.high),
            integer(counts.medium),
            integer(counts.low),
            integer(counts.informational),
            integer(counts.untriaged),
            scanner(found.columns).map(Scanner::name),
            about.tool,
            found.packages.map(integer),
            Tells::of(found.columns).bits(),
        ])?;
    touch(transaction, id)?;
    Ok(counts)
}

/// Tells that something was changed that is read of the report's findings.
pub(crate) fn touch(transaction: &rusqlite::Transaction<'_>, id: ReportId) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("UPDATE reports SET revision = 1 + (SELECT max(revision) FROM reports) WHERE id = ?")?
        .execute([id.0])?;
    Ok(())
}

fn scanner(columns: &Columns) -> Option<Scanner> {
    let mut scanners = columns.dictionary.places.iter().map(|place| place.scanner);
    let first = scanners.next()?;
    scanners.all(|scanner| scanner == first).then_some(first)
}

/// A count in a column.
pub(crate) fn count(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(column)?).unwrap_or(0))
}

/// A count for a column; SQLite's integers are signed.
pub(crate) fn integer(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Report> {
    Ok(Report {
        id: ReportId(row.get(0)?),
        about: NewReport {
            source: row.get(1)?,
            format: row.get(2)?,
            tool: row.get(24)?,
            file: row.get(3)?,
            image: row.get(4)?,
            image_name: row.get(5)?,
            image_version: row.get(6)?,
            pipeline: row.get(7)?,
            profile: row.get(8)?,
            account: row.get(9)?,
            region: row.get(10)?,
            imported_at: row.get(11)?,
            as_of: row.get(12)?,
            coverage: row.get(13)?,
            coverage_reason: row.get(14)?,
        },
        entries: count(row, 15)?,
        rejected: count(row, 16)?,
        counts: SeverityCounts {
            critical: count(row, 17)?,
            high: count(row, 18)?,
            medium: count(row, 19)?,
            low: count(row, 20)?,
            informational: count(row, 21)?,
            untriaged: count(row, 22)?,
        },
        scanner: row
            .get::<_, Option<String>>(23)?
            .as_deref()
            .and_then(Scanner::from_name),
        packages: row
            .get::<_, Option<i64>>(25)?
            .map(|packages| u64::try_from(packages).unwrap_or(0)),
        tells: Tells::from_bits(row.get(26)?),
    })
}
