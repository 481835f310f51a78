//! Opens a file: pragmas, migrations, refusal of newer formats.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use crate::StoreError;

/// How long a write waits for another process's; an import of 100,000 findings holds the file for some seconds.
const BUSY_TIMEOUT: Duration = Duration::from_secs(20);
/// A write-ahead log is cut back to this after a checkpoint, in bytes.
const LOG_SIZE: u32 = 64 << 20;

/// One step of a file's format. A file's `user_version` is the highest version it has had.
pub(crate) struct Migration {
    pub version: u32,
    pub sql: &'static str,
}

/// How much a crash of the machine may cost (a crash of the program costs nothing in either case).
#[derive(Clone, Copy)]
pub(crate) enum Durability {
    /// The last transactions may be missing after a power cut; the file stays sound.
    Cache,
    /// A committed transaction is on the disk.
    Full,
}

/// Opens `file` for writing and brings it to the newest format.
///
/// # Errors
/// [`StoreError::Newer`] if a newer program wrote it, [`StoreError::Corrupt`] if it is no database.
pub(crate) fn open(file: &Path, durability: Durability, tables: &[&[Migration]]) -> Result<Connection, StoreError> {
    let fail = |error| StoreError::sql(file, error);
    let mut connection = Connection::open(file).map_err(fail)?;
    prepare(&connection, durability).map_err(fail)?;
    migrate(file, &mut connection, tables)?;
    Ok(connection)
}

/// Another connection to a file that [`open`] brought up to date; it refuses to write.
pub(crate) fn open_reader(file: &Path) -> Result<Connection, StoreError> {
    let fail = |error| StoreError::sql(file, error);
    // Not SQLite's read-only mode: readers of a write-ahead log take part in its shared memory.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags).map_err(fail)?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(fail)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.pragma_update(None, "query_only", true).map_err(fail)?;
    connection.pragma_update(None, "temp_store", "MEMORY").map_err(fail)?;
    // In KiB; the index that facets of 100,000 findings are counted from fits.
    connection.pragma_update(None, "cache_size", -16 * 1024).map_err(fail)?;
    Ok(connection)
}

/// Moves `file` and its log aside as `<file>.broken-<n>`, the first free number; answers where to.
pub(crate) fn set_aside(file: &Path) -> Result<PathBuf, StoreError> {
    let beside = |suffix: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    };
    let fail = |source| StoreError::Folder {
        folder: file.parent().unwrap_or(file).to_owned(),
        source,
    };
    let mut number = 1;
    while beside(&format!(".broken-{number}")).exists() {
        number += 1;
    }
    let target = beside(&format!(".broken-{number}"));
    std::fs::rename(file, &target).map_err(fail)?;
    for part in ["-wal", "-shm"] {
        match std::fs::rename(beside(part), beside(&format!(".broken-{number}{part}"))) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(fail(error)),
            _ => {}
        }
    }
    Ok(target)
}

fn prepare(connection: &Connection, durability: Durability) -> rusqlite::Result<()> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(64);
    if matches!(durability, Durability::Cache) {
        // Large pages: an import that does not fit into memory writes fewer of them. Only a file that is being made gets
        // them (<https://sqlite.org/pragma.html#pragma_page_size>).
        connection.pragma_update(None, "page_size", 16 * 1024)?;
    }
    write_ahead(connection)?;
    let synchronous = match durability {
        Durability::Cache => "NORMAL",
        Durability::Full => "FULL",
    };
    connection.pragma_update(None, "synchronous", synchronous)?;
    connection.pragma_update(None, "journal_size_limit", LOG_SIZE)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // In KiB; the indexes of an import fit, unless hardly any of its texts comes twice.
    connection.pragma_update(None, "cache_size", -32 * 1024)
}

/// Turns the write-ahead log on. SQLite does not wait for others here, since two that turn it on at once would wait for
/// each other (<https://sqlite.org/wal.html>, "Sometimes Queries Return SQLITE_BUSY In WAL Mode").
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    let until = Instant::now() + BUSY_TIMEOUT;
    loop {
        match connection.pragma_update(None, "journal_mode", "WAL") {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && Instant::now() < until => {
                std::thread::sleep(Duration::from_millis(5));
            }
            done => return done,
        }
    }
}

/// Runs what is pending in one transaction, so that a file never stands between two formats.
fn migrate(file: &Path, connection: &mut Connection, tables: &[&[Migration]]) -> Result<(), StoreError> {
    let fail = |error| StoreError::sql(file, error);
    let mut migrations: Vec<&Migration> = tables.iter().copied().flatten().collect();
    migrations.sort_by_key(|migration| migration.version);
    let known = migrations.last().map_or(0, |migration| migration.version);
    if version(connection).map_err(fail)? == known {
        return Ok(());
    }
    let transaction = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(fail)?;
    // Asked again: another process may have migrated while this one waited for the lock.
    let found = version(&transaction).map_err(fail)?;
    if found > known {
        return Err(StoreError::Newer {
            file: file.to_owned(),
            found,
            known,
        });
    }
    for migration in migrations.into_iter().filter(|migration| migration.version > found) {
        transaction.execute_batch(migration.sql).map_err(fail)?;
    }
    transaction.pragma_update(None, "user_version", known).map_err(fail)?;
    transaction.commit().map_err(fail)
}

fn version(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}
