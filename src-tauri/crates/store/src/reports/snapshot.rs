//! Snapshots of CISA's catalog of known exploited vulnerabilities and of FIRST's exploit prediction scores.
//!
//! What they say is joined with the findings of every report by vulnerability or alias; the word of a report's own
//! source comes first. The join is made when a report or a snapshot comes in, so that reading pays nothing for it.

use ingot_report::Timestamp;
use ingot_report::read::{EpssEntry, KevEntry};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::about::ReportId;
use super::columns::Dictionary;
use super::columns::names::{Name, Names};
use super::columns::stored;
use super::report::{self, count, integer};
use crate::connection::Migration;
use crate::{Reader, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE snapshots (
            kind TEXT PRIMARY KEY,
            as_of TEXT NOT NULL,
            entries INTEGER NOT NULL,
            file TEXT NOT NULL
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE kev_entries (
            vulnerability TEXT PRIMARY KEY,
            added INTEGER,
            due INTEGER,
            ransomware INTEGER,
            name TEXT
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE epss_entries (
            vulnerability TEXT PRIMARY KEY,
            epss REAL NOT NULL,
            percentile REAL
          ) STRICT, WITHOUT ROWID;",
}];

/// A snapshot that is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// When its publisher made it.
    pub as_of: String,
    pub entries: u64,
    pub file: String,
}

/// The snapshots that are loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshots {
    /// CISA's catalog (<https://www.cisa.gov/known-exploited-vulnerabilities-catalog>).
    pub kev: Option<Snapshot>,
    /// FIRST's scores (<https://www.first.org/epss/>).
    pub epss: Option<Snapshot>,
}

impl Writer<'_> {
    /// Replaces the catalog of known exploited vulnerabilities and joins it with all findings.
    pub fn put_kev(
        &mut self,
        as_of: &str,
        file: &str,
        entries: impl IntoIterator<Item = KevEntry>,
    ) -> Result<Snapshot, StoreError> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM kev_entries", [])?;
            let mut insert = transaction.prepare_cached("INSERT OR REPLACE INTO kev_entries VALUES (?, ?, ?, ?, ?)")?;
            for entry in entries {
                insert.execute(params![
                    entry.vulnerability,
                    entry.added.map(Timestamp::as_millis),
                    entry.due.map(Timestamp::as_millis),
                    entry.ransomware,
                    entry.name
                ])?;
            }
            let snapshot = put(transaction, "kev", as_of, file)?;
            join_all(transaction)?;
            Ok(snapshot)
        })
    }

    /// Replaces the exploit prediction scores and joins them with all findings. Scores outside 0–1 are left out.
    pub fn put_epss(
        &mut self,
        as_of: &str,
        file: &str,
        entries: impl IntoIterator<Item = EpssEntry>,
    ) -> Result<Snapshot, StoreError> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM epss_entries", [])?;
            let mut insert = transaction.prepare_cached("INSERT OR REPLACE INTO epss_entries VALUES (?, ?, ?)")?;
            let share = |value: &f64| (0.0..=1.0).contains(value);
            for entry in entries.into_iter().filter(|entry| share(&entry.score)) {
                insert.execute(params![
                    entry.vulnerability,
                    entry.score,
                    entry.percentile.filter(share)
                ])?;
            }
            let snapshot = put(transaction, "epss", as_of, file)?;
            join_all(transaction)?;
            Ok(snapshot)
        })
    }
}

impl Reader<'_> {
    pub fn snapshots(&self) -> Result<Snapshots, StoreError> {
        self.read(|connection| {
            Ok(Snapshots {
                kev: get(connection, "kev")?,
                epss: get(connection, "epss")?,
            })
        })
    }

    /// What CISA's catalog says of the first of these ids that it has.
    pub fn kev_entry(&self, ids: &[&str]) -> Result<Option<KevEntry>, StoreError> {
        self.read(|connection| {
            for id in ids {
                let found = connection
                    .prepare_cached(
                        "SELECT vulnerability, added, due, ransomware, name FROM kev_entries WHERE vulnerability = ?",
                    )?
                    .query_row([id], |row| {
                        Ok(KevEntry {
                            vulnerability: row.get(0)?,
                            added: row.get::<_, Option<i64>>(1)?.map(Timestamp::from_millis),
                            due: row.get::<_, Option<i64>>(2)?.map(Timestamp::from_millis),
                            ransomware: row.get(3)?,
                            name: row.get(4)?,
                        })
                    })
                    .optional()?;
                if found.is_some() {
                    return Ok(found);
                }
            }
            Ok(None)
        })
    }

    /// What FIRST's scores say of the first of these ids that they have.
    pub fn epss_entry(&self, ids: &[&str]) -> Result<Option<EpssEntry>, StoreError> {
        self.read(|connection| {
            for id in ids {
                let found = connection
                    .prepare_cached("SELECT vulnerability, epss, percentile FROM epss_entries WHERE vulnerability = ?")?
                    .query_row([id], |row| {
                        Ok(EpssEntry {
                            vulnerability: row.get(0)?,
                            score: row.get(1)?,
                            percentile: row.get(2)?,
                        })
                    })
                    .optional()?;
                if found.is_some() {
                    return Ok(found);
                }
            }
            Ok(None)
        })
    }
}

/// Joins the vulnerabilities of a report with the snapshots that are loaded. The catalog is complete for what it is
/// about: a CVE that is not in it is not known to be exploited.
pub(crate) fn join(connection: &Connection, names: &Names, dictionary: &mut Dictionary) -> rusqlite::Result<()> {
    let kev = get(connection, "kev")?.is_some();
    let epss = get(connection, "epss")?.is_some();
    for text in &mut dictionary.texts {
        let ids: Vec<Name> = std::iter::once(text.vulnerability)
            .chain(text.aliases().iter().copied())
            .collect();
        let ids: Vec<&str> = ids.into_iter().filter_map(|name| names.get(name)).collect();
        text.kev = None;
        text.epss = None;
        for id in ids.iter().filter(|id| kev && id.starts_with("CVE-")) {
            let listed = connection
                .prepare_cached("SELECT 1 FROM kev_entries WHERE vulnerability = ?")?
                .exists([id])?;
            text.kev = Some(text.kev == Some(true) || listed);
        }
        for id in ids.iter().filter(|_| epss) {
            if text.epss.is_none() {
                text.epss = connection
                    .prepare_cached("SELECT epss FROM epss_entries WHERE vulnerability = ?")?
                    .query_row([id], |row| row.get(0))
                    .optional()?;
            }
        }
    }
    Ok(())
}

fn join_all(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let reports = transaction
        .prepare_cached("SELECT id FROM reports")?
        .query_map([], |row| Ok(ReportId(row.get(0)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    for report in reports {
        let mut names = Names::default();
        let (mut dictionary, _) = stored::read_dictionary(transaction, report, &mut names)?;
        join(transaction, &names, &mut dictionary)?;
        stored::write_dictionary(transaction, report, &names, &dictionary)?;
        report::touch(transaction, report)?;
    }
    Ok(())
}

fn put(transaction: &Transaction<'_>, kind: &str, as_of: &str, file: &str) -> rusqlite::Result<Snapshot> {
    let entries = transaction
        .prepare(&format!("SELECT count(*) FROM {kind}_entries"))?
        .query_row([], |row| count(row, 0))?;
    transaction
        .prepare_cached("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?)")?
        .execute(params![kind, as_of, integer(entries), file])?;
    Ok(Snapshot {
        as_of: as_of.to_owned(),
        entries,
        file: file.to_owned(),
    })
}

fn get(connection: &Connection, kind: &str) -> rusqlite::Result<Option<Snapshot>> {
    connection
        .prepare_cached("SELECT as_of, entries, file FROM snapshots WHERE kind = ?")?
        .query_row([kind], |row| {
            Ok(Snapshot {
                as_of: row.get(0)?,
                entries: count(row, 1)?,
                file: row.get(2)?,
            })
        })
        .optional()
}
