//! JSON of any size: [`walk`] hands over the values at given places, [`parse`] gives them their type, [`Outline`] tells
//! what a text is like before it is read.

mod outline;
mod pattern;
mod scanner;
mod walk;

use serde::Deserialize;

use super::out::Out;
use super::{ReadError, Source};
use crate::Finding;

pub(super) use outline::Outline;
pub(super) use walk::{Element, walk};

/// The value `json`, which begins on `line`, or why it is none: with the field's path and the line.
pub(super) fn parse<'de, T: Deserialize<'de>>(json: &'de [u8], line: u64) -> Result<T, String> {
    serde_json::from_slice(json).map_err(|error| {
        let reason = located(&error, line);
        // `NaN` is no JSON, and still a matter of one field.
        let of_a_field = error.classify() == serde_json::error::Category::Data
            || reason.starts_with("expected value")
            || reason.starts_with("number out of range");
        if !of_a_field {
            return reason;
        }
        // Only an entry that is rejected pays for finding out which field it was.
        let mut again = serde_json::Deserializer::from_slice(json);
        match serde_path_to_error::deserialize::<_, T>(&mut again) {
            Err(error) => format!("`{}`: {reason}", error.path()),
            Ok(_) => reason,
        }
    })
}

/// As [`parse`], for an entry: it must be an object.
pub(super) fn entry<'de, T: Deserialize<'de>>(element: &Element<'de>) -> Result<T, String> {
    match element.json {
        Err(unreadable) => Err(unreadable.reason()),
        Ok(json) if json.first() == Some(&b'{') => parse(json, element.line),
        Ok(json) => match serde_json::from_slice::<serde::de::IgnoredAny>(json) {
            Err(error) => Err(located(&error, element.line)),
            Ok(_) => Err("the entry is not an object".into()),
        },
    }
}

/// Reads a listing of an API: the first pattern is that of its entries, the others are where a page says that there are
/// more (`nextToken`), with its array's `[*]` before it if the file is an array of pages.
pub(super) fn listing(
    source: &dyn Source,
    patterns: &[&str],
    out: &mut Out<'_>,
    findings: &mut dyn FnMut(&Element<'_>) -> Result<Vec<Finding>, String>,
) -> Result<(), ReadError> {
    let mut token = None;
    let end = walk(source, patterns, &mut |element| {
        if element.pattern == 0 {
            return out.findings(element.line, findings(&element));
        }
        if element.json.is_ok_and(|json| json.first() == Some(&b'"')) {
            token = Some((element.document, element.indices.first().copied()));
        }
        Ok(())
    })?;
    // Only that of the last page counts: those before have their next page behind them.
    out.more_pages = token.is_some_and(|(document, page)| {
        document + 1 >= end.documents && page.is_none_or(|page| page + 1 == end.top_elements)
    });
    out.broken_off(end.broken_off);
    Ok(())
}

/// serde_json's reason without Rust's words, with the line counted from the top of the file, not of the entry.
fn located(error: &serde_json::Error, entry_line: u64) -> String {
    let text = error.to_string();
    let reason = text
        .rsplit_once(" at line ")
        .map_or(text.as_str(), |(reason, _)| reason);
    let reason = reason
        .replace("expected f64", "expected a number")
        .replace("expected i64", "expected a whole number");
    match (error.line() as u64).saturating_sub(1) {
        0 => reason,
        below => format!("{reason} at line {}", entry_line + below),
    }
}
