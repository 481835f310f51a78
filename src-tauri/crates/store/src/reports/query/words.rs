//! Free text.

use std::collections::HashMap;

use ingot_report::query::{Condition, Query};
use rusqlite::Connection;

use crate::reports::columns::rows::Rows;

/// Characters of a search beyond this many are ignored.
const LONGEST: usize = 200;

/// For each search of the query, the passages (titles, descriptions) that have its words one after the other; the last
/// may be begun.
pub(crate) fn find(connection: &Connection, query: &Query) -> rusqlite::Result<HashMap<String, Rows>> {
    let mut found = HashMap::new();
    let mut open = vec![query];
    while let Some(query) = open.pop() {
        match query {
            Query::All(queries) | Query::Any(queries) => open.extend(queries),
            Query::Not(query) => open.push(query),
            Query::Is(Condition::Words(words)) if !found.contains_key(words) => {
                found.insert(words.clone(), passages(connection, words)?);
            }
            Query::Is(_) => {}
        }
    }
    Ok(found)
}

fn passages(connection: &Connection, words: &str) -> rusqlite::Result<Rows> {
    let ids = connection
        .prepare_cached("SELECT rowid FROM passage_words WHERE passage_words MATCH ?")?
        .query_map([phrase(words)], |row| row.get::<_, i64>(0))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let most = ids.iter().max().copied().unwrap_or(0);
    let mut rows = Rows::none(usize::try_from(most).map_or(0, |most| most + 1));
    for id in ids {
        if let Ok(id) = usize::try_from(id) {
            rows.insert(id);
        }
    }
    Ok(rows)
}

/// A phrase whose last word is a prefix; in quotes nothing else means anything.
/// <https://sqlite.org/fts5.html#full_text_query_syntax>
fn phrase(words: &str) -> String {
    let mut phrase = String::from("\"");
    for c in words.chars().take(LONGEST).filter(|c| *c != '\0') {
        if c == '"' {
            phrase.push('"');
        }
        phrase.push(c);
    }
    phrase.push_str("\" *");
    phrase
}
