//! What is wrong with a query, and what was probably meant.

use std::ops::Range;

/// The first thing that is wrong with a query, in characters from 0; the end is exclusive.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    pub start: usize,
    pub end: usize,
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

impl QueryError {
    pub(super) fn new(range: &Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            start: range.start,
            end: range.end,
            message: message.into(),
            hint: Some(hint.into()),
        }
    }
}

/// What was written, short enough for a message.
pub(super) fn shown(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The known name that is at most a third of its letters away from what was written.
pub(super) fn nearest<'k>(written: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let wanted: Vec<char> = written.chars().take(40).flat_map(char::to_lowercase).collect();
    known
        .into_iter()
        .filter_map(|name| {
            let letters: Vec<char> = name.chars().collect();
            let distance = distance(&wanted, &letters);
            let is_near = distance <= wanted.len().max(letters.len()) / 3 && wanted.len() >= 2;
            (is_near || (wanted.len() >= 3 && letters.starts_with(&wanted))).then_some((distance, name))
        })
        .min()
        .map(|(_, name)| name)
}

/// Letters to add, to leave out or to change (Levenshtein).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = i;
        let mut left = i + 1;
        let mut row = vec![left];
        for (y, &up) in b.iter().zip(above.iter().skip(1)) {
            left = (corner + usize::from(x != y)).min(up + 1).min(left + 1);
            corner = up;
            row.push(left);
        }
        above = row;
    }
    above.last().copied().unwrap_or(0)
}
