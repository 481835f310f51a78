//! What became of findings over the imports of their report.

use ingot_report::FindingKey;
use rusqlite::{Connection, params};

use super::about::ReportId;
use super::columns::names::Names;
use super::columns::{Facts, has_fix, number};
use super::stored_words::{flag_from_code, severity_from_rank, status_from_code};
use crate::connection::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE finding_history (
            id INTEGER PRIMARY KEY,
            report INTEGER NOT NULL,
            key BLOB NOT NULL,
            at TEXT NOT NULL,
            what TEXT NOT NULL
          ) STRICT;
          CREATE INDEX finding_history_of ON finding_history (report, key);",
}];

/// EPSS changes a little every day for every vulnerability; only moves from this on are told.
const TOLD_EPSS: f64 = 0.1;

/// Something that an import changed of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingEvent {
    /// When the source had it so: [`crate::NewReport::as_of`] of the import.
    pub at: String,
    /// "severity HIGH became CRITICAL"
    pub what: String,
}

pub(crate) fn add(
    connection: &Connection,
    report: ReportId,
    key: [u8; 16],
    at: &str,
    what: &str,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO finding_history (report, key, at, what) VALUES (?, ?, ?, ?)")?
        .execute(params![report.0, key, at, what])?;
    Ok(())
}

/// Newest first.
pub(crate) fn of(connection: &Connection, report: ReportId, key: FindingKey) -> rusqlite::Result<Vec<FindingEvent>> {
    connection
        .prepare_cached("SELECT at, what FROM finding_history WHERE report = ? AND key = ? ORDER BY id DESC")?
        .query_map(params![report.0, key.as_bytes()], |row| {
            Ok(FindingEvent {
                at: row.get(0)?,
                what: row.get(1)?,
            })
        })?
        .collect()
}

pub(crate) fn delete(connection: &Connection, report: ReportId) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM finding_history WHERE report = ?")?
        .execute([report.0])?;
    Ok(())
}

/// What changed, in words; empty if it is not worth a line.
pub(crate) fn words(before: &Facts, after: &Facts, names: &Names) -> String {
    let mut words = Vec::new();
    if before.severity != after.severity {
        let name = |facts: &Facts| severity_from_rank(facts.severity).name();
        words.push(format!("severity {} became {}", name(before), name(after)));
    }
    if before.fixed != after.fixed || before.fix != after.fix {
        words.push(match (names.get(after.fixed), has_fix(after.fix)) {
            (Some(version), _) => format!("fixed in {version}"),
            (None, Some(true)) => "a fix is available".to_owned(),
            (None, Some(false)) => "no fix is available".to_owned(),
            (None, None) => "the source no longer tells of a fix".to_owned(),
        });
    }
    let flags = [
        ("exploit known", before.exploited, after.exploited),
        ("in CISA's catalog", before.kev, after.kev),
    ];
    for (what, before, after) in flags {
        if before != after {
            words.push(match flag_from_code(after) {
                Some(true) => format!("{what}: yes"),
                Some(false) => format!("{what}: no"),
                None => format!("{what}: not in this source any more"),
            });
        }
    }
    if before.status != after.status {
        let name = |code| status_from_code(code).map_or("unknown", ingot_report::FindingStatus::name);
        words.push(format!("status {} became {}", name(before.status), name(after.status)));
    }
    if before.score.to_bits() != after.score.to_bits() {
        let score = |facts: &Facts| number(facts.score).map_or("none".to_owned(), |score| score.to_string());
        words.push(format!("score {} became {}", score(before), score(after)));
    }
    match (number(before.epss), number(after.epss)) {
        (Some(was), Some(is)) if (was - is).abs() >= TOLD_EPSS => {
            words.push(format!("EPSS {was} became {is}"));
        }
        _ => {}
    }
    words.join("; ")
}
