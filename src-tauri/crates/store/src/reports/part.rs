//! What findings share is stored once: the facts of a vulnerability, of a package, of what was scanned, and the long
//! texts, which are searched.
//!
//! Scans repeat these heavily: a million findings of two hundred images name some twenty thousand vulnerabilities.

use std::collections::HashMap;

use ingot_report::{Finding, Severity};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::about::ReportId;
use super::columns::References;
use super::columns::stored::{decoded, encoded, read_references};
use crate::connection::Migration;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    // The index of words has no copy of the texts, and is written in pieces of 16 MB, which have to be merged seldom.
    // <https://sqlite.org/fts5.html#contentless_delete_tables>
    sql: "CREATE TABLE finding_parts (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            hash BLOB NOT NULL UNIQUE,
            passage INTEGER,
            body BLOB NOT NULL
          ) STRICT;
          CREATE TABLE passages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            hash BLOB NOT NULL UNIQUE,
            text TEXT NOT NULL
          ) STRICT;
          CREATE VIRTUAL TABLE passage_words USING fts5 (
            text, content = '', contentless_delete = 1, tokenize = \"unicode61 remove_diacritics 0\"
          );
          INSERT INTO passage_words (passage_words, rank) VALUES ('hashsize', 16777216);",
}];

/// The first 16 bytes of a SHA-256: reports are written by others, who must not make two contents collide.
pub(crate) type Hash = [u8; 16];

/// A finding taken apart: each part has its own fields set and no others.
pub(crate) struct Parts {
    pub title: String,
    pub description: Option<String>,
    pub text: Finding,
    pub package: Finding,
    pub place: Finding,
    /// Everything else.
    pub own: Finding,
}

impl Parts {
    pub fn of(mut finding: Finding) -> Self {
        let scanner = finding.scanner;
        let blank = || Finding::new(scanner, String::new(), Severity::Untriaged);
        let text = Finding {
            vulnerability: std::mem::take(&mut finding.vulnerability),
            aliases: std::mem::take(&mut finding.aliases),
            vendor_severity: finding.vendor_severity.take(),
            score_vector: finding.score_vector.take(),
            scores: std::mem::take(&mut finding.scores),
            cwes: std::mem::take(&mut finding.cwes),
            source: finding.source.take(),
            source_url: finding.source_url.take(),
            references: std::mem::take(&mut finding.references),
            published: finding.published.take(),
            finding_type: finding.finding_type.take(),
            ..blank()
        };
        let package = Finding {
            package: finding.package.take(),
            installed: finding.installed.take(),
            purl: finding.purl.take(),
            path: finding.path.take(),
            layer_digest: finding.layer_digest.take(),
            package_manager: finding.package_manager.take(),
            arch: finding.arch.take(),
            remediation: finding.remediation.take(),
            ..blank()
        };
        let place = Finding {
            resource: finding.resource.take(),
            resource_type: finding.resource_type.take(),
            platform: finding.platform.take(),
            image: finding.image.take(),
            account: finding.account.take(),
            region: finding.region.take(),
            ..blank()
        };
        Self {
            title: std::mem::take(&mut finding.title),
            description: finding.description.take(),
            text,
            package,
            place,
            own: finding,
        }
    }

    pub fn join(self) -> Finding {
        let Self {
            title,
            description,
            text,
            package,
            place,
            own,
        } = self;
        Finding {
            title,
            description,
            vulnerability: text.vulnerability,
            aliases: text.aliases,
            vendor_severity: text.vendor_severity,
            score_vector: text.score_vector,
            scores: text.scores,
            cwes: text.cwes,
            source: text.source,
            source_url: text.source_url,
            references: text.references,
            published: text.published,
            finding_type: text.finding_type,
            package: package.package,
            installed: package.installed,
            purl: package.purl,
            path: package.path,
            layer_digest: package.layer_digest,
            package_manager: package.package_manager,
            arch: package.arch,
            remediation: package.remediation,
            resource: place.resource,
            resource_type: place.resource_type,
            platform: place.platform,
            image: place.image,
            account: place.account,
            region: place.region,
            ..own
        }
    }
}

/// Parts and passages that were met, so that each is looked for in the database once.
#[derive(Default)]
pub(crate) struct Met {
    parts: HashMap<Hash, i64>,
    passages: HashMap<Hash, i64>,
}

impl Met {
    /// The number of a part, and its content's hash.
    pub fn part(&mut self, connection: &Connection, part: &Finding, passage: i64) -> rusqlite::Result<i64> {
        let body = encoded(part)?;
        let hash = hash(&[&body, &passage.to_le_bytes()]);
        if let Some(id) = self.parts.get(&hash) {
            return Ok(*id);
        }
        let known = connection
            .prepare_cached("SELECT id FROM finding_parts WHERE hash = ?")?
            .query_row([hash], |row| row.get(0))
            .optional()?;
        let id = match known {
            Some(id) => id,
            None => {
                connection
                    .prepare_cached("INSERT INTO finding_parts (hash, passage, body) VALUES (?, ?, ?)")?
                    .execute(params![hash, (passage > 0).then_some(passage), body])?;
                connection.last_insert_rowid()
            }
        };
        self.parts.insert(hash, id);
        Ok(id)
    }

    /// The number of a long text; 0 for none.
    pub fn passage(&mut self, connection: &Connection, text: &str) -> rusqlite::Result<i64> {
        let hash = hash(&[text.as_bytes()]);
        if let Some(id) = self.passages.get(&hash) {
            return Ok(*id);
        }
        let known = connection
            .prepare_cached("SELECT id FROM passages WHERE hash = ?")?
            .query_row([hash], |row| row.get(0))
            .optional()?;
        let id = match known {
            Some(id) => id,
            None => {
                connection
                    .prepare_cached("INSERT INTO passages (hash, text) VALUES (?, ?)")?
                    .execute(params![hash, text])?;
                let id = connection.last_insert_rowid();
                connection
                    .prepare_cached("INSERT INTO passage_words (rowid, text) VALUES (?, ?)")?
                    .execute(params![id, text])?;
                id
            }
        };
        self.passages.insert(hash, id);
        Ok(id)
    }
}

/// A part, and the text of its passage.
pub(crate) fn read_part(connection: &Connection, id: i64) -> rusqlite::Result<(Finding, Option<String>)> {
    connection
        .prepare_cached(
            "SELECT body, text FROM finding_parts LEFT JOIN passages ON passages.id = passage WHERE finding_parts.id = ?",
        )?
        .query_row([id], |row| {
            let body = row.get_ref(0)?.as_blob()?;
            Ok((decoded(body)?, row.get(1)?))
        })
}

/// A text; empty for 0.
pub(crate) fn read_passage(connection: &Connection, id: i64) -> rusqlite::Result<String> {
    let text = connection
        .prepare_cached("SELECT text FROM passages WHERE id = ?")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(text.unwrap_or_default())
}

/// Deletes those of these parts and passages that no report but `except` refers to.
pub(crate) fn sweep(connection: &Connection, candidates: References, except: Option<ReportId>) -> rusqlite::Result<()> {
    if candidates.parts.is_empty() && candidates.passages.is_empty() {
        return Ok(());
    }
    let reports = connection
        .prepare_cached("SELECT id FROM reports")?
        .query_map([], |row| Ok(ReportId(row.get(0)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let mut unused = candidates;
    for report in reports.into_iter().filter(|report| Some(*report) != except) {
        let used = read_references(connection, report)?;
        unused.parts.retain(|part| used.parts.binary_search(part).is_err());
        unused
            .passages
            .retain(|passage| used.passages.binary_search(passage).is_err());
    }
    for part in &unused.parts {
        connection
            .prepare_cached("DELETE FROM finding_parts WHERE id = ?")?
            .execute([part])?;
    }
    for passage in &unused.passages {
        connection
            .prepare_cached("DELETE FROM passage_words WHERE rowid = ?")?
            .execute([passage])?;
        connection
            .prepare_cached("DELETE FROM passages WHERE id = ?")?
            .execute([passage])?;
    }
    Ok(())
}

fn hash(content: &[&[u8]]) -> Hash {
    let mut sha = Sha256::new();
    for piece in content {
        sha.update(piece);
    }
    let mut hash = [0; 16];
    hash.copy_from_slice(&sha.finalize()[..16]);
    hash
}
