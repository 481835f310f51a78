//! One row an edit of a file, numbered from 1 in the order they were made.

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::connection::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    // The whole text after each edit: files are a few kilobytes, and a step back needs no other edit to be right.
    sql: "CREATE TABLE edits (
            workspace TEXT NOT NULL,
            file TEXT NOT NULL,
            seq INTEGER NOT NULL,
            label TEXT NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (workspace, file, seq)
          ) STRICT, WITHOUT ROWID;",
}];

/// Edits of a file that can be undone; the oldest is forgotten beyond that.
pub(crate) const KEPT: i64 = 500;

pub(crate) fn insert(
    transaction: &Transaction<'_>,
    workspace: &str,
    file: &str,
    seq: i64,
    label: &str,
    text: &str,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("INSERT INTO edits VALUES (?, ?, ?, ?, ?)")?
        .execute(params![workspace, file, seq, label, text])?;
    Ok(())
}

pub(crate) fn delete_after(
    transaction: &Transaction<'_>,
    workspace: &str,
    file: &str,
    seq: i64,
) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("DELETE FROM edits WHERE workspace = ? AND file = ? AND seq > ?")?
        .execute(params![workspace, file, seq])?;
    Ok(())
}

/// Forgets the first edit and numbers the others anew.
pub(crate) fn drop_first(transaction: &Transaction<'_>, workspace: &str, file: &str) -> rusqlite::Result<()> {
    transaction
        .prepare_cached("DELETE FROM edits WHERE workspace = ? AND file = ? AND seq = 1")?
        .execute([workspace, file])?;
    // Through negative numbers: a plain decrement meets the number before it while it runs.
    for shift in ["seq = -(seq - 1)", "seq = -seq"] {
        transaction
            .prepare_cached(&format!("UPDATE edits SET {shift} WHERE workspace = ? AND file = ?"))?
            .execute([workspace, file])?;
    }
    Ok(())
}

pub(crate) fn label(
    connection: &Connection,
    workspace: &str,
    file: &str,
    seq: i64,
) -> rusqlite::Result<Option<String>> {
    column(connection, "label", workspace, file, seq)
}

pub(crate) fn text(connection: &Connection, workspace: &str, file: &str, seq: i64) -> rusqlite::Result<Option<String>> {
    column(connection, "text", workspace, file, seq)
}

fn column(
    connection: &Connection,
    column: &str,
    workspace: &str,
    file: &str,
    seq: i64,
) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached(&format!(
            "SELECT {column} FROM edits WHERE workspace = ? AND file = ? AND seq = ?"
        ))?
        .query_row(params![workspace, file, seq], |row| row.get(0))
        .optional()
}
