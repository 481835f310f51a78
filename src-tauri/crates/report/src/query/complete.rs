//! What could be typed where the cursor stands.

use std::ops::Range;

use super::error::shown;
use super::key::Key;
use super::lex::{MAX_CHARACTERS, Term, TokenKind, Value, is_of_key, tokens};
use super::{Field, Pattern};

/// Most completions that are offered at once.
const MOST: usize = 50;

/// Something to put in the place of `start..end`, in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    pub start: usize,
    pub end: usize,
    pub text: String,
    /// What it means, in a line.
    pub detail: Option<String>,
}

/// What could be typed at `cursor`, a number of characters. `values` answers for the texts that a field has, the most
/// frequent first, given what they contain.
pub fn complete(text: &str, cursor: usize, values: &dyn Fn(Field, &str) -> Vec<String>) -> Vec<Completion> {
    let characters: Vec<char> = text.chars().take(MAX_CHARACTERS).collect();
    let cursor = cursor.min(characters.len());
    let around = tokens(&characters).into_iter().find(|token| {
        let is_word = !matches!(token.kind, TokenKind::Open | TokenKind::Close | TokenKind::Not) || {
            // `not` is a word; `-` is not.
            token.range.len() > 1
        };
        is_word && token.range.start < cursor && cursor <= token.range.end
    });
    let mut found = match around {
        None => keys(cursor..cursor, ""),
        Some(token) => match &token.kind {
            TokenKind::Term(
                term @ Term {
                    key: Some((name, place)),
                    ..
                },
            ) => {
                if cursor <= place.end {
                    // The colon is there already.
                    let range = place.start..place.end + 1;
                    keys(range, &written(&characters, place.start..cursor))
                } else {
                    Key::from_name(name).map_or_else(Vec::new, |key| of_key(key, term, cursor, values))
                }
            }
            _ => {
                let typed = written(&characters, token.range.start..cursor);
                if typed.chars().all(is_of_key) {
                    keys(token.range, &typed)
                } else {
                    Vec::new()
                }
            }
        },
    };
    found.truncate(MOST);
    found
}

fn written(characters: &[char], range: Range<usize>) -> String {
    characters.get(range).unwrap_or_default().iter().collect()
}

/// Keys that begin with what was typed, by their own name or another; their own names first.
fn keys(range: Range<usize>, typed: &str) -> Vec<Completion> {
    let typed = typed.to_ascii_lowercase();
    let begins = |name: &str| name.starts_with(&typed);
    let by_name = Key::all().filter(|key| begins(key.name()));
    let by_alias = Key::all().filter(|key| !begins(key.name()) && key.aliases().iter().any(|alias| begins(alias)));
    by_name
        .chain(by_alias)
        .map(|key| Completion {
            start: range.start,
            end: range.end,
            text: format!("{}:", key.name()),
            detail: Some(key.help().to_owned()),
        })
        .collect()
}

fn of_key(key: Key, term: &Term, cursor: usize, values: &dyn Fn(Field, &str) -> Vec<String>) -> Vec<Completion> {
    let Some(value) = term
        .values
        .iter()
        .find(|value| value.range.start <= cursor && cursor <= value.range.end)
    else {
        return Vec::new();
    };
    let offer = |text: String, detail: &str| Completion {
        start: value.range.start,
        end: value.range.end,
        text,
        detail: Some(detail.to_owned()).filter(|detail| !detail.is_empty()),
    };
    let examples = |list: &[(&str, &str)]| -> Vec<Completion> {
        let begin = |text: &str| text.starts_with(&value.text());
        let fitting = list.iter().filter(|(text, _)| begin(text));
        fitting.map(|&(text, detail)| offer(text.to_owned(), detail)).collect()
    };
    match key {
        Key::Epss => examples(&[
            (">0.5", "above 50 %"),
            (">0.1", "above 10 %"),
            ("<0.01", "below 1 %"),
            ("?", "not in this source"),
        ]),
        Key::Score => examples(&[
            (">=9", "critical by CVSS"),
            (">=7", "high or critical by CVSS"),
            ("<4", "low by CVSS"),
            ("?", "not in this source"),
        ]),
        Key::Age => examples(&[
            (">30d", "more than 30 days"),
            (">90d", "more than 90 days"),
            (">1y", "more than a year"),
            ("<7d", "less than a week"),
            ("?", "not in this source"),
        ]),
        Key::Text(field) => texts(field, value, values)
            .into_iter()
            .map(|text| offer(text, ""))
            .collect(),
        _ => {
            let typed = value.text().to_ascii_lowercase();
            let taken: Vec<String> = term
                .values
                .iter()
                .filter(|other| *other != value)
                .map(Value::text)
                .collect();
            let mut words: Vec<_> = key
                .words()
                .into_iter()
                .filter(|(word, _)| word.contains(typed.as_str()) && !taken.iter().any(|one| one == word))
                .collect();
            words.sort_by_key(|(word, _)| !word.starts_with(typed.as_str()));
            let mut offered: Vec<Completion> = words
                .into_iter()
                .map(|(word, help)| offer(word.to_owned(), help))
                .collect();
            if key == Key::Severity && typed.starts_with('>') {
                offered.push(offer(">=high".to_owned(), "critical or high"));
                offered.push(offer(">=medium".to_owned(), "critical, high or medium"));
            }
            offered
        }
    }
}

/// Texts of a field as values of a query; exact ones where that was begun.
fn texts(field: Field, value: &Value, values: &dyn Fn(Field, &str) -> Vec<String>) -> Vec<String> {
    let exact = value.starts_plain('=');
    let typed: String = value.text().chars().skip(usize::from(exact)).collect();
    let known = values(field, shown(&typed).trim_matches(['*', '…']));
    let as_value = |text: String| {
        if exact {
            Pattern::Exact(text)
        } else {
            Pattern::Part(text)
        }
    };
    known
        .into_iter()
        .take(MOST)
        .map(|text| as_value(text).to_string())
        .collect()
}
