//! Findings as they are stored: what each has of its own, and the numbers of what it shares.

use std::fmt;
use std::str::FromStr;

use ingot_report::{Attribution, Finding, FindingKey, FindingStatus, Layer, Scanner, Severity, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

use super::about::ReportId;
use super::attribution;
use super::columns::names::Names;
use super::columns::stored::decoded;
use super::columns::{NO_TIME, has_fix, kept::Opened, number};
use super::history::{self, FindingEvent};
use super::part::{self, Parts};
use super::stored_words::{flag_from_code, layer_from_rank, severity_from_rank, status_from_code};
use crate::connection::Migration;
use crate::{Reader, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    // AUTOINCREMENT: the number of a closed finding never comes back as another one, and a report's rows that were
    // written together have numbers without gaps.
    sql: "CREATE TABLE findings (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            report INTEGER NOT NULL,
            title INTEGER NOT NULL,
            text INTEGER NOT NULL,
            package INTEGER NOT NULL,
            place INTEGER NOT NULL,
            body BLOB NOT NULL
          ) STRICT;",
}];

/// A stored finding's number; it stays while re-imports of its report still have the finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FindingId(pub(crate) i64);

impl FindingId {
    /// For arrays of ids that cross a bridge as bytes.
    pub fn as_i64(self) -> i64 {
        self.0
    }
}

impl fmt::Display for FindingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for FindingId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// A finding as a list shows it. `None` is "not in this source".
#[derive(Clone, Debug, PartialEq)]
pub struct FindingRow {
    pub id: FindingId,
    pub report: ReportId,
    pub scanner: Scanner,
    pub vulnerability: String,
    pub severity: Severity,
    pub title: String,
    pub package: Option<String>,
    pub installed: Option<String>,
    pub fixed: Option<String>,
    /// For this package: see [`Finding::has_fix`].
    pub fix_available: Option<bool>,
    pub package_manager: Option<String>,
    pub path: Option<String>,
    /// 0–1; of the source, else of the snapshot.
    pub epss: Option<f64>,
    pub exploited: Option<bool>,
    /// Of the source, else of the snapshot.
    pub kev: Option<bool>,
    pub score: Option<f64>,
    /// What was scanned: image build ARN, AMI id or container image, else the resource.
    pub image: Option<String>,
    pub layer: Layer,
    /// The golden image build or the component that brought it in, where the evidence allows.
    pub origin: Option<String>,
    pub first_seen: Option<Timestamp>,
    /// The scanner's word.
    pub status: Option<FindingStatus>,
    /// The decision it falls under.
    pub decision: Option<DecisionMatch>,
}

/// A decision that a finding falls under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecisionMatch {
    /// Place in the list of decisions that was asked with.
    pub index: usize,
    /// It no longer holds: the finding is open again.
    pub expired: bool,
}

/// A finding with everything the report said.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredFinding {
    pub id: FindingId,
    pub report: ReportId,
    /// As the source has it, without what snapshots say.
    pub finding: Finding,
    /// Which layer brought it in; the evidence is empty if it was never looked for.
    pub origin: Attribution,
}

/// A row as it is written.
pub(crate) struct Stored<'a> {
    pub report: ReportId,
    /// Numbers of the passage and the parts.
    pub title: i64,
    pub text: i64,
    pub package: i64,
    pub place: i64,
    pub own: &'a [u8],
}

impl Reader<'_> {
    /// One finding whole; `None` if a re-import of its report no longer had it.
    pub fn finding(&self, id: FindingId) -> Result<Option<StoredFinding>, StoreError> {
        let kept = self.kept();
        self.read(|connection| {
            let Some((report, finding, package)) = whole(connection, id)? else {
                return Ok(None);
            };
            let mut origin = Attribution {
                layer: Layer::Unknown,
                origin: None,
                evidence: attribution::evidence(connection, report, package)?,
            };
            let opened = kept.open(connection, &[report])?;
            let names = kept.names();
            if let Some(opened) = opened.first()
                && let Some(row) = opened.columns.row_of(id.0)
                && let Some(package) = opened.columns.package_of(row)
            {
                origin.layer = layer_from_rank(package.layer);
                origin.origin = names.get(package.origin).map(str::to_owned);
            }
            Ok(Some(StoredFinding {
                id,
                report,
                finding,
                origin,
            }))
        })
    }

    /// What changed over the imports of its report, newest first.
    pub fn finding_history(&self, id: FindingId) -> Result<Vec<FindingEvent>, StoreError> {
        self.read(|connection| match whole(connection, id)? {
            Some((report, finding, _)) => history::of(connection, report, FindingKey::of(&finding)),
            None => Ok(Vec::new()),
        })
    }
}

/// The report of a finding, the finding, and the number of its package.
fn whole(connection: &Connection, id: FindingId) -> rusqlite::Result<Option<(ReportId, Finding, i64)>> {
    let found = connection
        .prepare_cached("SELECT report, title, text, package, place, body FROM findings WHERE id = ?")?
        .query_row([id.0], |row| {
            let numbers: [i64; 5] = [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?];
            Ok((numbers, decoded(row.get_ref(5)?.as_blob()?)?))
        })
        .optional()?;
    let Some(([report, title, text, package, place], own)) = found else {
        return Ok(None);
    };
    let (text, description) = part::read_part(connection, text)?;
    let parts = Parts {
        title: part::read_passage(connection, title)?,
        description,
        text,
        package: part::read_part(connection, package)?.0,
        place: part::read_part(connection, place)?.0,
        own,
    };
    Ok(Some((ReportId(report), parts.join(), package)))
}

/// A row of a list, made from the columns and its title.
pub(crate) fn row(
    connection: &Connection,
    opened: &Opened,
    names: &Names,
    row: usize,
    decision: Option<DecisionMatch>,
) -> rusqlite::Result<Option<FindingRow>> {
    let columns = &opened.columns;
    let parts = (columns.text_of(row), columns.package_of(row), columns.place_of(row));
    let (Some(id), Some(facts), (Some(text), Some(package), Some(place))) =
        (columns.ids.get(row), columns.facts(row), parts)
    else {
        return Ok(None);
    };
    let title = columns
        .title
        .get(row)
        .and_then(|title| columns.dictionary.titles.get(*title as usize));
    let text_of = |name| names.get(name).map(str::to_owned);
    Ok(Some(FindingRow {
        id: FindingId(*id),
        report: opened.report,
        scanner: place.scanner,
        vulnerability: text_of(text.vulnerability).unwrap_or_default(),
        severity: severity_from_rank(facts.severity),
        title: part::read_passage(connection, title.copied().unwrap_or(0))?,
        package: text_of(package.name),
        installed: text_of(package.installed),
        fixed: text_of(facts.fixed),
        fix_available: has_fix(facts.fix),
        package_manager: text_of(package.manager),
        path: text_of(package.path),
        epss: number(facts.epss),
        exploited: flag_from_code(facts.exploited),
        kev: flag_from_code(facts.kev),
        score: number(facts.score),
        image: text_of(place.image).or_else(|| text_of(place.resource)),
        layer: layer_from_rank(package.layer),
        origin: text_of(package.origin),
        first_seen: columns
            .first_seen
            .get(row)
            .filter(|time| **time != NO_TIME)
            .map(|time| Timestamp::from_millis(*time)),
        status: status_from_code(facts.status),
        decision,
    }))
}

pub(crate) fn insert(connection: &Connection, stored: &Stored<'_>) -> rusqlite::Result<i64> {
    connection
        .prepare_cached("INSERT INTO findings (report, title, text, package, place, body) VALUES (?, ?, ?, ?, ?, ?)")?
        .execute(params![
            stored.report.0,
            stored.title,
            stored.text,
            stored.package,
            stored.place,
            stored.own,
        ])?;
    Ok(connection.last_insert_rowid())
}

pub(crate) fn update(connection: &Connection, id: i64, stored: &Stored<'_>) -> rusqlite::Result<()> {
    connection
        .prepare_cached("UPDATE findings SET title = ?2, text = ?3, package = ?4, place = ?5, body = ?6 WHERE id = ?1")?
        .execute(params![
            id,
            stored.title,
            stored.text,
            stored.package,
            stored.place,
            stored.own,
        ])?;
    Ok(())
}

/// Deletes findings, whose numbers grow.
pub(crate) fn delete(connection: &Connection, ids: &[i64]) -> rusqlite::Result<()> {
    for run in ids.chunk_by(|left, right| left + 1 == *right) {
        if let (Some(first), Some(last)) = (run.first(), run.last()) {
            connection
                .prepare_cached("DELETE FROM findings WHERE id BETWEEN ? AND ?")?
                .execute([first, last])?;
        }
    }
    Ok(())
}
