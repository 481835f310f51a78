//! From edits to texts and back.

use crate::diagnostic::TextEdit;
use crate::text::{Source, Span};

/// `text` after the edits; `None` when two of them overlap.
pub(crate) fn apply(text: &str, mut edits: Vec<(Span, String)>) -> Option<String> {
    edits.sort_by_key(|(span, _)| (span.start, span.end));
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for (span, new) in edits {
        result += text.get(done..span.start)?;
        result += &new;
        done = span.end;
    }
    result += text.get(done..)?;
    Some(result)
}

/// The one edit that makes `after` of the text of `source`; none when they are equal.
pub(crate) fn difference(source: &Source, after: &str) -> Vec<TextEdit> {
    let before = source.text();
    if before == after {
        return Vec::new();
    }
    let equal = |(a, b): &(char, char)| a == b;
    let start: usize = before
        .chars()
        .zip(after.chars())
        .take_while(equal)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let (rest, rest_after) = (before.get(start..).unwrap_or(""), after.get(start..).unwrap_or(""));
    let backwards = rest.chars().rev().zip(rest_after.chars().rev());
    let end: usize = backwards.take_while(equal).map(|(c, _)| c.len_utf8()).sum();
    vec![TextEdit {
        range: source.range(Span::new(start, before.len() - end)),
        text: rest_after.get(..rest_after.len() - end).unwrap_or("").to_owned(),
    }]
}
