//! What AWS holds in one account and region, as last read.

use ingot_recipe::Inventory;
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use super::to_json;
use crate::connection::Migration;
use crate::{Reader, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    // One document a scope: it is read whole, and a scope has hundreds of resources, not millions.
    sql: "CREATE TABLE inventory (
            profile TEXT NOT NULL,
            account TEXT NOT NULL,
            region TEXT NOT NULL,
            as_of TEXT NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (profile, account, region)
          ) STRICT, WITHOUT ROWID;",
}];

/// Where facts were read: the sandbox and AWS may well answer with the same account id.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Scope {
    pub profile: String,
    pub account: String,
    pub region: String,
}

impl Writer<'_> {
    /// Replaces what is known of `scope`, read at `as_of`.
    pub fn put_inventory(&mut self, scope: &Scope, as_of: &str, inventory: &Inventory) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT INTO inventory (profile, account, region, as_of, document) VALUES (?, ?, ?, ?, ?)
                     ON CONFLICT DO UPDATE SET as_of = excluded.as_of, document = excluded.document",
                )?
                .execute(params![
                    scope.profile,
                    scope.account,
                    scope.region,
                    as_of,
                    to_json(inventory)?
                ])?;
            Ok(())
        })
    }
}

impl Reader<'_> {
    /// What is known of `scope`; `None` before the first sync, and for what an earlier Ingot kept in a form that is
    /// no longer read (the next sync replaces it).
    pub fn inventory(&self, scope: &Scope) -> Result<Option<Inventory>, StoreError> {
        let document: Option<String> = self.read(|connection| {
            connection
                .prepare_cached("SELECT document FROM inventory WHERE profile = ? AND account = ? AND region = ?")?
                .query_row(params![scope.profile, scope.account, scope.region], |row| row.get(0))
                .optional()
        })?;
        Ok(document.and_then(|document| serde_json::from_str(&document).ok()))
    }

    /// The scopes of a profile with the time each was read, in the order of account and region.
    pub fn inventory_scopes(&self, profile: &str) -> Result<Vec<(Scope, String)>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT profile, account, region, as_of FROM inventory WHERE profile = ? ORDER BY account, region",
                )?
                .query_map([profile], |row| {
                    let scope = Scope {
                        profile: row.get(0)?,
                        account: row.get(1)?,
                        region: row.get(2)?,
                    };
                    Ok((scope, row.get(3)?))
                })?
                .collect()
        })
    }
}
