//! How columns lie in the database: a value a column, numbers as they are in memory.

use ingot_report::FindingKey;
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::names::{ABSENT, Name, Names};
use super::{Columns, Dictionary, References};
use crate::connection::Migration;
use crate::reports::about::ReportId;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE report_columns (
            report INTEGER NOT NULL,
            name TEXT NOT NULL,
            body BLOB NOT NULL,
            UNIQUE (report, name)
          ) STRICT;",
}];

/// A dictionary with the names that its numbers mean.
#[derive(Serialize, Deserialize)]
struct StoredDictionary {
    bytes: String,
    lengths: Vec<u32>,
    dictionary: Dictionary,
}

/// Writes everything of a report.
pub(crate) fn write(
    connection: &Connection,
    report: ReportId,
    names: &Names,
    columns: &Columns,
    keys: &[u128],
) -> rusqlite::Result<()> {
    write_dictionary(connection, report, names, &columns.dictionary)?;
    let references = columns.dictionary.references();
    put(
        connection,
        report,
        "parts",
        &numbers(&references.parts, i64::to_le_bytes),
    )?;
    put(
        connection,
        report,
        "passages",
        &numbers(&references.passages, i64::to_le_bytes),
    )?;
    put(connection, report, "keys", &numbers(keys, u128::to_le_bytes))?;
    put(connection, report, "ids", &numbers(&columns.ids, i64::to_le_bytes))?;
    put(connection, report, "title", &numbers(&columns.title, u32::to_le_bytes))?;
    put(connection, report, "text", &numbers(&columns.text, u32::to_le_bytes))?;
    put(
        connection,
        report,
        "package",
        &numbers(&columns.package, u32::to_le_bytes),
    )?;
    put(connection, report, "place", &numbers(&columns.place, u32::to_le_bytes))?;
    put(connection, report, "fixed", &numbers(&columns.fixed, u32::to_le_bytes))?;
    put(connection, report, "severity", &columns.severity)?;
    put(connection, report, "fix", &columns.fix)?;
    put(connection, report, "kev", &columns.kev)?;
    put(connection, report, "exploited", &columns.exploited)?;
    put(connection, report, "status", &columns.status)?;
    put(connection, report, "epss", &numbers(&columns.epss, f64::to_le_bytes))?;
    put(connection, report, "score", &numbers(&columns.score, f64::to_le_bytes))?;
    put(
        connection,
        report,
        "first_seen",
        &numbers(&columns.first_seen, i64::to_le_bytes),
    )
}

pub(crate) fn write_dictionary(
    connection: &Connection,
    report: ReportId,
    names: &Names,
    dictionary: &Dictionary,
) -> rusqlite::Result<()> {
    let mut stored = StoredDictionary {
        bytes: String::new(),
        lengths: Vec::with_capacity(names.len()),
        dictionary: dictionary.clone(),
    };
    for text in names.iter() {
        stored.bytes.push_str(text);
        stored.lengths.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
    }
    put(connection, report, "dictionary", &encoded(&stored)?)
}

/// A report's dictionary, its names put into `names`; empty if there is none.
pub(crate) fn read_dictionary(
    connection: &Connection,
    report: ReportId,
    names: &mut Names,
) -> rusqlite::Result<(Dictionary, Vec<Name>)> {
    let body = get(connection, report, "dictionary")?;
    if body.is_empty() {
        return Ok((Dictionary::default(), Vec::new()));
    }
    let stored: StoredDictionary = decoded(&body)?;
    let mut dictionary = stored.dictionary;
    let mut now = Vec::with_capacity(stored.lengths.len() + 1);
    now.push(ABSENT);
    let mut rest = stored.bytes.as_str();
    for length in stored.lengths {
        let (text, behind) = rest.split_at_checked(length as usize).ok_or_else(|| damaged("names"))?;
        now.push(names.put(text));
        rest = behind;
    }
    let mean = |name: &mut Name| *name = now.get(*name as usize).copied().unwrap_or(ABSENT);
    for text in &mut dictionary.texts {
        mean(&mut text.vulnerability);
        mean(&mut text.finding_type);
        text.aliases.iter_mut().for_each(mean);
        text.cwes.iter_mut().for_each(mean);
    }
    for package in &mut dictionary.packages {
        mean(&mut package.name);
        mean(&mut package.installed);
        mean(&mut package.arch);
        mean(&mut package.manager);
        mean(&mut package.path);
        mean(&mut package.origin);
    }
    for place in &mut dictionary.places {
        mean(&mut place.image);
        mean(&mut place.resource);
        mean(&mut place.account);
        mean(&mut place.region);
    }
    Ok((dictionary, now))
}

/// A report's columns, their names put into `names`; empty if there are none.
pub(crate) fn read(connection: &Connection, report: ReportId, names: &mut Names) -> rusqlite::Result<Columns> {
    let (dictionary, now) = read_dictionary(connection, report, names)?;
    let bytes = |name| get(connection, report, name);
    let mut columns = Columns {
        dictionary,
        ids: values(&bytes("ids")?, i64::from_le_bytes),
        title: values(&bytes("title")?, u32::from_le_bytes),
        text: values(&bytes("text")?, u32::from_le_bytes),
        package: values(&bytes("package")?, u32::from_le_bytes),
        place: values(&bytes("place")?, u32::from_le_bytes),
        fixed: values(&bytes("fixed")?, u32::from_le_bytes),
        severity: bytes("severity")?,
        fix: bytes("fix")?,
        kev: bytes("kev")?,
        exploited: bytes("exploited")?,
        status: bytes("status")?,
        epss: values(&bytes("epss")?, f64::from_le_bytes),
        score: values(&bytes("score")?, f64::from_le_bytes),
        first_seen: values(&bytes("first_seen")?, i64::from_le_bytes),
    };
    for name in &mut columns.fixed {
        *name = now.get(*name as usize).copied().unwrap_or(ABSENT);
    }
    let rows = columns.len();
    let whole = [
        columns.title.len(),
        columns.text.len(),
        columns.package.len(),
        columns.place.len(),
        columns.fixed.len(),
        columns.severity.len(),
        columns.fix.len(),
        columns.kev.len(),
        columns.exploited.len(),
        columns.status.len(),
        columns.epss.len(),
        columns.score.len(),
        columns.first_seen.len(),
    ];
    if whole.iter().any(|len| *len != rows) {
        return Err(damaged("columns"));
    }
    Ok(columns)
}

/// The identities of a report's findings, in the order of its rows.
pub(crate) fn read_keys(connection: &Connection, report: ReportId) -> rusqlite::Result<Vec<u128>> {
    Ok(values(&get(connection, report, "keys")?, u128::from_le_bytes))
}

/// What a report's findings refer to.
pub(crate) fn read_references(connection: &Connection, report: ReportId) -> rusqlite::Result<References> {
    Ok(References {
        parts: values(&get(connection, report, "parts")?, i64::from_le_bytes),
        passages: values(&get(connection, report, "passages")?, i64::from_le_bytes),
    })
}

pub(crate) fn read_ids(connection: &Connection, report: ReportId) -> rusqlite::Result<Vec<i64>> {
    Ok(values(&get(connection, report, "ids")?, i64::from_le_bytes))
}

pub(crate) fn delete(connection: &Connection, report: ReportId) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM report_columns WHERE report = ?")?
        .execute([report.0])?;
    Ok(())
}

/// An identity as a number.
pub(crate) fn key_number(key: FindingKey) -> u128 {
    u128::from_le_bytes(*key.as_bytes())
}

/// A value in the form of the database.
pub(crate) fn encoded<T: Serialize>(value: &T) -> rusqlite::Result<Vec<u8>> {
    postcard::to_allocvec(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

/// What [`encoded`] wrote.
pub(crate) fn decoded<T: DeserializeOwned>(bytes: &[u8]) -> rusqlite::Result<T> {
    postcard::from_bytes(bytes)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, Box::new(error)))
}

fn put(connection: &Connection, report: ReportId, name: &str, body: &[u8]) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO report_columns (report, name, body) VALUES (?, ?, ?)")?
        .execute(params![report.0, name, body])?;
    Ok(())
}

fn get(connection: &Connection, report: ReportId, name: &str) -> rusqlite::Result<Vec<u8>> {
    let body = connection
        .prepare_cached("SELECT body FROM report_columns WHERE report = ? AND name = ?")?
        .query_row(params![report.0, name], |row| row.get(0))
        .optional()?;
    Ok(body.unwrap_or_default())
}

fn numbers<T: Copy, const N: usize>(values: &[T], bytes: impl Fn(T) -> [u8; N]) -> Vec<u8> {
    let mut body = Vec::with_capacity(values.len() * N);
    for value in values {
        body.extend_from_slice(&bytes(*value));
    }
    body
}

fn values<T, const N: usize>(body: &[u8], value: impl Fn([u8; N]) -> T) -> Vec<T> {
    body.as_chunks().0.iter().map(|bytes| value(*bytes)).collect()
}

fn damaged(what: &str) -> rusqlite::Error {
    let reason = format!("the {what} of a report do not fit together; import it again");
    rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, reason.into())
}
