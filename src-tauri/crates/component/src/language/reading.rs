//! The names of a document that is being typed.

use crate::document::{Reading, read};
use crate::text::Source;

/// Most lines that are taken out to get a document that can be read.
const MOST_LINES: usize = 3;

/// `source` as a component document. When it cannot be read as it is, the line of byte `at`, where
/// somebody is typing, is taken out, then the lines of the mistakes. Places stay what they are,
/// because blanks take the room of what is taken out.
pub(super) fn mended(source: &Source, at: usize) -> Reading {
    let whole = read(source);
    if whole.complete {
        return whole;
    }
    let mut text = blank(source.text(), at);
    for _ in 0..=MOST_LINES {
        let without = Source::new(source.file(), text.as_str());
        let reading = read(&without);
        let mistake = reading.diagnostics.iter().find(|found| found.rule == "yaml/unreadable");
        let Some(mistake) = mistake.filter(|_| !reading.complete) else {
            return reading;
        };
        text = blank(&text, without.offset(mistake.range.start));
    }
    whole
}

/// `text` with blanks for the line of byte `at`.
fn blank(text: &str, at: usize) -> String {
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let end = behind.find(['\n', '\r']).map_or(text.len(), |length| at + length);
    let mut blanked = before.get(..start).unwrap_or("").to_owned();
    blanked.extend(std::iter::repeat_n(' ', end.saturating_sub(start)));
    blanked.push_str(text.get(end..).unwrap_or(""));
    blanked
}
