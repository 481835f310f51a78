//! Where something is in a text: bytes inside the program, lines and columns for people.

use std::fmt;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A place as people and editors count: lines and columns start at 1, a column is one character
/// (a Unicode scalar value), whatever its width in bytes or on screen. A byte order mark at the
/// start of the text is no character: editors neither show nor count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub struct Position {
    /// Line, from 1. `\n`, `\r\n` and a lone `\r` each end a line, as in YAML.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A stretch of text in lines and columns; `end` is exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub struct Range {
    /// First character.
    pub start: Position,
    /// Just behind the last character.
    pub end: Position,
}

/// A stretch of text in bytes; `end` is exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Just behind the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, not including, `end`; an `end` before `start` makes it empty.
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// The empty span at `at`.
    pub fn at(at: usize) -> Self {
        Self { start: at, end: at }
    }

    /// Whether it covers no byte.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `byte` lies in it; the end counts, because a cursor stands between characters.
    pub fn touches(self, byte: usize) -> bool {
        self.start <= byte && byte <= self.end
    }
}

/// A text with the name people know it by. Cloning shares the text.
#[derive(Clone)]
pub struct Source {
    inner: Arc<Inner>,
}

struct Inner {
    file: String,
    text: String,
    index: OnceLock<Index>,
}

/// Built on the first question about a position, so that a text nobody asks about costs nothing.
struct Index {
    /// Byte at which each line starts.
    lines: Vec<usize>,
    /// Characters at the start of the first line that are not counted: 1 for a byte order mark.
    uncounted: usize,
    /// Characters that start before byte `i * STRIDE`; keeps every answer O(log n) even when the
    /// whole text is one line.
    characters: Vec<usize>,
}

const STRIDE: usize = 128;

impl Source {
    /// `file` is a label for messages (usually a path relative to the workspace); nothing is read.
    pub fn new(file: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            inner: Arc::new(Inner {
                file: file.into(),
                text: text.into(),
                index: OnceLock::new(),
            }),
        }
    }

    /// The label given to [`Source::new`].
    pub fn file(&self) -> &str {
        &self.inner.file
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.inner.text
    }

    /// Lines and columns of `span`; a span beyond the text is cut to it.
    pub fn range(&self, span: Span) -> Range {
        let start = self.position(span.start);
        Range {
            start,
            end: self.position(span.end).max(start),
        }
    }

    /// Line and column of `byte`. Beyond the end means the end; inside a character, or between the two of a `\r\n`,
    /// means its start.
    pub fn position(&self, byte: usize) -> Position {
        let byte = floor_boundary(self.text(), byte);
        let byte = byte - usize::from(inside_break(self.text(), byte));
        let index = self.index();
        let line = index.lines.partition_point(|&start| start <= byte).saturating_sub(1);
        let start = index.lines.get(line).copied().unwrap_or(0);
        let column = self
            .characters_before(byte)
            .saturating_sub(self.characters_before(start) + index.uncounted(line));
        Position {
            line: number(line + 1),
            column: number(column + 1),
        }
    }

    /// Byte of `position`. A column beyond its line means the end of the line (before its break);
    /// a line beyond the text means the end of the text.
    pub fn offset(&self, position: Position) -> usize {
        let index = self.index();
        let line = (position.line as usize).saturating_sub(1);
        let Some(&start) = index.lines.get(line) else {
            return self.text().len();
        };
        let next = index.lines.get(line + 1).copied().unwrap_or(self.text().len());
        let end = start + self.text()[start..next].trim_end_matches(['\r', '\n']).len();
        let wanted =
            self.characters_before(start) + index.uncounted(line) + (position.column as usize).saturating_sub(1);
        self.byte_of_character(wanted).min(end)
    }

    /// The text of `span`; empty when the span is not inside the text or cuts a character.
    pub fn slice(&self, span: Span) -> &str {
        self.text().get(span.start..span.end).unwrap_or("")
    }

    /// Byte at which character number `character` (from 0, over the whole text) starts; the end of
    /// the text when there are fewer.
    pub fn byte_of_character(&self, character: usize) -> usize {
        let text = self.text();
        let index = self.index();
        let block = index
            .characters
            .partition_point(|&before| before <= character)
            .saturating_sub(1);
        let mut before = index.characters.get(block).copied().unwrap_or(0);
        let mut byte = block * STRIDE;
        while byte < text.len() && !text.is_char_boundary(byte) {
            byte += 1;
        }
        for c in text[byte..].chars() {
            if before == character {
                return byte;
            }
            before += 1;
            byte += c.len_utf8();
        }
        text.len()
    }

    fn characters_before(&self, byte: usize) -> usize {
        let block = byte / STRIDE;
        let before = self.index().characters.get(block).copied().unwrap_or(0);
        before + starts(&self.text().as_bytes()[block * STRIDE..byte])
    }

    fn index(&self) -> &Index {
        self.inner.index.get_or_init(|| {
            let bytes = self.text().as_bytes();
            let mut lines = vec![0];
            for (at, &byte) in bytes.iter().enumerate() {
                if byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                    lines.push(at + 1);
                }
            }
            let mut characters = vec![0];
            let mut before = 0;
            for block in bytes.chunks_exact(STRIDE) {
                before += starts(block);
                characters.push(before);
            }
            Index {
                lines,
                uncounted: usize::from(self.text().starts_with('\u{feff}')),
                characters,
            }
        })
    }
}

impl Index {
    /// Characters of line `line` (from 0) that columns do not count.
    fn uncounted(&self, line: usize) -> usize {
        if line == 0 { self.uncounted } else { 0 }
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({}, {} bytes)", self.file(), self.text().len())
    }
}

/// Characters that start in `bytes`: every byte of UTF-8 but the continuation bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0b1100_0000 != 0b1000_0000).count()
}

fn floor_boundary(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

fn inside_break(text: &str, byte: usize) -> bool {
    byte > 0 && text.as_bytes().get(byte - 1..=byte) == Some(b"\r\n")
}

fn number(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(line: u32, column: u32) -> Position {
        Position { line, column }
    }

    #[test]
    fn columns_count_characters_and_every_line_break_counts_once() {
        let source = Source::new("a", "é1\r\nß2\r😀3\n");
        let text = source.text();
        assert_eq!(source.position(text.find('1').unwrap_or(0)), at(1, 2));
        assert_eq!(source.position(text.find('2').unwrap_or(0)), at(2, 2));
        assert_eq!(source.position(text.find('3').unwrap_or(0)), at(3, 2));
        assert_eq!(source.position(text.len()), at(4, 1));
        assert_eq!(source.offset(at(1, 99)), "é1".len());
        assert_eq!(source.offset(at(99, 1)), text.len());
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        let source = Source::new("a", "\u{feff}ab\nc");
        let byte = |text: &str| source.text().find(text).unwrap_or(0);
        assert_eq!(source.position(0), at(1, 1));
        assert_eq!(source.position(byte("a")), at(1, 1));
        assert_eq!(source.position(byte("b")), at(1, 2));
        assert_eq!(source.position(byte("c")), at(2, 1));
        for text in ["a", "b", "c"] {
            assert_eq!(source.offset(source.position(byte(text))), byte(text));
        }
        assert_eq!(source.offset(at(1, 99)), byte("\n"));
        let mark = Source::new("a", "\u{feff}");
        assert_eq!((mark.position(3), mark.offset(at(1, 1))), (at(1, 1), 3));
    }

    proptest! {
        #[test]
        fn positions_and_offsets_are_each_others_inverse(text in "([a-zé😀\n]|\r\n|\r){0,1500}", pick in any::<prop::sample::Index>()) {
            let source = Source::new("a", text.clone());
            let byte = floor_boundary(&text, pick.index(text.len() + 1));
            let inside_break = text[..byte].ends_with('\r') && text[byte..].starts_with('\n');
            prop_assert_eq!(source.offset(source.position(byte)), byte - usize::from(inside_break));
            prop_assert_eq!(source.byte_of_character(text[..byte].chars().count()), byte);
        }
    }
}
