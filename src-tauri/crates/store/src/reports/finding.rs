//! Findings: narrow rows that lists filter and sort, and beside them what only the detail view reads.

use std::fmt;
use std::str::FromStr;

use ingot_report::{Attribution, Finding, FindingKey, FindingStatus, Layer, Scanner, Severity, Timestamp};
use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::report::ReportId;
use super::stored_words::{
    fix_from_name, fix_name, layer_from_rank, layer_rank, severity_from_rank, severity_rank, status_from_rank,
    status_rank,
};
use crate::cache::{from_json, to_json};
use crate::connection::Migration;
use crate::{Reader, StoreError};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    // findings_worst_first answers the opening order of every list, findings_facets is all that counting reads, and
    // findings_of_report gives a report's rows in the order they lie on the disk.
    sql: "CREATE TABLE findings (
            id INTEGER PRIMARY KEY,
            report INTEGER NOT NULL,
            key BLOB NOT NULL,
            severity INTEGER NOT NULL,
            vulnerability TEXT NOT NULL,
            package TEXT,
            installed TEXT,
            fixed TEXT,
            fix INTEGER,
            epss REAL,
            exploited INTEGER,
            score REAL,
            layer INTEGER NOT NULL,
            first_seen INTEGER,
            status INTEGER,
            image TEXT,
            title TEXT NOT NULL
          ) STRICT;
          CREATE UNIQUE INDEX findings_identity ON findings (report, key);
          CREATE INDEX findings_of_report ON findings (report);
          CREATE INDEX findings_worst_first ON findings (report, severity DESC, epss DESC);
          CREATE INDEX findings_facets ON findings (report, severity, fix, exploited, layer);
          CREATE TABLE finding_details (
            id INTEGER PRIMARY KEY,
            description TEXT,
            fix_available TEXT,
            score_vector TEXT,
            source TEXT,
            source_url TEXT,
            refs TEXT NOT NULL,
            path TEXT,
            package_manager TEXT,
            arch TEXT,
            remediation TEXT,
            resource TEXT,
            resource_type TEXT,
            account TEXT,
            region TEXT,
            last_seen INTEGER,
            updated INTEGER,
            finding_arn TEXT,
            finding_type TEXT,
            evidence TEXT
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
    pub vulnerability: String,
    pub severity: Severity,
    pub package: Option<String>,
    pub installed: Option<String>,
    pub fixed: Option<String>,
    /// For this package: see [`Finding::has_fix`].
    pub fix_available: Option<bool>,
    /// 0–1.
    pub epss: Option<f64>,
    pub exploited: Option<bool>,
    pub score: Option<f64>,
    pub layer: Layer,
    pub first_seen: Option<Timestamp>,
    pub status: Option<FindingStatus>,
    /// What was scanned: image build ARN or AMI id, else the resource.
    pub image: Option<String>,
    pub title: String,
}

/// A finding with everything the report said.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredFinding {
    pub id: FindingId,
    pub report: ReportId,
    pub finding: Finding,
    /// Which layer brought it in; the evidence is empty if it was never looked for.
    pub attribution: Attribution,
}

/// What a change of is a changed finding: the facts a decision rests on, not the wording.
#[derive(PartialEq)]
pub(crate) struct Facts {
    severity: i64,
    fixed: Option<String>,
    fix: Option<bool>,
    epss: Option<f64>,
    exploited: Option<bool>,
    score: Option<f64>,
    status: Option<i64>,
}

/// The columns of [`row`], in its order.
pub(crate) const ROW_COLUMNS: &str = "id, report, vulnerability, severity, package, installed, fixed, fix, epss, \
                                      exploited, score, layer, first_seen, status, image, title";

pub(crate) fn row(row: &Row<'_>) -> rusqlite::Result<FindingRow> {
    Ok(FindingRow {
        id: FindingId(row.get(0)?),
        report: ReportId(row.get(1)?),
        vulnerability: row.get(2)?,
        severity: severity_from_rank(row.get(3)?)?,
        package: row.get(4)?,
        installed: row.get(5)?,
        fixed: row.get(6)?,
        fix_available: row.get(7)?,
        epss: row.get(8)?,
        exploited: row.get(9)?,
        score: row.get(10)?,
        layer: layer_from_rank(row.get(11)?)?,
        first_seen: row.get::<_, Option<i64>>(12)?.map(Timestamp::from_millis),
        status: row.get::<_, Option<i64>>(13)?.map(status_from_rank).transpose()?,
        image: row.get(14)?,
        title: row.get(15)?,
    })
}

impl Reader<'_> {
    /// One finding whole; `None` if a re-import of its report no longer had it.
    pub fn finding(&self, id: FindingId) -> Result<Option<StoredFinding>, StoreError> {
        self.read(|connection| {
            let found = connection
                .prepare_cached(&format!("SELECT {ROW_COLUMNS} FROM findings WHERE id = ?"))?
                .query_row([id.0], row)
                .optional()?;
            let Some(narrow) = found else { return Ok(None) };
            connection
                .prepare_cached(
                    "SELECT description, fix_available, score_vector, source, source_url, refs, path, package_manager,
                       arch, remediation, resource, resource_type, account, region, last_seen, updated, finding_arn,
                       finding_type, evidence
                     FROM finding_details WHERE id = ?",
                )?
                .query_row([id.0], |details| whole(narrow, details))
                .optional()
        })
    }
}

fn whole(narrow: FindingRow, details: &Row<'_>) -> rusqlite::Result<StoredFinding> {
    let mut finding = Finding::new(Scanner::Inspector, narrow.vulnerability, narrow.severity);
    finding.title = narrow.title;
    finding.package = narrow.package;
    finding.installed = narrow.installed;
    finding.fixed = narrow.fixed;
    finding.epss = narrow.epss;
    finding.exploited = narrow.exploited;
    finding.score = narrow.score;
    finding.first_seen = narrow.first_seen;
    finding.status = narrow.status;
    finding.image = narrow.image;
    finding.description = details.get(0)?;
    finding.fix_available = details.get::<_, Option<String>>(1)?.as_deref().and_then(fix_from_name);
    finding.score_vector = details.get(2)?;
    finding.source = details.get(3)?;
    finding.source_url = details.get(4)?;
    finding.references = from_json(details, 5)?;
    finding.path = details.get(6)?;
    finding.package_manager = details.get(7)?;
    finding.arch = details.get(8)?;
    finding.remediation = details.get(9)?;
    finding.resource = details.get(10)?;
    finding.resource_type = details.get(11)?;
    finding.account = details.get(12)?;
    finding.region = details.get(13)?;
    finding.last_seen = details.get::<_, Option<i64>>(14)?.map(Timestamp::from_millis);
    finding.updated = details.get::<_, Option<i64>>(15)?.map(Timestamp::from_millis);
    finding.finding_arn = details.get(16)?;
    finding.finding_type = details.get(17)?;
    let evidence = details.get::<_, Option<String>>(18)?.unwrap_or_default();
    Ok(StoredFinding {
        id: narrow.id,
        report: narrow.report,
        finding,
        attribution: Attribution {
            layer: narrow.layer,
            evidence,
        },
    })
}

/// Adds a finding to a report; `None` if the report has one of that identity already.
pub(crate) fn insert(
    transaction: &Transaction<'_>,
    report: ReportId,
    finding: &Finding,
    attribution: &Attribution,
) -> rusqlite::Result<Option<FindingId>> {
    let inserted = transaction
        .prepare_cached(
            "INSERT INTO findings (report, key, severity, vulnerability, package, installed, fixed, fix, epss,
               exploited, score, layer, first_seen, status, image, title)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            report.0,
            FindingKey::of(finding).as_bytes(),
            severity_rank(finding.severity),
            finding.vulnerability,
            finding.package,
            finding.installed,
            finding.fixed,
            finding.has_fix(),
            finding.epss,
            finding.exploited,
            finding.score,
            layer_rank(attribution.layer),
            finding.first_seen.map(Timestamp::as_millis),
            finding.status.map(status_rank),
            finding.image,
            finding.title,
        ])?;
    if inserted == 0 {
        return Ok(None);
    }
    let id = FindingId(transaction.last_insert_rowid());
    put_details(transaction, id, finding, attribution)?;
    Ok(Some(id))
}

/// The finding of this identity that the report has, with the facts it had.
pub(crate) fn find(
    transaction: &Transaction<'_>,
    report: ReportId,
    finding: &Finding,
) -> rusqlite::Result<Option<(FindingId, Facts)>> {
    transaction
        .prepare_cached(
            "SELECT id, severity, fixed, fix, epss, exploited, score, status FROM findings WHERE report = ? AND key = ?",
        )?
        .query_row(params![report.0, FindingKey::of(finding).as_bytes()], |row| {
            let facts = Facts {
                severity: row.get(1)?,
                fixed: row.get(2)?,
                fix: row.get(3)?,
                epss: row.get(4)?,
                exploited: row.get(5)?,
                score: row.get(6)?,
                status: row.get(7)?,
            };
            Ok((FindingId(row.get(0)?), facts))
        })
        .optional()
}

/// Brings a stored finding to what the report says now.
pub(crate) fn update(
    transaction: &Transaction<'_>,
    id: FindingId,
    finding: &Finding,
    attribution: &Attribution,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "UPDATE findings SET severity = ?2, fixed = ?3, fix = ?4, epss = ?5, exploited = ?6, score = ?7, layer = ?8,
               first_seen = ?9, status = ?10, title = ?11
             WHERE id = ?1",
        )?
        .execute(params![
            id.0,
            severity_rank(finding.severity),
            finding.fixed,
            finding.has_fix(),
            finding.epss,
            finding.exploited,
            finding.score,
            layer_rank(attribution.layer),
            finding.first_seen.map(Timestamp::as_millis),
            finding.status.map(status_rank),
            finding.title,
        ])?;
    put_details(transaction, id, finding, attribution)
}

pub(crate) fn delete(transaction: &Transaction<'_>, id: FindingId) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("DELETE FROM findings WHERE id = ?")?
        .execute([id.0])?;
    transaction
        .prepare_cached("DELETE FROM finding_details WHERE id = ?")?
        .execute([id.0])?;
    Ok(())
}

/// Sets which layer brought a finding in.
pub(crate) fn set_layer(
    transaction: &Transaction<'_>,
    id: FindingId,
    attribution: &Attribution,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("UPDATE findings SET layer = ? WHERE id = ?")?
        .execute(params![layer_rank(attribution.layer), id.0])?;
    transaction
        .prepare_cached("UPDATE finding_details SET evidence = ? WHERE id = ?")?
        .execute(params![attribution.evidence, id.0])?;
    Ok(())
}

impl Facts {
    pub fn of(finding: &Finding) -> Self {
        Self {
            severity: severity_rank(finding.severity),
            fixed: finding.fixed.clone(),
            fix: finding.has_fix(),
            epss: finding.epss,
            exploited: finding.exploited,
            score: finding.score,
            status: finding.status.map(status_rank),
        }
    }
}

fn put_details(
    transaction: &Transaction<'_>,
    id: FindingId,
    finding: &Finding,
    attribution: &Attribution,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT OR REPLACE INTO finding_details
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![
            id.0,
            finding.description,
            finding.fix_available.map(fix_name),
            finding.score_vector,
            finding.source,
            finding.source_url,
            to_json(&finding.references)?,
            finding.path,
            finding.package_manager,
            finding.arch,
            finding.remediation,
            finding.resource,
            finding.resource_type,
            finding.account,
            finding.region,
            finding.last_seen.map(Timestamp::as_millis),
            finding.updated.map(Timestamp::as_millis),
            finding.finding_arn,
            finding.finding_type,
            (!attribution.evidence.is_empty()).then_some(&attribution.evidence),
        ])?;
    Ok(())
}
