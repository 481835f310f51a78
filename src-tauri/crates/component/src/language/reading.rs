//! The names of a document that is being typed.

use crate::document::{Reading, read};
use crate::text::Source;

/// Most lines that are taken out to get a document that can be read.
const MOST_LINES: usize = 3;

/// `source` as a component document, and the text it was read from. When it cannot be read as it is,
/// the line of byte `typing` is taken out, then the lines of the mistakes. Places stay what they are,
/// because blanks take the room of what is taken out.
pub(super) fn mended(source: &Source, typing: Option<usize>) -> (Source, Reading) {
    let whole = read(source);
    if whole.complete {
        return (source.clone(), whole);
    }
    let mut without = source.clone();
    let mut reading = whole;
    let mut line = typing;
    for _ in 0..=MOST_LINES {
        let mistake = reading.diagnostics.iter().find(|found| found.rule == "yaml/unreadable");
        // A bracket or quote that is still open is what has to go, not the place where that shows.
        let place = mistake.map(|found| found.related.first().map_or(found.range, |opened| opened.range));
        let Some(at) = line.take().or(place.map(|place| without.offset(place.start))) else {
            break;
        };
        without = Source::new(source.file(), blank(without.text(), at));
        reading = read(&without);
        if reading.complete {
            break;
        }
    }
    (without, reading)
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
