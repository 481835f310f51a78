//! Text in other encodings than UTF-8, decoded while it streams: UTF-16, as PowerShell's `>` writes it, and what an
//! XML declaration names.

use std::io::{self, Read};

/// How much is read at once when it has to be decoded.
const CHUNK: usize = 32 << 10;
/// Where a byte order mark or an XML declaration is looked for.
const HEAD: usize = 256;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    /// Handed on as it is: what is no UTF-8 costs the entry that has it.
    Utf8,
    /// XML, where a byte that is no UTF-8 would end the file: it becomes U+FFFD.
    Utf8Xml,
    Utf16Le,
    Utf16Be,
    Windows1252,
}

/// Reads as UTF-8.
pub(super) struct Decoder<'a> {
    reader: Box<dyn Read + 'a>,
    encoding: Encoding,
    /// Read and not decoded.
    raw: Vec<u8>,
    /// Decoded and not handed on.
    text: Vec<u8>,
    given: usize,
    /// The first half of a pair of UTF-16 units.
    high: Option<u16>,
    ended: bool,
}

impl<'a> Decoder<'a> {
    /// Looks at the first bytes for the encoding, and leaves a byte order mark out.
    pub fn new(mut reader: Box<dyn Read + 'a>) -> io::Result<Self> {
        let mut head = Vec::new();
        reader.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
        let (encoding, mark) = match head.as_slice() {
            [0xef, 0xbb, 0xbf, rest @ ..] => (of_xml(rest), 3),
            [0xff, 0xfe, ..] => (Encoding::Utf16Le, 2),
            [0xfe, 0xff, ..] => (Encoding::Utf16Be, 2),
            [b'{' | b'[' | b'<', 0, ..] => (Encoding::Utf16Le, 0),
            [0, b'{' | b'[' | b'<', ..] => (Encoding::Utf16Be, 0),
            rest => (of_xml(rest), 0),
        };
        head.drain(..mark);
        let mut decoder = Self::utf8(reader);
        decoder.encoding = encoding;
        if encoding == Encoding::Utf8 {
            decoder.text = head;
        } else {
            decoder.raw = head;
            decoder.decode();
        }
        Ok(decoder)
    }

    /// For what is UTF-8 already.
    pub fn utf8(reader: Box<dyn Read + 'a>) -> Self {
        Self {
            reader,
            encoding: Encoding::Utf8,
            raw: Vec::new(),
            text: Vec::new(),
            given: 0,
            high: None,
            ended: false,
        }
    }

    /// Decodes what is in `raw`; the beginning of a character whose end is still to come stays there.
    fn decode(&mut self) {
        self.text.clear();
        self.given = 0;
        match self.encoding {
            Encoding::Utf8 => self.text.append(&mut self.raw),
            Encoding::Utf8Xml => self.decode_lossily(),
            Encoding::Utf16Le => self.decode_units(u16::from_le_bytes),
            Encoding::Utf16Be => self.decode_units(u16::from_be_bytes),
            Encoding::Windows1252 => {
                for byte in self.raw.drain(..) {
                    push(&mut self.text, windows_1252(byte));
                }
            }
        }
    }

    fn decode_lossily(&mut self) {
        let mut done = 0;
        for chunk in self.raw.utf8_chunks() {
            self.text.extend_from_slice(chunk.valid().as_bytes());
            done += chunk.valid().len();
            let invalid = chunk.invalid();
            if invalid.is_empty() {
                continue;
            }
            let cut = done + invalid.len() == self.raw.len() && invalid.len() < 4 && !self.ended;
            if cut && invalid.first().is_some_and(|byte| *byte >= 0xc2) {
                break;
            }
            push(&mut self.text, char::REPLACEMENT_CHARACTER);
            done += invalid.len();
        }
        self.raw.drain(..done);
    }

    fn decode_units(&mut self, unit: fn([u8; 2]) -> u16) {
        let whole = self.raw.len() / 2 * 2;
        let mut units: Vec<u16> = self.high.take().into_iter().collect();
        units.extend(
            self.raw
                .drain(..whole)
                .as_slice()
                .as_chunks::<2>()
                .0
                .iter()
                .copied()
                .map(unit),
        );
        if !self.ended && units.last().is_some_and(|last| (0xd800..0xdc00).contains(last)) {
            self.high = units.pop();
        }
        for decoded in char::decode_utf16(units) {
            push(&mut self.text, decoded.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        if self.ended && !self.raw.is_empty() {
            self.raw.clear();
            push(&mut self.text, char::REPLACEMENT_CHARACTER);
        }
    }
}

impl Read for Decoder<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let mut waiting = self.text.get(self.given..).unwrap_or_default();
            if !waiting.is_empty() {
                let count = waiting.read(into)?;
                self.given += count;
                return Ok(count);
            }
            if self.encoding == Encoding::Utf8 {
                return self.reader.read(into);
            }
            if self.ended {
                return Ok(0);
            }
            let before = self.raw.len();
            self.raw.resize(before + CHUNK, 0);
            let read = self.reader.read(self.raw.get_mut(before..).unwrap_or_default());
            self.raw.truncate(before + *read.as_ref().unwrap_or(&0));
            self.ended = read? == 0;
            self.decode();
        }
    }
}

fn push(text: &mut Vec<u8>, c: char) {
    text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
}

/// The encoding of a text that begins so, if it is XML.
fn of_xml(head: &[u8]) -> Encoding {
    let Some(declaration) = head.trim_ascii_start().strip_prefix(b"<?xml") else {
        return if head.trim_ascii_start().starts_with(b"<") {
            Encoding::Utf8Xml
        } else {
            Encoding::Utf8
        };
    };
    let end = memchr::memmem::find(declaration, b"?>").unwrap_or(declaration.len());
    let declaration = String::from_utf8_lossy(declaration.get(..end).unwrap_or_default()).to_ascii_lowercase();
    let name = declaration.split_once("encoding").map_or("", |(_, rest)| rest);
    let name = name.trim_start_matches(|c: char| c == '=' || c.is_ascii_whitespace());
    let name = name.trim_start_matches(['"', '\'']);
    // What declares Latin 1 is read as Windows-1252, as browsers do (<https://encoding.spec.whatwg.org/#names-and-labels>).
    if ["windows-1252", "cp1252", "iso-8859-1", "latin1", "iso_8859-1"]
        .iter()
        .any(|known| name.starts_with(known) && !name[known.len()..].starts_with(|c: char| c.is_ascii_digit()))
    {
        Encoding::Windows1252
    } else {
        Encoding::Utf8Xml
    }
}

/// <https://encoding.spec.whatwg.org/index-windows-1252.txt>
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2c6}',
        '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}', '\u{2018}', '\u{2019}',
        '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}', '\u{2122}', '\u{161}', '\u{203a}',
        '\u{153}', '\u{9d}', '\u{17e}', '\u{178}',
    ];
    match byte {
        0x80..0xa0 => HIGH.get(usize::from(byte - 0x80)).copied().unwrap_or(char::from(byte)),
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    /// Gives at most `step` bytes at a time.
    struct Dribble(Vec<u8>, usize);

    impl Read for Dribble {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(into.len()).min(self.0.len());
            into[..count].copy_from_slice(&self.0[..count]);
            self.0.drain(..count);
            Ok(count)
        }
    }

    fn decoded(bytes: Vec<u8>, step: usize) -> String {
        let mut text = Vec::new();
        Decoder::new(Box::new(Dribble(bytes, step)))
            .unwrap()
            .read_to_end(&mut text)
            .unwrap();
        String::from_utf8(text).unwrap()
    }

    proptest! {
        #[test]
        fn utf_16_reads_as_the_text_it_is_wherever_the_chunks_fall(text in "\\PC{0,400}", step in 1usize..80, big in any::<bool>()) {
            let bytes = std::iter::once(0xfeff).chain(text.encode_utf16())
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect();
            prop_assert_eq!(decoded(bytes, step), text);
        }

        #[test]
        fn xml_in_utf_8_reads_as_the_text_it_is_and_bad_bytes_are_replaced(text in "<\\PC{0,400}", step in 1usize..80, bad in any::<u8>()) {
            prop_assert_eq!(decoded(text.clone().into_bytes(), step), text.clone());
            let mut bytes = text.into_bytes();
            bytes.push(bad);
            let lossy = String::from_utf8_lossy(&bytes).into_owned();
            prop_assert_eq!(decoded(bytes, step), lossy);
        }

        #[test]
        fn any_bytes_after_a_utf_16_mark(bytes in prop::collection::vec(any::<u8>(), 0..300), step in 1usize..40) {
            let mut marked = vec![0xff, 0xfe];
            marked.extend(&bytes);
            let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from_le_bytes([pair[0], *pair.get(1).unwrap_or(&0)])).collect();
            let whole = bytes.len() / 2;
            let mut expected = String::from_utf16_lossy(&units[..whole]);
            if bytes.len() % 2 == 1 {
                expected.push('\u{fffd}');
            }
            prop_assert_eq!(decoded(marked, step), expected);
        }
    }

    #[test]
    fn what_declares_windows_1252_is_read_as_that() {
        let text = b"<?xml version='1.0' encoding='Windows-1252'?><a>\x80 caf\xe9</a>".to_vec();
        assert!(decoded(text, 7).ends_with("<a>\u{20ac} caf\u{e9}</a>"));
        let other = b"<?xml version='1.0' encoding='iso-8859-15'?><a>\xe9</a>".to_vec();
        assert!(decoded(other, 7).ends_with("<a>\u{fffd}</a>"));
    }
}
