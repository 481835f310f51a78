//! Values of a report that may be large, in the database in pieces: writing and reading them needs no second copy of them
//! in memory.

use postcard::ser_flavors::Flavor;
use rusqlite::{CachedStatement, Connection, params};
use serde::Serialize;

use crate::connection::Migration;
use crate::reports::about::ReportId;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE report_columns (
            report INTEGER NOT NULL,
            name TEXT NOT NULL,
            piece INTEGER NOT NULL,
            body BLOB NOT NULL,
            UNIQUE (report, name, piece)
          ) STRICT;",
}];

/// Bytes of a piece. No number is cut by it.
const PIECE: usize = 1 << 20;

/// A value that is being written.
struct Pieces<'a> {
    add: CachedStatement<'a>,
    report: ReportId,
    name: &'static str,
    next: i64,
    piece: Vec<u8>,
    failed: Option<rusqlite::Error>,
}

impl<'a> Pieces<'a> {
    /// Takes the place of what there was under this name.
    fn of(connection: &'a Connection, report: ReportId, name: &'static str) -> rusqlite::Result<Self> {
        connection
            .prepare_cached("DELETE FROM report_columns WHERE report = ? AND name = ?")?
            .execute(params![report.0, name])?;
        Ok(Self {
            add: connection
                .prepare_cached("INSERT INTO report_columns (report, name, piece, body) VALUES (?, ?, ?, ?)")?,
            report,
            name,
            next: 0,
            piece: Vec::new(),
            failed: None,
        })
    }

    fn push(&mut self, mut bytes: &[u8]) -> rusqlite::Result<()> {
        while let Some((now, later)) = bytes.split_at_checked(PIECE - self.piece.len()) {
            self.piece.extend_from_slice(now);
            self.end()?;
            bytes = later;
        }
        self.piece.extend_from_slice(bytes);
        Ok(())
    }

    fn end(&mut self) -> rusqlite::Result<()> {
        self.add
            .execute(params![self.report.0, self.name, self.next, self.piece])?;
        self.next += 1;
        self.piece.clear();
        Ok(())
    }
}

/// So that postcard writes into it.
impl Flavor for &mut Pieces<'_> {
    type Output = ();

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.try_extend(&[byte])
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.push(bytes).map_err(|error| {
            self.failed = Some(error);
            postcard::Error::SerializeBufferFull
        })
    }

    fn finalize(self) -> postcard::Result<()> {
        Ok(())
    }
}

pub(super) fn put<T: Serialize>(
    connection: &Connection,
    report: ReportId,
    name: &'static str,
    value: &T,
) -> rusqlite::Result<()> {
    let mut pieces = Pieces::of(connection, report, name)?;
    let written = postcard::serialize_with_flavor(value, &mut pieces);
    if let Some(error) = pieces.failed.take() {
        return Err(error);
    }
    written.map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))?;
    pieces.end()
}

pub(super) fn put_bytes(
    connection: &Connection,
    report: ReportId,
    name: &'static str,
    bytes: &[u8],
) -> rusqlite::Result<()> {
    let mut pieces = Pieces::of(connection, report, name)?;
    pieces.push(bytes)?;
    pieces.end()
}

pub(super) fn put_numbers<T: Copy, const N: usize>(
    connection: &Connection,
    report: ReportId,
    name: &'static str,
    values: &[T],
    bytes: impl Fn(T) -> [u8; N],
) -> rusqlite::Result<()> {
    let mut pieces = Pieces::of(connection, report, name)?;
    for value in values {
        pieces.push(&bytes(*value))?;
    }
    pieces.end()
}

pub(super) fn get_bytes(connection: &Connection, report: ReportId, name: &str) -> rusqlite::Result<Vec<u8>> {
    let mut whole = Vec::new();
    each_piece(connection, report, name, &mut |piece| whole.extend_from_slice(piece))?;
    Ok(whole)
}

pub(super) fn get_numbers<T, const N: usize>(
    connection: &Connection,
    report: ReportId,
    name: &str,
    value: impl Fn([u8; N]) -> T,
) -> rusqlite::Result<Vec<T>> {
    let mut values = Vec::new();
    each_piece(connection, report, name, &mut |piece| {
        values.extend(piece.as_chunks().0.iter().map(|bytes| value(*bytes)));
    })?;
    Ok(values)
}

fn each_piece(
    connection: &Connection,
    report: ReportId,
    name: &str,
    take: &mut dyn FnMut(&[u8]),
) -> rusqlite::Result<()> {
    let mut select =
        connection.prepare_cached("SELECT body FROM report_columns WHERE report = ? AND name = ? ORDER BY piece")?;
    let mut rows = select.query(params![report.0, name])?;
    while let Some(row) = rows.next()? {
        take(row.get_ref(0)?.as_blob()?);
    }
    Ok(())
}

pub(crate) fn delete(connection: &Connection, report: ReportId) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM report_columns WHERE report = ?")?
        .execute([report.0])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn values_come_back_whole_whatever_their_size() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(MIGRATIONS[0].sql).unwrap();
        let (report, other) = (ReportId(1), ReportId(2));
        for bytes in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let value: Vec<u8> = (0..bytes).map(|byte| byte as u8).collect();
            put_bytes(&connection, report, "codes", &value).unwrap();
            put_bytes(&connection, other, "codes", &[7]).unwrap();
            assert_eq!(get_bytes(&connection, report, "codes").unwrap(), value, "{bytes} bytes");
            put(&connection, report, "dictionary", &value).unwrap();
            let stored = get_bytes(&connection, report, "dictionary").unwrap();
            assert_eq!(
                postcard::from_bytes::<Vec<u8>>(&stored).unwrap(),
                value,
                "{bytes} bytes"
            );
        }
        let keys: Vec<u128> = (0..200_000).map(|key| key << 77).collect();
        put_numbers(&connection, report, "keys", &keys, u128::to_le_bytes).unwrap();
        assert_eq!(
            get_numbers(&connection, report, "keys", u128::from_le_bytes).unwrap(),
            keys
        );
        put_numbers(&connection, report, "keys", &keys[..1], u128::to_le_bytes).unwrap();
        assert_eq!(
            get_numbers(&connection, report, "keys", u128::from_le_bytes).unwrap(),
            [0]
        );
        delete(&connection, report).unwrap();
        assert!(get_bytes(&connection, report, "codes").unwrap().is_empty());
        assert_eq!(get_bytes(&connection, other, "codes").unwrap(), [7]);
    }
}
