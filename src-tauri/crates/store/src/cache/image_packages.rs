//! The package inventory of an image build: what attribution of findings to layers rests on.

use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

use crate::connection::Migration;
use crate::{Reader, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    // The first table tells a known, empty inventory from one that was never read.
    sql: "CREATE TABLE image_inventories (
            image TEXT PRIMARY KEY,
            as_of TEXT NOT NULL
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE image_packages (
            image TEXT NOT NULL,
            name TEXT NOT NULL,
            version TEXT NOT NULL,
            PRIMARY KEY (image, name, version)
          ) STRICT, WITHOUT ROWID;",
}];

/// A package that is installed in an image.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ImagePackage {
    pub name: String,
    pub version: String,
}

impl Writer<'_> {
    /// Replaces the inventory of `image` (an image build version ARN).
    pub fn put_image_packages(
        &mut self,
        image: &str,
        as_of: &str,
        packages: &[ImagePackage],
    ) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction
                .prepare_cached("DELETE FROM image_packages WHERE image = ?")?
                .execute([image])?;
            transaction
                .prepare_cached(
                    "INSERT INTO image_inventories VALUES (?, ?) ON CONFLICT DO UPDATE SET as_of = excluded.as_of",
                )?
                .execute([image, as_of])?;
            let mut insert = transaction.prepare_cached("INSERT OR IGNORE INTO image_packages VALUES (?, ?, ?)")?;
            for package in packages {
                insert.execute(params![image, package.name, package.version])?;
            }
            Ok(())
        })
    }
}

impl Reader<'_> {
    /// The inventory of `image`; `None` if it was never read.
    pub fn image_packages(&self, image: &str) -> Result<Option<Vec<ImagePackage>>, StoreError> {
        self.read(|connection| {
            let known = connection
                .prepare_cached("SELECT 1 FROM image_inventories WHERE image = ?")?
                .query_row([image], |_| Ok(()))
                .optional()?;
            let Some(()) = known else { return Ok(None) };
            let packages = connection
                .prepare_cached("SELECT name, version FROM image_packages WHERE image = ? ORDER BY name, version")?
                .query_map([image], |row| {
                    Ok(ImagePackage {
                        name: row.get(0)?,
                        version: row.get(1)?,
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            Ok(Some(packages))
        })
    }
}
