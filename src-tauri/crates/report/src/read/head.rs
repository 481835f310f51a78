//! What a file is like, before it is read: what formats are recognised by.

use std::io::Read;

use super::csv::Beginning;
use super::decode::Decoder;
use super::json::Outline;
use super::stream::Stream;
use super::xml::Root;
use super::{ReadError, Source};

/// How much of a file is looked at first. Only JSON whose first keys say nothing is looked at as a whole.
const HEAD: u64 = 64 << 10;

/// The beginning of a file, by its syntax.
#[derive(Debug)]
pub(super) enum Head {
    Empty,
    Json(Outline),
    Xml(Root),
    /// Anything else that is text: tables, and formats of lines.
    Text {
        text: String,
        table: Beginning,
    },
    /// Compressed once more than an archive's members are unpacked.
    Packed(&'static str),
    /// What is refused whatever it holds, and why.
    Foreign(String),
}

impl Head {
    /// The head of what begins with `bytes`, and whether more of it may tell more.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self, ReadError> {
        let mut text = Vec::new();
        let decoder = Decoder::new(Box::new(bytes));
        let _ = decoder.and_then(|decoder| decoder.take(HEAD).read_to_end(&mut text));
        if let Some(how) = packed(bytes) {
            return Ok(Self::Packed(how));
        }
        Ok(match text.trim_ascii_start() {
            [] => Self::Empty,
            [b'{' | b'[', ..] => Self::Json(Outline::of(Stream::of_bytes(&text))?.0),
            [b'<', ..] => match Root::of(Stream::of_bytes(&text)) {
                Ok(root) => Self::Xml(root),
                Err(reason) => Self::Foreign(reason),
            },
            [b'%', b'P', b'D', b'F', ..] => Self::Foreign("it is a PDF".into()),
            // A few are a bad entry, not another kind of file.
            _ if memchr::memchr_iter(0, &text).count() > text.len() / 16 => Self::Foreign("it is not text".into()),
            _ => Self::Text {
                table: Beginning::of(&text),
                text: String::from_utf8_lossy(&text).into_owned(),
            },
        })
    }

    /// The head of `source`: its first bytes.
    pub fn of(source: &dyn Source) -> Result<Self, ReadError> {
        let failed = |source| ReadError::Io { line: 1, source };
        let mut bytes = Vec::new();
        // UTF-16 has twice the bytes.
        let read = source.open().map_err(failed)?.take(HEAD * 2).read_to_end(&mut bytes);
        match read {
            Err(error) if bytes.is_empty() => Err(failed(error)),
            // What fails behind the beginning fails again, with its line, when it is read.
            _ => Self::of_bytes(&bytes),
        }
    }

    /// The outline of all of `source`, which is JSON, and what is wrong with its text.
    pub fn whole(source: &dyn Source) -> Result<(Outline, Option<String>), ReadError> {
        Outline::of(Stream::open(source)?)
    }
}

fn packed(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x1f, 0x8b, ..] => Some("compressed with gzip"),
        [b'P', b'K', 3, 4, ..] => Some("a ZIP archive"),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some("compressed with zstd"),
        [0xfd, b'7', b'z', b'X', b'Z', ..] => Some("compressed with xz"),
        [b'B', b'Z', b'h', ..] => Some("compressed with bzip2"),
        [b'7', b'z', 0xbc, 0xaf, ..] => Some("a 7z archive"),
        _ if bytes.get(257..262) == Some(b"ustar") => Some("a tar archive"),
        _ => None,
    }
}
