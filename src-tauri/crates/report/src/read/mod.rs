//! Readers: a stream of bytes in, one [`Entry`] at a time out.
//!
//! What holds for every reader: the number of entries in the file is the number of entries read plus the number
//! rejected; a bad entry is rejected with its place and reason and the rest goes on; memory is bounded by one
//! entry, however large the file.

mod cyclonedx;
mod foreign;
mod grype;
mod image_builder;
mod inspector;
mod json_array;
mod moment;
mod purl;
mod shape;
mod trivy;
mod vocabulary;

use std::io::{self, Read};
use std::ops::ControlFlow;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::{Finding, Package, Timestamp};
use json_array::{Element, End, EntryScanner};
use shape::Kind;

/// What kind of report a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// `aws inspector2 list-findings`, or a JSON findings report exported to S3.
    #[serde(rename = "inspector-findings-json")]
    InspectorFindings,
    /// `aws imagebuilder list-image-scan-findings`.
    #[serde(rename = "image-builder-findings-json")]
    ImageBuilderFindings,
}

impl Format {
    /// The name that is stored, shown and written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::InspectorFindings => "inspector-findings-json",
            Self::ImageBuilderFindings => "image-builder-findings-json",
        }
    }
}

/// One entry of a report. Entries and lines count from 1.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// One row for each package and resource that the entry names.
    Findings {
        entry: u64,
        line: u64,
        findings: Vec<Finding>,
    },
    /// A package of the inventory, where the file is one.
    Package {
        entry: u64,
        line: u64,
        package: Package,
    },
    Rejected(Rejection),
}

/// What a report is read from. Some formats name at their end what their beginning refers to; these are read twice.
pub trait Source {
    /// The content from its beginning, unpacked.
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

/// An entry that was not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rejection {
    /// Position in the file, from 1.
    pub entry: u64,
    /// Line on which the entry begins, from 1.
    pub line: u64,
    pub reason: String,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub format: Format,
    /// Entries in the file: `imported` + `rejected`.
    pub entries: u64,
    pub imported: u64,
    pub rejected: u64,
    /// Findings handed over: at least one for each imported entry.
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
    #[error("not a findings report: {reason}")]
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
/// [`ReadError::NotAReport`] if the content is no findings report, [`ReadError::Stopped`] if the sink broke off,
/// [`ReadError::Io`] if the reader failed. A file that ends too early is no error: see [`Summary::broken_off`].
pub fn read(source: &dyn Source, sink: &mut dyn FnMut(Entry) -> ControlFlow<()>) -> Result<Summary, ReadError> {
    let reader = source.open().map_err(|source| ReadError::Io { line: 0, source })?;
    let mut reading = Reading {
        sink,
        format: None,
        imported: 0,
        rejected: 0,
        rows: 0,
        first_reason: None,
    };
    let end = EntryScanner::new(reader).scan(&mut |element| reading.element(element))?;
    reading.finish(end)
}

/// The format of a report whose first bytes are `head`; 64 KiB of a file are plenty. `None` if no whole entry in
/// it tells: only [`read`] gives the reason.
pub fn recognise(head: &[u8]) -> Option<Format> {
    let mut format = None;
    let mut look = |element: Element<'_>| {
        format = match element.json.map(shape::kind_of) {
            Ok(Kind::Inspector) => Some(Format::InspectorFindings),
            Ok(Kind::ImageBuilder) => Some(Format::ImageBuilderFindings),
            Ok(Kind::Unknown) => return Ok(()),
            Ok(Kind::Foreign(_)) | Err(_) => None,
        };
        Err(ReadError::Stopped { entry: element.entry })
    };
    // How the scan ends says nothing: the head is usually cut, and the look stops it.
    let _ = EntryScanner::new(head).scan(&mut look);
    format
}

struct Reading<'a> {
    sink: &'a mut dyn FnMut(Entry) -> ControlFlow<()>,
    format: Option<Format>,
    imported: u64,
    rejected: u64,
    rows: u64,
    first_reason: Option<String>,
}

impl Reading<'_> {
    fn element(&mut self, element: Element<'_>) -> Result<(), ReadError> {
        let Element { entry, line, json } = element;
        let outcome = match json {
            Ok(json) => self.findings(json, line)?,
            Err(unreadable) => Err(unreadable.reason()),
        };
        let given = match outcome {
            Ok(findings) => {
                self.imported += 1;
                self.rows += findings.len() as u64;
                Entry::Findings { entry, line, findings }
            }
            Err(reason) => {
                self.rejected += 1;
                let reason = presentable(&reason);
                self.first_reason.get_or_insert_with(|| reason.clone());
                Entry::Rejected(Rejection { entry, line, reason })
            }
        };
        match (self.sink)(given) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ReadError::Stopped { entry }),
        }
    }

    /// The entry's findings, or the reason to reject it. The first entry that tells its format settles that of
    /// the file.
    fn findings(&mut self, json: &[u8], line: u64) -> Result<Result<Vec<Finding>, String>, ReadError> {
        let format = match self.format {
            Some(format) => format,
            None => match shape::kind_of(json) {
                Kind::Inspector => Format::InspectorFindings,
                Kind::ImageBuilder => Format::ImageBuilderFindings,
                Kind::Foreign(seen) => {
                    return Err(ReadError::NotAReport {
                        reason: foreign::by_entry(seen),
                    });
                }
                Kind::Unknown => return Ok(Err(unknown(json, line))),
            },
        };
        self.format = Some(format);
        if json.first() != Some(&b'{') {
            return Ok(Err("the entry is not an object".into()));
        }
        Ok(match format {
            Format::InspectorFindings => {
                parse::<inspector::InspectorFinding>(json, line).and_then(inspector::InspectorFinding::into_findings)
            }
            Format::ImageBuilderFindings => parse::<image_builder::ImageScanFinding>(json, line)
                .and_then(image_builder::ImageScanFinding::into_findings),
        })
    }

    fn finish(self, end: End) -> Result<Summary, ReadError> {
        let format = match (self.format, self.first_reason) {
            (Some(format), _) => format,
            (None, Some(reason)) => {
                let reason = format!(
                    "none of its entries ({}) is a finding; the first: {reason}",
                    end.entries
                );
                return Err(ReadError::NotAReport {
                    reason: foreign::by_entry(&reason),
                });
            }
            // Both services write an empty listing alike.
            (None, None) if end.wrapped => Format::InspectorFindings,
            (None, None) => {
                let reason = foreign::by_entry("it is an empty array, which does not say what of");
                return Err(ReadError::NotAReport { reason });
            }
        };
        Ok(Summary {
            format,
            entries: end.entries,
            imported: self.imported,
            rejected: self.rejected,
            rows: self.rows,
            packages: 0,
            subject: Subject::default(),
            more_pages: end.more_pages,
            broken_off: end.broken_off,
        })
    }
}

fn unknown(json: &[u8], line: u64) -> String {
    match serde_json::from_slice::<serde::de::IgnoredAny>(json) {
        Err(error) => located(&error, line),
        Ok(_) if json.first() != Some(&b'{') => "the entry is not an object".into(),
        Ok(_) => "the entry has none of the fields of a finding (`findingArn`, `severity`, `resources`)".into(),
    }
}

fn parse<T: DeserializeOwned>(json: &[u8], line: u64) -> Result<T, String> {
    serde_json::from_slice(json).map_err(|error| {
        let reason = located(&error, line);
        if error.classify() != serde_json::error::Category::Data {
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

/// A reason quotes what others wrote: one line, without control characters, of bearable length.
fn presentable(reason: &str) -> String {
    const LONGEST: usize = 300;
    let mut shown: String = reason
        .chars()
        .take(LONGEST)
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    if reason.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}
