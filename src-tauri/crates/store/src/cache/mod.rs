//! What AWS said, table by table.

pub(crate) mod image_packages;
pub(crate) mod inventory;
pub(crate) mod run_logs;
pub(crate) mod run_steps;
pub(crate) mod runs;
pub(crate) mod shares;
pub(crate) mod sync_state;
pub(crate) mod targets;

use rusqlite::Row;
use rusqlite::types::Type;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::connection::Migration;
use crate::reports;

/// Every table of `cache.sqlite`.
pub(crate) const TABLES: &[&[Migration]] = &[
    inventory::MIGRATIONS,
    runs::MIGRATIONS,
    run_steps::MIGRATIONS,
    run_logs::MIGRATIONS,
    image_packages::MIGRATIONS,
    targets::MIGRATIONS,
    shares::MIGRATIONS,
    sync_state::MIGRATIONS,
    reports::report::MIGRATIONS,
    reports::finding::MIGRATIONS,
    reports::rejection::MIGRATIONS,
    reports::part::MIGRATIONS,
    reports::columns::pieces::MIGRATIONS,
    reports::attribution::MIGRATIONS,
    reports::history::MIGRATIONS,
    reports::package::MIGRATIONS,
    reports::snapshot::MIGRATIONS,
];

/// Reads a column that [`to_json`] wrote.
pub(crate) fn from_json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

/// A value as the text of a column.
pub(crate) fn to_json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}
