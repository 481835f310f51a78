//! Resource shares (AWS RAM) that an account owns in a region.

use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::inventory::Scope;
use super::{from_json, to_json};
use crate::connection::Migration;
use crate::{Reader, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE shares (
            profile TEXT NOT NULL,
            account TEXT NOT NULL,
            region TEXT NOT NULL,
            arn TEXT NOT NULL,
            name TEXT NOT NULL,
            status TEXT NOT NULL,
            allow_external INTEGER NOT NULL,
            principals TEXT NOT NULL,
            resources TEXT NOT NULL,
            PRIMARY KEY (profile, account, region, arn)
          ) STRICT, WITHOUT ROWID;",
}];

/// One resource share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    pub arn: String,
    pub name: String,
    /// `ACTIVE`, `PENDING`, `FAILED`, `DELETING` or `DELETED`.
    pub status: String,
    /// Whether accounts outside the organisation may be added.
    pub allow_external: bool,
    pub principals: Vec<SharePrincipal>,
    pub resources: Vec<ShareResource>,
}

/// Who a share is for: an account id, the ARN of an organisation or of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharePrincipal {
    pub id: String,
    /// Outside the organisation.
    pub external: bool,
}

/// What a share gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareResource {
    pub arn: String,
    /// RAM's type, `imagebuilder:Image`.
    pub kind: String,
    pub status: Option<String>,
}

impl Writer<'_> {
    /// Replaces the shares of `scope`; when they were read belongs to the scope's [`crate::SyncState`].
    pub fn put_shares(&mut self, scope: &Scope, shares: &[Share]) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction
                .prepare_cached("DELETE FROM shares WHERE profile = ? AND account = ? AND region = ?")?
                .execute([&scope.profile, &scope.account, &scope.region])?;
            let mut insert =
                transaction.prepare_cached("INSERT OR REPLACE INTO shares VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
            for share in shares {
                insert.execute(params![
                    scope.profile,
                    scope.account,
                    scope.region,
                    share.arn,
                    share.name,
                    share.status,
                    share.allow_external,
                    to_json(&share.principals)?,
                    to_json(&share.resources)?
                ])?;
            }
            Ok(())
        })
    }
}

impl Reader<'_> {
    /// The shares of `scope` by name.
    pub fn shares(&self, scope: &Scope) -> Result<Vec<Share>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT arn, name, status, allow_external, principals, resources FROM shares
                     WHERE profile = ? AND account = ? AND region = ? ORDER BY name, arn",
                )?
                .query_map([&scope.profile, &scope.account, &scope.region], |row| {
                    Ok(Share {
                        arn: row.get(0)?,
                        name: row.get(1)?,
                        status: row.get(2)?,
                        allow_external: row.get(3)?,
                        principals: from_json(row, 4)?,
                        resources: from_json(row, 5)?,
                    })
                })?
                .collect()
        })
    }
}
