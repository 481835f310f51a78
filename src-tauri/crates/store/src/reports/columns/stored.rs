//! How columns lie in the database: numbers as they are in memory.

use std::borrow::Cow;

use ingot_report::FindingKey;
use rusqlite::Connection;
use rusqlite::types::Type;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::names::{ABSENT, Name, Names};
use super::pieces::{get_bytes, get_numbers, put, put_bytes, put_numbers};
use super::{Columns, Dictionary, References};
use crate::reports::about::ReportId;

/// A dictionary with the names that its numbers mean.
#[derive(Serialize, Deserialize)]
struct StoredDictionary<'a> {
    bytes: Cow<'a, str>,
    lengths: Vec<u32>,
    dictionary: Cow<'a, Dictionary>,
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
    let longs = |name, values: &[i64]| put_numbers(connection, report, name, values, i64::to_le_bytes);
    let places = |name, values: &[u32]| put_numbers(connection, report, name, values, u32::to_le_bytes);
    let codes = |name, values: &[u8]| put_bytes(connection, report, name, values);
    let shares = |name, values: &[f64]| put_numbers(connection, report, name, values, f64::to_le_bytes);
    longs("parts", &references.parts)?;
    longs("passages", &references.passages)?;
    put_numbers(connection, report, "keys", keys, u128::to_le_bytes)?;
    longs("ids", &columns.ids)?;
    places("title", &columns.title)?;
    places("text", &columns.text)?;
    places("package", &columns.package)?;
    places("place", &columns.place)?;
    places("fixed", &columns.fixed)?;
    codes("severity", &columns.severity)?;
    codes("fix", &columns.fix)?;
    codes("kev", &columns.kev)?;
    codes("exploited", &columns.exploited)?;
    codes("status", &columns.status)?;
    shares("epss", &columns.epss)?;
    shares("score", &columns.score)?;
    longs("first_seen", &columns.first_seen)
}

pub(crate) fn write_dictionary(
    connection: &Connection,
    report: ReportId,
    names: &Names,
    dictionary: &Dictionary,
) -> rusqlite::Result<()> {
    let length = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
    let stored = StoredDictionary {
        bytes: Cow::Borrowed(names.texts()),
        lengths: names.iter().map(length).collect(),
        dictionary: Cow::Borrowed(dictionary),
    };
    put(connection, report, "dictionary", &stored)
}

/// A report's dictionary, its names put into `names`; empty if there is none.
pub(crate) fn read_dictionary(
    connection: &Connection,
    report: ReportId,
    names: &mut Names,
) -> rusqlite::Result<(Dictionary, Vec<Name>)> {
    let body = get_bytes(connection, report, "dictionary")?;
    if body.is_empty() {
        return Ok((Dictionary::default(), Vec::new()));
    }
    let stored: StoredDictionary<'_> = decoded(&body)?;
    let mut dictionary = stored.dictionary.into_owned();
    let mut now = Vec::with_capacity(stored.lengths.len() + 1);
    now.push(ABSENT);
    let mut rest = stored.bytes.as_ref();
    for length in stored.lengths {
        let (text, behind) = rest.split_at_checked(length as usize).ok_or_else(|| damaged("names"))?;
        now.push(names.put(text));
        rest = behind;
    }
    let mean = |name: &mut Name| *name = now.get(*name as usize).copied().unwrap_or(ABSENT);
    for text in &mut dictionary.texts {
        mean(&mut text.vulnerability);
        mean(&mut text.finding_type);
        if let Some(more) = &mut text.more {
            more.aliases.iter_mut().for_each(mean);
            more.cwes.iter_mut().for_each(mean);
        }
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
    let longs = |name| get_numbers(connection, report, name, i64::from_le_bytes);
    let places = |name| get_numbers(connection, report, name, u32::from_le_bytes);
    let codes = |name| get_bytes(connection, report, name);
    let shares = |name| get_numbers(connection, report, name, f64::from_le_bytes);
    let mut columns = Columns {
        dictionary,
        ids: longs("ids")?,
        title: places("title")?,
        text: places("text")?,
        package: places("package")?,
        place: places("place")?,
        fixed: places("fixed")?,
        severity: codes("severity")?,
        fix: codes("fix")?,
        kev: codes("kev")?,
        exploited: codes("exploited")?,
        status: codes("status")?,
        epss: shares("epss")?,
        score: shares("score")?,
        first_seen: longs("first_seen")?,
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
    get_numbers(connection, report, "keys", u128::from_le_bytes)
}

/// What a report's findings refer to.
pub(crate) fn read_references(connection: &Connection, report: ReportId) -> rusqlite::Result<References> {
    Ok(References {
        parts: get_numbers(connection, report, "parts", i64::from_le_bytes)?,
        passages: get_numbers(connection, report, "passages", i64::from_le_bytes)?,
    })
}

pub(crate) fn read_ids(connection: &Connection, report: ReportId) -> rusqlite::Result<Vec<i64>> {
    get_numbers(connection, report, "ids", i64::from_le_bytes)
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

fn damaged(what: &str) -> rusqlite::Error {
    let reason = format!("the {what} of a report do not fit together; import it again");
    rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, reason.into())
}
