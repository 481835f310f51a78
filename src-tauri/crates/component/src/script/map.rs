//! From the bytes of a decoded scalar back to the bytes of the text it was written in.
//!
//! The text is decoded once more, piece by piece, and compared with what the YAML parser made of
//! it. Only when both agree is the map used; otherwise every place is the whole scalar, which is
//! never wrong.

use std::ops::Range;

use crate::text::{Source, Span};
use crate::yaml::{Node, ScalarStyle};

/// Where each byte of a decoded scalar comes from.
#[derive(Clone, Debug)]
pub struct SourceMap {
    /// In the order of the decoded text, without gaps in it.
    pieces: Vec<Piece>,
    /// The whole scalar.
    whole: Span,
}

/// A stretch of the decoded text with its stretch of the source. Where both are equally long each
/// byte has its own place; otherwise (escapes, folded line breaks) the piece has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    decoded: usize,
    length: usize,
    source: Span,
}

impl SourceMap {
    /// The map of the scalar `node` of `source`.
    pub fn new(source: &Source, node: &Node) -> Self {
        Self {
            pieces: pieces(source, node).unwrap_or_default(),
            whole: node.span,
        }
    }

    /// Whether places are exact. They are not where an alias or a tag hides the scalar.
    pub fn is_exact(&self) -> bool {
        !self.pieces.is_empty()
    }

    /// The place of the bytes `range` of the decoded text; the whole scalar when it is not known.
    pub fn span(&self, range: Range<usize>) -> Span {
        let Some(start) = self.start(range.start) else {
            return self.whole;
        };
        if range.end <= range.start {
            return Span::at(start);
        }
        match self.end(range.end) {
            Some(end) => Span::new(start, end),
            None => self.whole,
        }
    }

    /// The piece that holds the decoded byte `at`; the last one for the end of the text.
    fn piece(&self, at: usize) -> Option<Piece> {
        let next = self.pieces.partition_point(|piece| piece.decoded <= at);
        self.pieces.get(next.checked_sub(1)?).copied()
    }

    fn start(&self, at: usize) -> Option<usize> {
        let piece = self.piece(at)?;
        let inside = at - piece.decoded;
        Some(if inside >= piece.length {
            piece.source.end
        } else if piece.length == piece.source.end - piece.source.start {
            piece.source.start + inside
        } else {
            piece.source.start
        })
    }

    /// The byte behind the source of the decoded byte before `at`.
    fn end(&self, at: usize) -> Option<usize> {
        let piece = self.piece(at.checked_sub(1)?)?;
        let inside = at - piece.decoded;
        Some(
            if inside <= piece.length && piece.length == piece.source.end - piece.source.start {
                piece.source.start + inside
            } else {
                piece.source.end
            },
        )
    }
}

fn pieces(source: &Source, node: &Node) -> Option<Vec<Piece>> {
    let scalar = node.scalar()?;
    let (base, written) = node.written(source);
    let mut aligner = Aligner {
        decoded: &scalar.text,
        source: source.text(),
        at: 0,
        from: base,
        limit: base + written.len(),
        pieces: Vec::new(),
    };
    match scalar.style {
        ScalarStyle::Literal => aligner.literal()?,
        ScalarStyle::Folded => aligner.folded()?,
        ScalarStyle::Plain => aligner.flow(None)?,
        ScalarStyle::SingleQuoted => aligner.flow(Some('\''))?,
        ScalarStyle::DoubleQuoted => aligner.flow(Some('"'))?,
    }
    (aligner.at == scalar.text.len()).then_some(aligner.pieces)
}

struct Aligner<'a> {
    decoded: &'a str,
    source: &'a str,
    /// Next byte of `decoded`.
    at: usize,
    /// Next byte of `source`.
    from: usize,
    /// Where the scalar ends in `source`; blocks may go on behind it with blank lines.
    limit: usize,
    pieces: Vec<Piece>,
}

impl Aligner<'_> {
    /// Takes the next `length` decoded bytes as those of the next `written` source bytes.
    fn take(&mut self, length: usize, written: usize) {
        if length > 0 {
            let source = Span::new(self.from, self.from + written);
            match self.pieces.last_mut() {
                // Pieces that follow each other byte by byte are one.
                Some(last)
                    if length == written
                        && last.source.end == source.start
                        && last.length == last.source.end - last.source.start =>
                {
                    last.length += length;
                    last.source.end = source.end;
                }
                _ => self.pieces.push(Piece {
                    decoded: self.at,
                    length,
                    source,
                }),
            }
        }
        self.at += length;
        self.from += written;
    }

    /// Takes `length` bytes that are the same on both sides.
    fn same(&mut self, length: usize) -> Option<()> {
        let decoded = self.decoded.get(self.at..self.at + length)?;
        let source = self.source.get(self.from..self.from + length)?;
        (decoded == source).then(|| self.take(length, length))
    }

    /// Each decoded line is the end of its source line; what stands before it is indentation.
    fn literal(&mut self) -> Option<()> {
        // The rest of the header.
        self.from += line_break(self.source.get(self.from..)?);
        for line in self.decoded.split_inclusive('\n') {
            let (content, ends) = match line.strip_suffix('\n') {
                Some(content) => (content, true),
                None => (line, false),
            };
            let rest = self.source.get(self.from..)?;
            let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
            let indentation = length.checked_sub(content.len())?;
            if !rest.get(..indentation)?.bytes().all(|byte| byte == b' ') {
                return None;
            }
            self.from += indentation;
            self.same(content.len())?;
            let wide = line_break(self.source.get(self.from..)?);
            if ends {
                self.take(1, wide);
            } else {
                self.from += wide;
            }
        }
        Some(())
    }

    /// Words are the same on both sides; white space between them is folded somehow.
    fn folded(&mut self) -> Option<()> {
        loop {
            let source = blanks(self.source.get(self.from..)?);
            let decoded = blanks(self.decoded.get(self.at..)?);
            self.white(decoded, source);
            let word = until_blank(self.decoded.get(self.at..)?);
            if word == 0 {
                return Some(());
            }
            self.same(word)?;
        }
    }

    /// Takes `decoded` bytes of white space for `source` bytes of it: what is equal at both ends is
    /// taken byte by byte, and the rest is one piece.
    fn white(&mut self, decoded: usize, source: usize) {
        let bytes = |text: &str, from: usize, length: usize| -> Vec<u8> {
            text.as_bytes()
                .get(from..from + length)
                .map(<[u8]>::to_vec)
                .unwrap_or_default()
        };
        let left = bytes(self.decoded, self.at, decoded);
        let right = bytes(self.source, self.from, source);
        let head = left.iter().zip(&right).take_while(|(a, b)| a == b).count();
        let tail = (left.iter().rev())
            .zip(right.iter().rev())
            .take(left.len().min(right.len()) - head)
            .take_while(|(a, b)| a == b)
            .count();
        self.take(head, head);
        let (middle, between) = (decoded - head - tail, source - head - tail);
        self.take(middle, between);
        self.take(tail, tail);
    }

    /// Plain and quoted text: lines are folded, and quotes have escapes.
    fn flow(&mut self, quote: Option<char>) -> Option<()> {
        while self.from < self.limit {
            let rest = self.source.get(self.from..self.limit)?;
            let mut chars = rest.chars();
            match chars.next()? {
                ' ' | '\t' | '\n' | '\r' => {
                    let source = blanks(rest);
                    let breaks = breaks(rest.get(..source)?);
                    match breaks {
                        0 => self.same(source)?,
                        1 => self.expect(" ", source)?,
                        more => self.newlines(more - 1, source)?,
                    }
                }
                '\'' if quote == Some('\'') => self.expect("'", 2)?,
                '\\' if quote == Some('"') => self.escape(rest)?,
                _ => {
                    let stop = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r' | '\'' | '\\');
                    // The character that stopped the search may be an ordinary one here.
                    let first = rest.chars().next().map_or(0, char::len_utf8);
                    let length = rest.get(first..)?.find(stop).map_or(rest.len(), |end| first + end);
                    self.same(length)?;
                }
            }
        }
        Some(())
    }

    /// Takes `decoded` as what `written` source bytes stand for.
    fn expect(&mut self, decoded: &str, written: usize) -> Option<()> {
        self.decoded
            .get(self.at..)?
            .starts_with(decoded)
            .then(|| self.take(decoded.len(), written))
    }

    fn newlines(&mut self, count: usize, written: usize) -> Option<()> {
        let decoded = self.decoded.as_bytes().get(self.at..self.at + count)?;
        decoded
            .iter()
            .all(|&byte| byte == b'\n')
            .then(|| self.take(count, written))
    }

    /// An escape of double quotes: <https://yaml.org/spec/1.2.2/#57-escaped-characters>.
    fn escape(&mut self, rest: &str) -> Option<()> {
        let escaped = rest.chars().nth(1)?;
        let length = match escaped {
            '\n' | '\r' => {
                // An escaped line break is nothing; each empty line behind it is a line break.
                let white = blanks(rest.get(1..)?);
                let empty = breaks(rest.get(1..1 + white)?) - 1;
                return self.newlines(empty, 1 + white);
            }
            'x' => 4,
            'u' => 6,
            'U' => 10,
            other => 1 + other.len_utf8(),
        };
        let decoded = self.decoded.get(self.at..)?.chars().next()?;
        rest.get(..length)?;
        self.take(decoded.len_utf8(), length);
        Some(())
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Bytes of white space that `text` starts with.
fn blanks(text: &str) -> usize {
    text.bytes().take_while(|&byte| is_blank(byte)).count()
}

/// Bytes before the first white space.
fn until_blank(text: &str) -> usize {
    text.bytes().take_while(|&byte| !is_blank(byte)).count()
}

/// Bytes of the line break that `text` starts with.
fn line_break(text: &str) -> usize {
    match text.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => 0,
    }
}

/// Line breaks in `white`.
fn breaks(white: &str) -> usize {
    let bytes = white.as_bytes();
    let lone = |at: usize| bytes.get(at + 1) != Some(&b'\n');
    (bytes.iter().enumerate())
        .filter(|&(at, &byte)| byte == b'\n' || (byte == b'\r' && lone(at)))
        .count()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::yaml;

    /// Each decoded character with its place, for every scalar value of the mapping `text`.
    fn places(text: &str) -> Vec<(String, Vec<(char, String)>)> {
        let source = Source::new("a", text);
        let parsed = yaml::parse(&source);
        assert_eq!(parsed.errors, [], "{text}");
        let mut found = Vec::new();
        for entry in parsed.documents[0].entries() {
            let map = SourceMap::new(&source, &entry.value);
            let decoded = entry.value.text().unwrap();
            assert!(map.is_exact() || decoded.is_empty(), "{decoded:?} of {text:?}");
            let places = decoded.char_indices().map(|(at, c)| {
                let span = map.span(at..at + c.len_utf8());
                (c, source.slice(span).to_owned())
            });
            found.push((decoded.to_owned(), places.collect()));
        }
        found
    }

    /// What must hold for each character: the source has the same one, or an escape of it, or white
    /// space for white space.
    fn agrees(c: char, written: &str) -> bool {
        let same = written.chars().eq([c]);
        let escape = written.starts_with('\\') || (c == '\'' && written == "''");
        let white = c.is_whitespace() && written.chars().all(char::is_whitespace);
        same || escape || white
    }

    #[test]
    fn every_style_knows_where_its_characters_stand() {
        let text = concat!(
            "a: |  # note\n    one é\n\n      two\n    three\n",
            "b: >-\n  folded\n  text\n\n  more\n    kept\n  end\n",
            "c: |2+\n   keeps\n\n\n",
            "d: plain é text\n  on two lines\n\n  and more\n",
            "e: 'it''s\n  é  '' so'\n",
            "f: \"tab\\t \\u00e9 \\\"q\\\" \\\n   go\\x20on  \n  next\n\n  last\"\n",
            "g: |-\n  x\r\n  y\r\n",
            "h: ''\n",
            "i: |\n  \ttab\n  b  \n",
        );
        for (decoded, places) in places(text) {
            for (c, written) in places {
                assert!(agrees(c, &written), "{c:?} is {written:?} in {decoded:?}");
            }
        }
    }

    #[test]
    fn a_line_of_a_block_has_its_own_place() {
        let source = Source::new("a", "a:\n  - |\n    first\n      second {{ X }}\n    third\n");
        let parsed = yaml::parse(&source);
        let node = &parsed.documents[0].get("a").unwrap().items()[0];
        let map = SourceMap::new(&source, node);
        let text = node.text().unwrap();
        let at = text.find("{{ X").unwrap();
        let span = map.span(at..at + 7);
        assert_eq!(source.slice(span), "{{ X }}");
        assert_eq!(source.position(span.start).line, 4);
        let end = map.span(text.len()..text.len());
        assert_eq!(source.position(end.start).line, 6);
        let lines = map.span(0..text.len());
        assert!(source.slice(lines).starts_with("first\n      second"));
    }

    #[test]
    fn what_an_alias_hides_is_the_whole_alias() {
        let source = Source::new("a", "a: &x one two\nb: *x\n");
        let parsed = yaml::parse(&source);
        let node = parsed.documents[0].get("b").unwrap();
        let map = SourceMap::new(&source, node);
        assert!(!map.is_exact());
        assert_eq!(source.slice(map.span(4..7)), "*x");
    }

    const STYLES: [&str; 6] = ["|", "|-", "|+", ">", ">-", ">+"];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn blocks_map_each_character_to_itself(
            style in 0..STYLES.len(),
            indent in 1..5_usize,
            first in "[a-zé$\"'#:]{1,5}( [a-z]{1,4}){0,2} {0,2}",
            rest in prop::collection::vec("( {0,3}[a-zé$\"'#:]{1,5}( [a-z]{1,4}){0,2} {0,2})?", 0..8),
            crlf in any::<bool>(),
        ) {
            let line_break = if crlf { "\r\n" } else { "\n" };
            let mut text = format!("a: {}{line_break}", STYLES[style]);
            for line in std::iter::once(&first).chain(&rest) {
                text += &format!("{}{line}{line_break}", " ".repeat(indent));
            }
            for (decoded, places) in places(&text) {
                for (c, written) in places {
                    prop_assert!(agrees(c, &written), "{:?} is {:?} in {:?} of {:?}", c, written, decoded, text);
                }
            }
        }

        #[test]
        fn quotes_map_each_character_to_itself_or_its_escape(
            double in any::<bool>(),
            parts in prop::collection::vec(0..14_usize, 0..12),
        ) {
            const DOUBLE: [&str; 14] = ["a", "é", " ", "  ", "\\n", "\\t", "\\\"", "\\\\", "\\x41", "\\u00e9", "\n  ", " \n\n  ", "\\\n   ", "'"];
            const SINGLE: [&str; 14] = ["a", "é", " ", "  ", "''", "\"", "\\", "b", "#", ": ", "\n  ", " \n\n  ", "\n \n\n  ", "-"];
            let (quote, pieces) = if double { ("\"", DOUBLE) } else { ("'", SINGLE) };
            let inner: String = parts.iter().map(|&part| pieces[part]).collect();
            for (decoded, places) in places(&format!("a: {quote}{inner}{quote}\n")) {
                for (c, written) in places {
                    prop_assert!(agrees(c, &written), "{:?} is {:?} in {:?} of {:?}", c, written, decoded, inner);
                }
            }
        }
    }
}
