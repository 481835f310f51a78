//! Readers: a file in, one [`Entry`] at a time out.
//!
//! What holds for every reader: the number of entries in the file is the number of entries read plus the number
//! rejected; a bad entry is rejected with its place and reason and the rest goes on; memory is bounded by one
//! entry, however large the file.
//!
//! # To add a format
//! 1. Give it a variant and a name in `format.rs`.
//! 2. Write its room, `read/<name>.rs`, with one `pub(super) const ROOM: Room`:
//!    - `recognise` gets the [`Head`](head::Head) of a file and says whose it is. For JSON that is an
//!      [`Outline`](json::Outline): the first keys, a few levels deep, and the first objects of each array. For XML it
//!      is the root element, for tables the first rows: ask `table.header(&["CVE ID", "Severity"])`. Ask for what only
//!      this format has, because the first room that says yes reads the file.
//!    - `read` opens the [`Source`] with [`json::walk`], [`xml::walk`] or [`csv::rows`] and gives each entry to
//!      [`Out`](out::Out), as findings or as the reason why there are none. `?` passes on that the user cancelled.
//!      Where entries refer to what stands later in the file, walk it twice and keep only the small part.
//! 3. Add the room to [`ROOMS`].
//! 4. Test it with a file of your own: `tests/`, one file for each family. Add it to the seeds of the fuzz target, and
//!    its table to `docs/reports.md`.
//!
//! ```ignore
//! pub(super) const ROOM: Room = Room { recognise, read };
//!
//! fn recognise(head: &Head) -> Verdict {
//!     match head {
//!         Head::Json(json) if json.has("matches") && json.has("descriptor") => Verdict::Is(Format::Grype),
//!         _ => Verdict::Unknown,
//!     }
//! }
//!
//! fn read(_: Format, _: &Head, source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
//!     let end = json::walk(source, &["matches[*]", "distro.name"], &mut |element| match element.pattern {
//!         0 => out.findings(element.line, json::entry::<Match>(&element).and_then(Match::into_findings)),
//!         _ => Ok(()),
//!     })?;
//!     out.broken_off(end.broken_off);
//!     Ok(())
//! }
//! ```

pub mod archive;
mod csv;
mod cyclonedx;
mod decode;
mod documents;
mod entry;
mod foreign;
mod format;
mod grype;
mod head;
mod inspector;
mod json;
mod moment;
mod out;
mod purl;
mod qualys;
mod security_hub;
mod snapshots;
mod spdx;
mod stream;
mod trivy;
mod vocabulary;
mod xml;

use std::io::{self, Read};
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::Timestamp;
use entry::Content;
pub use entry::{Entry, EpssEntry, FindingDetails, KevEntry, Rejection};
pub use format::Format;
use head::Head;
use out::Out;

/// A family of formats: how it is recognised and how it is read.
#[derive(Clone, Copy)]
struct Room {
    recognise: fn(&Head) -> Verdict,
    /// Gets the head that it recognised.
    read: fn(Format, &Head, &dyn Source, &mut Out<'_>) -> Result<(), ReadError>,
}

/// What a room says about a file.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Unknown,
    Is(Format),
    /// It is known and has nothing to read; the text says what it is and what to import in its place.
    Refused(String),
}

/// The first that recognises a file reads it.
const ROOMS: &[Room] = &[
    inspector::ROOM,
    security_hub::ROOM,
    trivy::ROOM,
    grype::ROOM,
    cyclonedx::ROOM,
    spdx::ROOM,
    qualys::ROOM,
    snapshots::ROOM,
];

/// What a report is read from. Some formats name at their end what their beginning refers to; these are read twice.
pub trait Source {
    /// The content from its beginning, unpacked.
    ///
    /// A reader asks its sink for leave at each entry only. To cancel between entries, fail: an error that `read`
    /// gives ends the reading with [`ReadError::Io`].
    ///
    /// # Errors
    /// What the file or the archive says.
    fn open(&self) -> io::Result<Box<dyn Read + '_>>;
}

impl Source for &[u8] {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(*self))
    }
}

/// What a report as a whole is about, as far as it says. `None` is "not in this source".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// What was scanned, as the report names it: an image, a host, a web application.
    pub name: Option<String>,
    /// AMI id, image build version ARN or container image digest, if the whole report is about one.
    pub image: Option<String>,
    /// The tool that wrote it, with its version.
    pub tool: Option<String>,
    /// When it was written.
    pub written: Option<Timestamp>,
    /// Why what was scanned is not covered wholly, in the scanner's words.
    pub gap: Option<String>,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub format: Format,
    /// Entries in the file: `imported` + `rejected`.
    pub entries: u64,
    pub imported: u64,
    pub rejected: u64,
    /// Findings handed over: at least one for each imported entry that is a finding.
    pub rows: u64,
    /// Packages handed over.
    pub packages: u64,
    pub subject: Subject,
    /// The file says that there are further pages (`nextToken`) which are not in it.
    pub more_pages: bool,
    /// Why the end of the file was not reached in order; the entries before that place were read.
    pub broken_off: Option<BrokenOff>,
}

/// Where a file stopped making sense as a whole.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{reason} at line {line}, after entry {entry}")]
pub struct BrokenOff {
    /// The last entry that was seen, from 1; 0 if none was.
    pub entry: u64,
    pub line: u64,
    pub reason: String,
}

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The content is something else; `reason` says what was seen and what would be read.
    #[error("not a report that can be read: {reason}")]
    NotAReport { reason: String },
    /// The sink asked to stop.
    #[error("reading was stopped after entry {entry}")]
    Stopped { entry: u64 },
    #[error("the report could not be read at line {line}: {source}")]
    Io { line: u64, source: io::Error },
}

/// Reads a report of any supported format, recognised by its content.
///
/// `sink` gets every entry in order and may break off. Entries may have been handed over before an error is
/// returned; the caller throws them away then.
///
/// # Errors
/// [`ReadError::NotAReport`] if the content is no report, [`ReadError::Stopped`] if the sink broke off,
/// [`ReadError::Io`] if the reader failed. A file that ends too early, itself or what is packed in it
/// ([`io::ErrorKind::UnexpectedEof`]), is no error: see [`Summary::broken_off`].
pub fn read(source: &dyn Source, sink: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<Summary, ReadError> {
    let mut head = Head::of(source)?;
    let mut fault = None;
    let mut verdict = verdict(&head);
    if verdict.is_none() && matches!(head, Head::Json(_)) {
        let (outline, wrong) = Head::whole(source)?;
        head = Head::Json(outline);
        fault = wrong;
        verdict = self::verdict(&head);
    }
    let reason = match verdict {
        Some((room, Verdict::Is(format))) => {
            let mut out = Out::new(sink);
            match (room.read)(format, &head, source, &mut out) {
                Ok(()) => {}
                // A download that was cut off, with gzip around it.
                Err(ReadError::Io { line, source }) if source.kind() == io::ErrorKind::UnexpectedEof => {
                    out.broken_off(Some((line, source.to_string())));
                }
                Err(error) => return Err(error),
            }
            return Ok(out.summary(format));
        }
        Some((_, Verdict::Refused(reason))) => reason,
        Some((_, Verdict::Unknown)) | None => foreign::reason(&head, fault),
    };
    Err(ReadError::NotAReport { reason })
}

/// The format of a report whose first bytes are `head`; 64 KiB of a file are plenty. `None` if they do not tell: only
/// [`read`] gives the reason.
pub fn recognise(head: &[u8]) -> Option<Format> {
    match verdict(&Head::of_bytes(head).ok()?) {
        Some((_, Verdict::Is(format))) => Some(format),
        _ => None,
    }
}

fn verdict(head: &Head) -> Option<(&'static Room, Verdict)> {
    ROOMS.iter().find_map(|room| match (room.recognise)(head) {
        Verdict::Unknown => None,
        known => Some((room, known)),
    })
}
