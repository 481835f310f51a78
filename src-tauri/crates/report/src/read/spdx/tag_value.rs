//! SPDX 2 as tags and values, one on a line: `PackageName: openssl`. A value between `<text>` and `</text>` may go over
//! several lines. <https://spdx.github.io/spdx-spec/v2.3/conformance/#44-standard-data-format-requirements>

use std::io::{BufRead, Read};

use super::Document;
use super::package::{ExternalRef, SpdxPackage, hand_over};
use crate::read::out::Out;
use crate::read::stream::Stream;
use crate::read::{ReadError, Source};

/// Longest line that is read; the rest of a longer one is left out.
const LONGEST_LINE: usize = 1 << 20;
/// Most references of one package.
const MOST_REFERENCES: usize = 50_000;

pub(super) fn read(source: &dyn Source, out: &mut Out<'_>) -> Result<(), ReadError> {
    let mut lines = Lines::open(source)?;
    let mut document = Some(Document::default());
    let mut open: Option<(u64, SpdxPackage)> = None;
    let mut in_text = false;
    while let Some((number, line)) = lines.next()? {
        // What stands in a long text is no tag.
        if in_text {
            in_text = !line.contains("</text>");
            continue;
        }
        let Some((tag, value)) = line.split_once(':') else {
            continue;
        };
        let (tag, value) = (tag.trim(), value.trim());
        in_text = value.starts_with("<text>") && !value.contains("</text>");
        let value = value.strip_prefix("<text>").unwrap_or(value);
        let value = value.strip_suffix("</text>").unwrap_or(value).trim();
        if let Some(document) = &mut document {
            document.learn(tag, value);
        }
        if matches!(
            tag,
            "PackageName" | "FileName" | "SnippetSPDXID" | "LicenseID" | "Relationship"
        ) {
            if let Some((number, package)) = open.take() {
                hand_over(Ok(package), number, out)?;
            }
            if tag == "PackageName" {
                // The document's own tags stand before those of its first package.
                if let Some(document) = document.take() {
                    out.subject = document.subject();
                }
                let package = SpdxPackage {
                    name: Some(value.to_owned()),
                    ..SpdxPackage::default()
                };
                open = Some((number, package));
            }
        } else if let Some((_, package)) = &mut open {
            package.learn(tag, value);
        }
    }
    if let Some((number, package)) = open {
        hand_over(Ok(package), number, out)?;
    }
    if let Some(document) = document {
        out.subject = document.subject();
    }
    Ok(())
}

impl Document {
    fn learn(&mut self, tag: &str, value: &str) {
        match tag {
            "DocumentName" => self.name = Some(value.to_owned()),
            "Created" => self.created = Some(value.to_owned()),
            "Creator" if self.creators.len() < 100 => self.creators.push(value.to_owned()),
            _ => {}
        }
    }
}

impl SpdxPackage {
    fn learn(&mut self, tag: &str, value: &str) {
        let references = self.external_refs.get_or_insert_default();
        match tag {
            "PackageVersion" => self.version_info = Some(value.to_owned()),
            "PackageFileName" => self.package_file_name = Some(value.to_owned()),
            "ExternalRef" if references.len() < MOST_REFERENCES => {
                let mut words = value.split_whitespace().map(str::to_owned);
                references.push(ExternalRef {
                    reference_category: words.next(),
                    reference_type: words.next(),
                    reference_locator: words.next(),
                    comment: None,
                });
            }
            "ExternalRefComment" => {
                if let Some(reference) = references.last_mut() {
                    reference.comment = Some(value.to_owned());
                }
            }
            _ => {}
        }
    }
}

struct Lines<'a> {
    stream: Stream<'a>,
    line: Vec<u8>,
}

impl<'a> Lines<'a> {
    fn open(source: &'a dyn Source) -> Result<Self, ReadError> {
        Ok(Self {
            stream: Stream::open(source)?,
            line: Vec::new(),
        })
    }

    /// The next line with its number.
    fn next(&mut self) -> Result<Option<(u64, String)>, ReadError> {
        let number = self.stream.line();
        let failed = |source| ReadError::Io { line: number, source };
        self.line.clear();
        let mut limited = (&mut self.stream).take(LONGEST_LINE as u64);
        let read = limited.read_until(b'\n', &mut self.line).map_err(failed)?;
        if read == 0 {
            return Ok(None);
        }
        if !self.line.ends_with(b"\n") {
            self.stream.skip_until(b'\n').map_err(failed)?;
        }
        Ok(Some((number, String::from_utf8_lossy(&self.line).into_owned())))
    }
}
