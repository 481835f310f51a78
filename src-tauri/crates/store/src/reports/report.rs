//! One row a report: where it came from, what it covers, what it counts.

use std::fmt;
use std::str::FromStr;

use ingot_report::{Scanner, SeverityCounts};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::columns::{self, Columns, stored};
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

/// A report's number; it stays over re-imports and is never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReportId(pub(crate) i64);

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for ReportId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Where the findings were read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportSource {
    /// Amazon Inspector's API.
    Inspector,
    /// Image Builder's API, joined with Inspector's where that was permitted.
    ImageBuilder,
    File,
}

/// What the scan looked at. "0 findings" and "not scanned" must never look alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    Scanned,
    /// Some of it, or some of the findings are missing from the report.
    Partial,
    NotScanned,
    /// The source does not say.
    Unknown,
}

/// What is known of a report before its findings are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReport {
    pub source: ReportSource,
    /// Name of the file's format; set from what was read for files.
    pub format: Option<String>,
    /// The tool that wrote it, with its version; set from what was read for files.
    pub tool: Option<String>,
    pub file: Option<String>,
    /// The image build version ARN or AMI id the whole report is about.
    pub image: Option<String>,
    pub image_name: Option<String>,
    /// `1.8.0/3`
    pub image_version: Option<String>,
    pub pipeline: Option<String>,
    pub profile: Option<String>,
    pub account: Option<String>,
    pub region: Option<String>,
    pub imported_at: String,
    /// When the source had these findings: the scan's or the file's time.
    pub as_of: String,
    pub coverage: Coverage,
    /// Why the coverage is what it is, in the scanner's words.
    pub coverage_reason: Option<String>,
}

/// A stored report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub id: ReportId,
    pub about: NewReport,
    /// Entries in the source, rejected ones included.
    pub entries: u64,
    pub rejected: u64,
    /// Of the rows; their total is the number of rows.
    pub counts: SeverityCounts,
    /// Whose findings they are, where they are all of one scanner.
    pub scanner: Option<Scanner>,
    /// Packages of its inventory; `None` if it has no inventory.
    pub packages: Option<u64>,
    pub tells: Tells,
}

/// Which facts the source gives for at least one finding; of the others nothing is known, not even "no".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tells {
    pub epss: bool,
    pub kev: bool,
    pub exploit: bool,
    pub fix: bool,
    pub status: bool,
    pub first_seen: bool,
}

impl NewReport {
    /// A report that a file holds; the coverage is not known until the file says something of it.
    pub fn of_file(file: impl Into<String>, imported_at: impl Into<String>, as_of: impl Into<String>) -> Self {
        Self::new(
            ReportSource::File,
            None,
            Some(file.into()),
            imported_at.into(),
            as_of.into(),
        )
    }

    /// What a service says about one image.
    pub fn of_image(
        source: ReportSource,
        image: impl Into<String>,
        imported_at: impl Into<String>,
        as_of: impl Into<String>,
    ) -> Self {
        Self::new(source, Some(image.into()), None, imported_at.into(), as_of.into())
    }

    fn new(
        source: ReportSource,
        image: Option<String>,
        file: Option<String>,
        imported_at: String,
        as_of: String,
    ) -> Self {
        Self {
            source,
            format: None,
            tool: None,
            file,
            image,
            image_name: None,
            image_version: None,
            pipeline: None,
            profile: None,
            account: None,
            region: None,
            imported_at,
            as_of,
            coverage: Coverage::Unknown,
            coverage_reason: None,
        }
    }

    /// What makes a later import the same report again: the file's path, else source, profile and image.
    pub(crate) fn identity(&self) -> String {
        match (&self.file, &self.image) {
            (Some(file), _) => format!("file\n{file}"),
            (None, image) => format!(
                "{}\n{}\n{}",
                self.source.name(),
                self.profile.as_deref().unwrap_or_default(),
                image.as_deref().unwrap_or_default()
            ),
        }
    }
}

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
            stored::delete(transaction, id)?;
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

impl Tells {
    fn of(columns: &Columns) -> Self {
        let told = |codes: &[u8]| codes.iter().any(|code| *code > 0);
        Self {
            epss: columns.epss.iter().any(|epss| !epss.is_nan()),
            kev: told(&columns.kev),
            exploit: told(&columns.exploited),
            fix: told(&columns.fix),
            status: told(&columns.status),
            first_seen: columns.first_seen.iter().any(|time| *time != columns::NO_TIME),
        }
    }

    fn bits(self) -> i64 {
        let flags = [
            self.epss,
            self.kev,
            self.exploit,
            self.fix,
            self.status,
            self.first_seen,
        ];
        flags
            .into_iter()
            .rev()
            .fold(0, |bits, flag| bits << 1 | i64::from(flag))
    }

    fn from_bits(bits: i64) -> Self {
        let flag = |at: u32| bits >> at & 1 == 1;
        Self {
            epss: flag(0),
            kev: flag(1),
            exploit: flag(2),
            fix: flag(3),
            status: flag(4),
            first_seen: flag(5),
        }
    }
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

impl ReportSource {
    const ALL: [Self; 3] = [Self::Inspector, Self::ImageBuilder, Self::File];

    /// The name that is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inspector => "inspector",
            Self::ImageBuilder => "image-builder",
            Self::File => "file",
        }
    }
}

impl Coverage {
    const ALL: [Self; 4] = [Self::Scanned, Self::Partial, Self::NotScanned, Self::Unknown];

    /// The name that is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scanned => "scanned",
            Self::Partial => "partial",
            Self::NotScanned => "not_scanned",
            Self::Unknown => "unknown",
        }
    }
}

impl ToSql for ReportSource {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for ReportSource {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        Self::ALL
            .into_iter()
            .find(|source| source.name() == name)
            .ok_or(FromSqlError::InvalidType)
    }
}

impl ToSql for Coverage {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for Coverage {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        Self::ALL
            .into_iter()
            .find(|coverage| coverage.name() == name)
            .ok_or(FromSqlError::InvalidType)
    }
}
