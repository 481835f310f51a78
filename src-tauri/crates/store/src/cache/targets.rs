//! Accounts and organisational units, as AWS Organizations showed them to one profile.

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::connection::Migration;
use crate::{Reader, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE organisations (
            profile TEXT PRIMARY KEY,
            id TEXT,
            as_of TEXT NOT NULL
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE accounts (
            profile TEXT NOT NULL,
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            email TEXT,
            status TEXT NOT NULL,
            ou_path TEXT NOT NULL,
            PRIMARY KEY (profile, id)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE organisational_units (
            profile TEXT NOT NULL,
            position INTEGER NOT NULL,
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            path TEXT NOT NULL,
            parent TEXT,
            PRIMARY KEY (profile, position)
          ) STRICT, WITHOUT ROWID;",
}];

/// What one profile sees of its organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Targets {
    /// `o-…`; `None` for an account outside any organisation.
    pub organisation: Option<String>,
    /// In the order of their path and name.
    pub accounts: Vec<Account>,
    /// Units before their children.
    pub units: Vec<OrganisationalUnit>,
    pub as_of: String,
}

/// An AWS account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Twelve digits.
    pub id: String,
    pub name: String,
    pub email: Option<String>,
    /// `ACTIVE`, `SUSPENDED`, `PENDING_CLOSURE` …
    pub status: String,
    /// Names from the root, `Root/Workloads/Production`.
    pub ou_path: String,
}

/// A unit of the organisation's tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationalUnit {
    pub id: String,
    pub name: String,
    /// Names from the root, `Root/Workloads/Production`.
    pub path: String,
    pub parent: Option<String>,
}

impl Writer<'_> {
    /// Replaces what `profile` sees.
    pub fn put_targets(&mut self, profile: &str, targets: &Targets) -> Result<(), StoreError> {
        self.write(|transaction| {
            for table in ["organisations", "accounts", "organisational_units"] {
                transaction
                    .prepare_cached(&format!("DELETE FROM {table} WHERE profile = ?"))?
                    .execute([profile])?;
            }
            transaction
                .prepare_cached("INSERT INTO organisations VALUES (?, ?, ?)")?
                .execute(params![profile, targets.organisation, targets.as_of])?;
            // An account that moves while it is read can be listed under both units.
            let mut account =
                transaction.prepare_cached("INSERT OR REPLACE INTO accounts VALUES (?, ?, ?, ?, ?, ?)")?;
            for item in &targets.accounts {
                account.execute(params![
                    profile,
                    item.id,
                    item.name,
                    item.email,
                    item.status,
                    item.ou_path
                ])?;
            }
            let mut unit = transaction.prepare_cached("INSERT INTO organisational_units VALUES (?, ?, ?, ?, ?, ?)")?;
            for (position, item) in (0i64..).zip(&targets.units) {
                unit.execute(params![profile, position, item.id, item.name, item.path, item.parent])?;
            }
            Ok(())
        })
    }
}

impl Reader<'_> {
    /// What `profile` sees; `None` before the first sync.
    pub fn targets(&self, profile: &str) -> Result<Option<Targets>, StoreError> {
        self.read(|connection| {
            let known = connection
                .prepare_cached("SELECT id, as_of FROM organisations WHERE profile = ?")?
                .query_row([profile], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((organisation, as_of)) = known else { return Ok(None) };
            let accounts = connection
                .prepare_cached(
                    "SELECT id, name, email, status, ou_path FROM accounts WHERE profile = ? ORDER BY ou_path, name, id",
                )?
                .query_map([profile], |row| {
                    Ok(Account {
                        id: row.get(0)?,
                        name: row.get(1)?,
                        email: row.get(2)?,
                        status: row.get(3)?,
                        ou_path: row.get(4)?,
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            let units = connection
                .prepare_cached(
                    "SELECT id, name, path, parent FROM organisational_units WHERE profile = ? ORDER BY position",
                )?
                .query_map([profile], |row| {
                    Ok(OrganisationalUnit {
                        id: row.get(0)?,
                        name: row.get(1)?,
                        path: row.get(2)?,
                        parent: row.get(3)?,
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(Some(Targets { organisation, accounts, units, as_of }))
        })
    }
}
