//! `ingot fmt`: one way of indenting and spacing, whatever the text means left alone.
//!
//! Lines are moved and blanks removed; nothing is written anew. Quotes, comments, the order of keys
//! and the content of texts stay as they are. The result is read again and compared with the
//! original, and formatted again until nothing changes: a text for which that fails is left alone.

mod columns;
mod spacing;

use crate::diagnostic::TextEdit;
use crate::edits::difference;
use crate::language::LARGEST;
use crate::lines::{Kind, Line, lines};
use crate::same::same;
use crate::text::Source;
use crate::yaml::parse;

/// Why a text is left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unformatted {
    /// It has a mistake in its YAML.
    #[error("the file cannot be read as YAML; mend it first")]
    Unreadable,
    /// It is larger than any component document.
    #[error("the file is larger than 1 MiB")]
    TooLarge,
    /// It uses `? key`, tabs or documents that start behind `---`, which Ingot does not move.
    #[error("the file uses YAML that Ingot does not format: `? key`, tabs as indentation, or content behind `---`")]
    Unusual,
    /// The formatted text would not mean the same.
    #[error("the file would not mean the same afterwards")]
    Unsafe,
}

/// Most rounds until nothing changes any more; two are enough for nearly every text.
const ROUNDS: usize = 5;

/// The text of `source` in the format of Ingot: indentation by two with lists indented below their
/// key, one blank line at most and one between phases and between steps, no blanks at line ends, one
/// kind of line break, a break at the end. Formatting the result again gives the result.
///
/// # Errors
/// When the text cannot be formatted without a doubt; it should be left as it is.
pub fn format(source: &Source) -> Result<String, Unformatted> {
    if source.text().len() > LARGEST {
        return Err(Unformatted::TooLarge);
    }
    let before = parse(source);
    if !before.complete || !before.errors.is_empty() {
        return Err(Unformatted::Unreadable);
    }
    let mut text = source.text().to_owned();
    for _ in 0..ROUNDS {
        let formatted = round(&text)?;
        if formatted != text {
            text = formatted;
            continue;
        }
        let after = parse(&Source::new(source.file(), text.as_str()));
        let equal = after.errors.is_empty()
            && after.documents.len() == before.documents.len()
            && after.documents.iter().zip(&before.documents).all(|(a, b)| same(a, b))
            && comments(&text) == comments(source.text());
        return if equal { Ok(text) } else { Err(Unformatted::Unsafe) };
    }
    Err(Unformatted::Unsafe)
}

/// [`format()`] as edits of the text; none when it is in the format already.
///
/// # Errors
/// Those of [`format()`].
pub fn format_edits(source: &Source) -> Result<Vec<TextEdit>, Unformatted> {
    Ok(difference(source, &format(source)?))
}

fn round(text: &str) -> Result<String, Unformatted> {
    let mut lines = lines(text);
    let ends = text.ends_with(['\n', '\r']);
    if ends {
        lines.pop();
    }
    // Without a break at its end, a text in block style has none either.
    let open_end = !ends && lines.last().is_some_and(|line| matches!(line.kind, Kind::More(_)));
    let unusual = |line: &Line| {
        let written = text.get(line.span.start..line.span.end).unwrap_or("");
        let marker = ["---", "...", "%"].iter().any(|start| written.starts_with(start));
        matches!(line.kind, Kind::Other) && (!marker || written.len() > 3 && !written.starts_with(['%', '#']))
    };
    if lines.iter().any(unusual) {
        return Err(Unformatted::Unusual);
    }
    let moved = columns::moved(text, &lines);
    let spaced = spacing::spaced(moved);
    let mark = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut result = mark.to_owned();
    for line in spaced {
        result += &line;
        result += line_break;
    }
    if open_end {
        result.truncate(result.len() - line_break.len());
    }
    Ok(result)
}

/// The comments that stand on lines of their own, in order. Comments behind a value are part of a
/// line that is moved as a whole.
fn comments(text: &str) -> Vec<&str> {
    let lines = lines(text);
    let written = lines
        .iter()
        .filter(|line| matches!(line.kind, Kind::Comment))
        .filter_map(|line| text.get(line.span.start..line.span.end));
    written.map(str::trim).collect()
}
