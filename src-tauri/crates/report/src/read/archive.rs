//! What a file holds: itself, what gzip packed, or the members of a ZIP archive, each as a [`Source`] of its own.
//!
//! Nothing is unpacked to disk; names are shown and lead nowhere. A member is read only as far as its reader goes, up to a
//! limit of size and of how much more it may become than it was.

use std::io::{self, Read, Seek, SeekFrom};

use flate2::Crc;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder};
use zip::{CompressionMethod, ZipArchive};

use super::Source;
use super::out::presentable;

/// Most that one member may unpack to. Exported reports of a large organisation have a few gigabytes.
const LARGEST: u64 = 32 << 30;
/// Most times its packed size that a member may unpack to, once it is larger than [`SMALL`]. Reports as JSON become
/// about 50 times smaller; deflate itself ends at about 1,000 times.
const RATIO: u64 = 400;
const SMALL: u64 = 64 << 20;
/// Most members of one archive.
const MOST_MEMBERS: usize = 20_000;

/// A file as it lies there, packed or not, that can be opened more than once.
pub trait File {
    /// The bytes from their beginning.
    ///
    /// # Errors
    /// What the file system says.
    fn open(&self) -> io::Result<Box<dyn Bytes + '_>>;
}

/// Bytes that can be read from any place.
pub trait Bytes: Read + Seek {}

impl<T: Read + Seek> Bytes for T {}

impl File for &[u8] {
    fn open(&self) -> io::Result<Box<dyn Bytes + '_>> {
        Ok(Box::new(io::Cursor::new(*self)))
    }
}

/// One report in a file.
pub struct Member<'a> {
    file: &'a dyn File,
    name: Option<String>,
    packing: Packing,
    refused: Option<String>,
    limits: Limits,
}

#[derive(Clone, Copy)]
enum Packing {
    /// As it is, or with gzip.
    Bare,
    Zipped {
        start: u64,
        packed: u64,
        crc: u32,
        deflated: bool,
    },
}

#[derive(Clone, Copy)]
struct Limits {
    largest: u64,
    small: u64,
}

const LIMITS: Limits = Limits {
    largest: LARGEST,
    small: SMALL,
};

impl Member<'_> {
    /// Its name in the archive, fit to be shown; `None` if the file is no archive.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Why it cannot be read, if that is known before reading: it is encrypted, or an archive itself.
    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref()
    }
}

/// The reports in `file`, in the order of the archive. Folders, empty members and what macOS adds are left out.
///
/// # Errors
/// What the file system says, and [`io::ErrorKind::InvalidData`] for an archive that cannot be read at all.
pub fn members(file: &dyn File) -> io::Result<Vec<Member<'_>>> {
    let mut bytes = file.open()?;
    if !begins_with(&mut bytes, b"PK\x03\x04")? {
        return Ok(vec![Member {
            file,
            name: None,
            packing: Packing::Bare,
            refused: None,
            limits: LIMITS,
        }]);
    }
    bytes.seek(SeekFrom::Start(0))?;
    let mut archive =
        ZipArchive::new(bytes).map_err(|error| invalid(&format!("the ZIP archive is damaged: {error}")))?;
    if archive.len() > MOST_MEMBERS {
        return Err(invalid(&format!(
            "the ZIP archive has {} members, more than {MOST_MEMBERS}; import them in parts",
            archive.len()
        )));
    }
    Ok((0..archive.len())
        .filter_map(|position| member(file, &mut archive, position))
        .collect())
}

fn member<'a>(
    file: &'a dyn File,
    archive: &mut ZipArchive<Box<dyn Bytes + '_>>,
    position: usize,
) -> Option<Member<'a>> {
    let refused = |name: Option<String>, reason: String| {
        Some(Member {
            file,
            name: name.or(Some(format!("member {}", position + 1))),
            packing: Packing::Bare,
            refused: Some(reason),
            limits: LIMITS,
        })
    };
    let entry = match archive.by_index_raw(position) {
        Ok(entry) => entry,
        Err(error) => return refused(None, presentable(&format!("the member is damaged: {error}"))),
    };
    let name = presentable(&String::from_utf8_lossy(entry.name_raw()));
    if entry.is_dir() || is_rubbish(&name) {
        return None;
    }
    if entry.encrypted() {
        return refused(Some(name), "it is encrypted; unpack it first".into());
    }
    if has_ending(&name, ".zip") {
        return refused(Some(name), NESTED.into());
    }
    let deflated = match entry.compression() {
        CompressionMethod::Stored => false,
        CompressionMethod::Deflated => true,
        other => return refused(Some(name), format!("it is compressed with {other}; unpack it first")),
    };
    let Some(start) = entry.data_start() else {
        return refused(Some(name), "the member is damaged".into());
    };
    if entry.size() == 0 && entry.compressed_size() <= 2 {
        return None;
    }
    Some(Member {
        file,
        packing: Packing::Zipped {
            start,
            packed: entry.compressed_size(),
            crc: entry.crc32(),
            deflated,
        },
        name: Some(name),
        refused: None,
        limits: LIMITS,
    })
}

const NESTED: &str = "it is a ZIP archive inside an archive; unpack it and import what is in it";

/// What archivers add on their own.
fn is_rubbish(name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    file.is_empty() || name.starts_with("__MACOSX/") || file.starts_with("._") || file == ".DS_Store"
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.get(name.len().saturating_sub(ending.len())..)
        .is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

impl Source for Member<'_> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        if let Some(reason) = &self.refused {
            return Err(invalid(reason));
        }
        let mut bytes = self.file.open()?;
        let (content, packed): (Box<dyn Read + '_>, u64) = match self.packing {
            Packing::Bare => {
                let size = bytes.seek(SeekFrom::End(0))?;
                bytes.seek(SeekFrom::Start(0))?;
                (bytes, size)
            }
            Packing::Zipped {
                start,
                packed,
                crc,
                deflated,
            } => {
                bytes.seek(SeekFrom::Start(start))?;
                let raw = bytes.take(packed);
                let content: Box<dyn Read + '_> = if deflated {
                    let unpacked = DeflateDecoder::new(io::BufReader::with_capacity(CHUNK, raw));
                    Box::new(Limited::new(unpacked, packed, self.limits))
                } else {
                    Box::new(raw)
                };
                (Box::new(Checked::new(content, crc)), packed)
            }
        };
        let Unzipped { head, rest } = Unzipped::of(content)?;
        let content = io::Cursor::new(head.clone()).chain(rest);
        match head.as_slice() {
            [0x1f, 0x8b, ..] => {
                let unpacked = MultiGzDecoder::new(io::BufReader::with_capacity(CHUNK, content));
                Ok(Box::new(Limited::new(unpacked, packed, self.limits)))
            }
            [b'P', b'K', 3, 4, ..] => Err(invalid(NESTED)),
            _ => Ok(Box::new(content)),
        }
    }
}

const CHUNK: usize = 64 << 10;

/// A content with its first bytes, by which it is told whether it is packed again.
struct Unzipped<'a> {
    head: Vec<u8>,
    rest: Box<dyn Read + 'a>,
}

impl<'a> Unzipped<'a> {
    fn of(mut rest: Box<dyn Read + 'a>) -> io::Result<Self> {
        let mut head = Vec::new();
        rest.by_ref().take(4).read_to_end(&mut head)?;
        Ok(Self { head, rest })
    }
}

fn begins_with(bytes: &mut dyn Bytes, magic: &[u8]) -> io::Result<bool> {
    let mut head = Vec::new();
    bytes.take(magic.len() as u64).read_to_end(&mut head)?;
    Ok(head == magic)
}

fn invalid(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, presentable(reason))
}

/// Ends what unpacks to more than any report does.
struct Limited<R> {
    reader: R,
    packed: u64,
    unpacked: u64,
    limits: Limits,
}

impl<R> Limited<R> {
    fn new(reader: R, packed: u64, limits: Limits) -> Self {
        Self {
            reader,
            packed,
            unpacked: 0,
            limits,
        }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(into).map_err(|error| match error.kind() {
            // The entries before the cut are worth having: `read` keeps them.
            io::ErrorKind::UnexpectedEof => {
                io::Error::new(error.kind(), "the compressed data ends before the report does")
            }
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                invalid(&format!("the compressed data is damaged: {error}"))
            }
            _ => error,
        })?;
        self.unpacked = self.unpacked.saturating_add(count as u64);
        if self.unpacked > self.limits.largest {
            return Err(invalid(&format!(
                "it unpacks to more than {} GiB; no report is that large",
                self.limits.largest >> 30
            )));
        }
        if self.unpacked > self.limits.small && self.unpacked / RATIO > self.packed {
            return Err(invalid(&format!(
                "it unpacks to more than {RATIO} times its size; no report does that"
            )));
        }
        Ok(count)
    }
}

/// Compares the checksum at the end.
struct Checked<R> {
    reader: R,
    crc: Crc,
    expected: u32,
}

impl<R> Checked<R> {
    fn new(reader: R, expected: u32) -> Self {
        Self {
            reader,
            crc: Crc::new(),
            expected,
        }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(into)?;
        match into.get(..count) {
            Some([]) | None if !into.is_empty() && self.crc.sum() != self.expected => {
                return Err(invalid(
                    "the archive is damaged: the checksum of the member does not match",
                ));
            }
            Some(read) => self.crc.update(read),
            None => {}
        }
        Ok(count)
    }
}
