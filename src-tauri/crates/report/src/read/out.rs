//! What a reader hands its entries to: numbers them, counts them, checks them, and stops when it is asked to.

use std::ops::ControlFlow;

use super::{BrokenOff, Content, Entry, Format, ReadError, Rejection, Subject, Summary};
use crate::{Finding, Package};

/// Counts what a reader hands over. Every entry of the file goes through one of its methods, once.
pub(super) struct Out<'a> {
    sink: &'a mut dyn FnMut(Entry) -> ControlFlow<()>,
    imported: u64,
    rejected: u64,
    rows: u64,
    packages: u64,
    /// What the report says about itself; readers fill in what they learn.
    pub subject: Subject,
    /// The file says that there are further pages, which are not in it.
    pub more_pages: bool,
    broken_off: Option<BrokenOff>,
}

impl<'a> Out<'a> {
    pub fn new(sink: &'a mut dyn FnMut(Entry) -> ControlFlow<()>) -> Self {
        Self {
            sink,
            imported: 0,
            rejected: 0,
            rows: 0,
            packages: 0,
            subject: Subject::default(),
            more_pages: false,
            broken_off: None,
        }
    }

    /// Takes the entry that begins on `line`: its findings, one for each package and place, or the reason to reject it.
    ///
    /// # Errors
    /// [`ReadError::Stopped`], which the reader passes on.
    pub fn findings(&mut self, line: u64, findings: Result<Vec<Finding>, String>) -> Result<(), ReadError> {
        self.content(line, findings.map(Content::Findings))
    }

    /// Takes an entry of an inventory.
    ///
    /// # Errors
    /// [`ReadError::Stopped`], which the reader passes on.
    pub fn package(&mut self, line: u64, package: Result<Package, String>) -> Result<(), ReadError> {
        self.content(line, package.map(Content::Package))
    }

    /// Takes any entry.
    ///
    /// # Errors
    /// [`ReadError::Stopped`], which the reader passes on.
    pub fn content(&mut self, line: u64, content: Result<Content, String>) -> Result<(), ReadError> {
        let entry = self.imported + self.rejected + 1;
        let given = match content.and_then(checked) {
            Ok(content) => {
                self.imported += 1;
                match &content {
                    Content::Findings(findings) => self.rows += findings.len() as u64,
                    Content::Package(_) => self.packages += 1,
                    _ => {}
                }
                Entry::of(entry, line, content)
            }
            Err(reason) => {
                self.rejected += 1;
                let reason = presentable(&reason);
                Entry::Rejected(Rejection { entry, line, reason })
            }
        };
        match (self.sink)(given) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ReadError::Stopped { entry }),
        }
    }

    /// The end of the file was not reached in order; a second reason does not replace the first.
    pub fn broken_off(&mut self, place: Option<(u64, String)>) {
        if let Some((line, reason)) = place {
            let entry = self.imported + self.rejected;
            self.broken_off.get_or_insert_with(|| BrokenOff {
                entry,
                line,
                reason: presentable(&reason),
            });
        }
    }

    pub fn summary(self, format: Format) -> Summary {
        Summary {
            format,
            entries: self.imported + self.rejected,
            imported: self.imported,
            rejected: self.rejected,
            rows: self.rows,
            packages: self.packages,
            subject: self.subject,
            more_pages: self.more_pages,
            broken_off: self.broken_off,
        }
    }
}

/// What no reader may let through: an entry that says nothing, and numbers that are none.
fn checked(content: Content) -> Result<Content, String> {
    match &content {
        Content::Findings(findings) if findings.is_empty() => Err("the entry names nothing that was found".into()),
        Content::Findings(findings) => {
            findings.iter().try_for_each(scores_in_range)?;
            Ok(content)
        }
        Content::Epss(epss) => {
            in_range("epss", Some(epss.score), 1.0)?;
            in_range("percentile", epss.percentile, 1.0)?;
            Ok(content)
        }
        Content::Details(details) => {
            in_range("epss.score", details.epss, 1.0)?;
            in_range("riskScore", details.risk, 100.0)?;
            Ok(content)
        }
        _ => Ok(content),
    }
}

fn scores_in_range(finding: &Finding) -> Result<(), String> {
    in_range("epss.score", finding.epss, 1.0)?;
    in_range("epss percentile", finding.epss_percentile, 1.0)?;
    in_range("score", finding.score, 10.0)?;
    in_range("risk", finding.risk, 100.0)?;
    finding
        .scores
        .iter()
        .try_for_each(|score| in_range("score", score.score, 10.0))
}

fn in_range(field: &str, value: Option<f64>, most: f64) -> Result<(), String> {
    match value {
        // Not a number is in no range.
        Some(value) if !(0.0..=most).contains(&value) => Err(format!("`{field}` is {value}, outside 0 to {most}")),
        _ => Ok(()),
    }
}

/// A reason quotes what others wrote: one line, without control characters, of bearable length.
pub(super) fn presentable(reason: &str) -> String {
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
