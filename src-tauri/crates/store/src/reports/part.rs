//! What findings share is stored once: the facts of a vulnerability, of a package, of what was scanned, and the long
//! texts, which are searched.
//!
//! Scans repeat these heavily: a million findings of two hundred images name some twenty thousand vulnerabilities.

use std::collections::HashMap;

use ingot_report::{Finding, Severity};
use rusqlite::{Connection, OptionalExtension, Statement, ToSql, params};
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

/// The first 16 bytes of a SHA-256: reports are written by others, who must not make two contents collide. The index in the
/// database has the first 8 alone, so that it stays in memory; whoever finds something there compares it.
type Hash = [u8; 16];

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

/// Something shared as it is stored, with its name among all of its kind.
pub(crate) struct Shared<T> {
    pub content: T,
    hash: Hash,
}

impl Shared<String> {
    pub fn passage(text: String) -> Self {
        let hash = hash(&[text.as_bytes()]);
        Self { content: text, hash }
    }
}

impl Shared<Vec<u8>> {
    /// Parts that differ in their long text alone are two.
    pub fn part(part: &Finding, passage: Option<&Shared<String>>) -> rusqlite::Result<Self> {
        let content = encoded(part)?;
        let hash = hash(&[&content, passage.map_or(&[], |passage| &passage.hash)]);
        Ok(Self { content, hash })
    }
}

/// Gives what is shared its number, and stores it if nobody has yet.
pub(crate) struct Sharing<'a> {
    connection: &'a Connection,
    parts: Kind<'a>,
    passages: Kind<'a>,
    words: Statement<'a>,
}

impl<'a> Sharing<'a> {
    pub fn of(connection: &'a Connection) -> rusqlite::Result<Self> {
        Ok(Self {
            connection,
            parts: Kind {
                met: HashMap::new(),
                add: connection.prepare(
                    "INSERT INTO finding_parts (hash, passage, body) VALUES (?, ?, ?) ON CONFLICT (hash) DO NOTHING",
                )?,
                find: connection.prepare("SELECT id FROM finding_parts WHERE hash = ?")?,
            },
            passages: Kind {
                met: HashMap::new(),
                add: connection
                    .prepare("INSERT INTO passages (hash, text) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING")?,
                find: connection.prepare("SELECT id FROM passages WHERE hash = ?")?,
            },
            words: connection.prepare("INSERT INTO passage_words (rowid, text) VALUES (?, ?)")?,
        })
    }

    /// The number of a part; `passage` is that of its long text, 0 for none.
    pub fn part(&mut self, part: &Shared<Vec<u8>>, passage: i64) -> rusqlite::Result<i64> {
        let passage = (passage > 0).then_some(passage);
        let values = params![part.hash, passage, part.content];
        let (id, _) = self.parts.number(self.connection, part.hash, values)?;
        Ok(id)
    }

    /// The number of a long text.
    pub fn passage(&mut self, passage: &Shared<String>) -> rusqlite::Result<i64> {
        let values = params![passage.hash, passage.content];
        let (id, new) = self.passages.number(self.connection, passage.hash, values)?;
        if new {
            self.words.execute(params![id, passage.content])?;
        }
        Ok(id)
    }
}

/// The parts, or the passages.
struct Kind<'a> {
    /// Those that came last.
    met: HashMap<Hash, i64>,
    add: Statement<'a>,
    find: Statement<'a>,
}

/// How many parts or passages are known without asking the database: more than the vulnerabilities, packages and images of
/// most reports, in a few megabytes.
const MET: usize = 1 << 16;

impl Kind<'_> {
    /// The number, and whether it is a new one. Adding comes first: most that was not met is new.
    fn number(&mut self, connection: &Connection, hash: Hash, values: &[&dyn ToSql]) -> rusqlite::Result<(i64, bool)> {
        if let Some(id) = self.met.get(&hash) {
            return Ok((*id, false));
        }
        let new = self.add.execute(values)? > 0;
        let id = if new {
            connection.last_insert_rowid()
        } else {
            self.find.query_row([hash], |row| row.get(0))?
        };
        if self.met.len() == MET {
            self.met.clear();
        }
        self.met.insert(hash, id);
        Ok((id, new))
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_is_shared_has_one_number_however_much_comes_between() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(MIGRATIONS[0].sql).unwrap();
        let transaction = connection.unchecked_transaction().unwrap();
        let mut sharing = Sharing::of(&transaction).unwrap();
        let part = |number: usize, passage: Option<&Shared<String>>| {
            let mut package = Finding::new(ingot_report::Scanner::Inspector, String::new(), Severity::Untriaged);
            package.package = Some(format!("package-{number}"));
            Shared::part(&package, passage).unwrap()
        };
        let text = Shared::passage("A buffer overflow".into());
        let passage = sharing.passage(&text).unwrap();
        let (plain, told) = (part(0, None), part(0, Some(&text)));
        let numbers = (sharing.part(&plain, 0).unwrap(), sharing.part(&told, passage).unwrap());
        assert_ne!(numbers.0, numbers.1, "with a text it is another one");
        let mut last = 0;
        for number in 1..=MET + 1 {
            let id = sharing.part(&part(number, None), 0).unwrap();
            assert!(id > last, "package-{number} is new");
            last = id;
        }
        assert_eq!(
            (sharing.part(&plain, 0).unwrap(), sharing.part(&told, passage).unwrap()),
            numbers
        );
        assert_eq!(sharing.passage(&text).unwrap(), passage);
        // Another import, which has met nothing yet.
        drop(sharing);
        let mut later = Sharing::of(&transaction).unwrap();
        assert_eq!(
            (later.part(&plain, 0).unwrap(), later.passage(&text).unwrap()),
            (numbers.0, passage)
        );
        let words = "SELECT count(*) FROM passage_words WHERE passage_words MATCH 'overflow'";
        assert_eq!(
            transaction.query_row(words, [], |row| row.get(0)),
            Ok(1),
            "searched once"
        );
    }
}
