//! Brings a report into the cache: streaming, in one transaction, all or nothing.

use std::collections::HashSet;
use std::ops::ControlFlow;

use ingot_report::read::{self, Entry, ReadError, Rejection, Source, Summary};
use ingot_report::{Attribution, Finding, Layer, ParentEvidence, SeverityCounts};
use rusqlite::{Transaction, TransactionBehavior};

use super::finding::{self, Facts, FindingId};
use super::rejection;
use super::report::{self, Coverage, NewReport, ReportId};
use super::stored_words;
use crate::{StoreError, Writer};

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportOutcome {
    pub report: ReportId,
    /// `imported` + `rejected`.
    pub entries: u64,
    pub imported: u64,
    pub rejected: u64,
    /// Rows the report has now.
    pub rows: u64,
    /// Rows that an earlier import of this report did not have.
    pub new: u64,
    /// Rows whose severity, fix, EPSS, exploit, score or status differs from before.
    pub changed: u64,
    /// Rows that an earlier import had and this one has no more.
    pub closed: u64,
    /// Rows that repeated another of the same identity.
    pub repeated: u64,
    pub counts: SeverityCounts,
}

/// Why an import did not happen; the cache is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum ImportError<E> {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What gave the findings failed, or was told to stop.
    #[error(transparent)]
    Feed(E),
}

/// Takes a report's entries. Given to the closure of [`Writer::import_report`].
pub struct Import<'a> {
    transaction: &'a Transaction<'a>,
    report: ReportId,
    about: NewReport,
    parent: Option<&'a ParentEvidence>,
    /// The rows met so far, when an earlier import may have left others; `None` for a report that is new.
    met: Option<HashSet<i64>>,
    complete: bool,
    image: OneImage,
    entries: u64,
    rejected: u64,
    new: u64,
    changed: u64,
    repeated: u64,
    error: Option<rusqlite::Error>,
}

/// Whether all findings are about one image.
enum OneImage {
    None,
    One(String),
    Several,
}

impl Writer<'_> {
    /// Stores a report from what `feed` hands over.
    ///
    /// A report that was imported before (the same file, or the same source and image) is brought to what it says
    /// now: rows keep their ids, those it no longer has are removed and counted as closed. With `parent`, each
    /// finding is attributed to a layer.
    ///
    /// # Errors
    /// Whatever `feed` returns, or a [`StoreError`]; nothing is kept of the import then.
    pub fn import_report<E>(
        &mut self,
        about: NewReport,
        parent: Option<&ParentEvidence>,
        feed: impl FnOnce(&mut Import<'_>) -> Result<(), E>,
    ) -> Result<ImportOutcome, ImportError<E>> {
        let (file, connection) = self.parts();
        let fail = |error| ImportError::Store(StoreError::sql(file, error));
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(fail)?;
        let mut import = Import::begin(&transaction, about, parent).map_err(fail)?;
        let fed = feed(&mut import);
        // A failed write comes first: the feed usually ended because of it.
        if let Some(error) = import.error.take() {
            return Err(fail(error));
        }
        fed.map_err(ImportError::Feed)?;
        let outcome = import.finish().map_err(fail)?;
        transaction.commit().map_err(fail)?;
        Ok(outcome)
    }

    /// Reads a report of any format that [`read::read`] knows and stores it. `cancelled` is asked before each entry.
    ///
    /// A report that breaks off or says that pages are missing is kept as far as it goes, with partial coverage,
    /// and closes nothing.
    ///
    /// # Errors
    /// [`ReadError::Stopped`] if `cancelled` said so; other [`ReadError`]s and [`StoreError`]s as they come. Nothing
    /// is kept of the import then.
    pub fn import_file(
        &mut self,
        about: NewReport,
        parent: Option<&ParentEvidence>,
        source: &dyn Source,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<(ImportOutcome, Summary), ImportError<ReadError>> {
        let mut summary = None;
        let outcome = self.import_report(about, parent, |import| {
            let read = read::read(source, &mut |entry| {
                if cancelled() {
                    return ControlFlow::Break(());
                }
                import.entry(&entry)
            })?;
            import.about().format = Some(read.format.name().to_owned());
            if let Some(broken_off) = &read.broken_off {
                import.incomplete(format!("the report is incomplete: {broken_off}"));
            } else if read.more_pages {
                import.incomplete("the report says that it has further pages, which are not in this file".into());
            }
            summary = Some(read);
            Ok(())
        })?;
        match summary {
            Some(summary) => Ok((outcome, summary)),
            None => Err(ImportError::Feed(ReadError::Stopped { entry: outcome.entries })),
        }
    }

    /// Attributes the findings of a stored report anew, for evidence that came after the import. Answers how many
    /// rows changed their layer.
    pub fn attribute_report(&mut self, report: ReportId, parent: &ParentEvidence) -> Result<u64, StoreError> {
        self.write(|transaction| {
            let rows = transaction
                .prepare_cached("SELECT id, package, installed, layer FROM findings WHERE report = ?")?
                .query_map([report.0], |row| {
                    let package: Option<String> = row.get(1)?;
                    let installed: Option<String> = row.get(2)?;
                    let before = stored_words::layer_from_rank(row.get(3)?)?;
                    let now = parent.attribute_package(package.as_deref(), installed.as_deref());
                    Ok((FindingId(row.get(0)?), before, now))
                })?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let mut moved = 0;
            for (id, before, now) in rows {
                moved += u64::from(before != now.layer);
                finding::set_layer(transaction, id, &now)?;
            }
            Ok(moved)
        })
    }
}

impl<'a> Import<'a> {
    fn begin(
        transaction: &'a Transaction<'a>,
        about: NewReport,
        parent: Option<&'a ParentEvidence>,
    ) -> rusqlite::Result<Self> {
        let (report, made) = report::find_or_make(transaction, &about)?;
        rejection::clear(transaction, report)?;
        Ok(Self {
            transaction,
            report,
            about,
            parent,
            met: (!made).then(HashSet::new),
            complete: true,
            image: OneImage::None,
            entries: 0,
            rejected: 0,
            new: 0,
            changed: 0,
            repeated: 0,
            error: None,
        })
    }

    /// What is stored about the report; the feed may learn more while it reads.
    pub fn about(&mut self) -> &mut NewReport {
        &mut self.about
    }

    /// Takes an entry as a reader gives it. Breaks off when it cannot be written; the import then fails with the
    /// reason.
    pub fn entry(&mut self, entry: &Entry) -> ControlFlow<()> {
        match entry {
            Entry::Findings { findings, .. } => self.findings(findings),
            Entry::Package { .. } => ControlFlow::Continue(()),
            Entry::Rejected(rejection) => self.reject(rejection),
        }
    }

    /// Takes the rows of one entry.
    pub fn findings(&mut self, findings: &[Finding]) -> ControlFlow<()> {
        self.entries += 1;
        let written = findings.iter().try_for_each(|finding| self.put(finding));
        self.note(written)
    }

    /// Takes an entry that could not be read.
    pub fn reject(&mut self, rejection: &Rejection) -> ControlFlow<()> {
        self.entries += 1;
        self.rejected += 1;
        if self.rejected > rejection::KEPT {
            return ControlFlow::Continue(());
        }
        let written = rejection::add(self.transaction, self.report, rejection);
        self.note(written)
    }

    /// The report does not have all findings, for this reason: nothing is closed by it, and its coverage is partial.
    pub fn incomplete(&mut self, reason: String) {
        self.complete = false;
        self.about.coverage = Coverage::Partial;
        self.about.coverage_reason = Some(reason);
    }

    fn put(&mut self, finding: &Finding) -> rusqlite::Result<()> {
        match (&self.image, &finding.image) {
            (OneImage::None, Some(image)) => self.image = OneImage::One(image.clone()),
            (OneImage::One(known), Some(image)) if known != image => self.image = OneImage::Several,
            _ => {}
        }
        let attribution = match self.parent {
            Some(parent) => parent.attribute(finding),
            None => Attribution {
                layer: Layer::Unknown,
                evidence: String::new(),
            },
        };
        if let Some(met) = &mut self.met
            && let Some((id, before)) = finding::find(self.transaction, self.report, finding)?
        {
            if !met.insert(id.0) {
                self.repeated += 1;
                return Ok(());
            }
            self.changed += u64::from(before != Facts::of(finding));
            return finding::update(self.transaction, id, finding, &attribution);
        }
        match finding::insert(self.transaction, self.report, finding, &attribution)? {
            Some(id) => {
                self.new += 1;
                if let Some(met) = &mut self.met {
                    met.insert(id.0);
                }
            }
            None => self.repeated += 1,
        }
        Ok(())
    }

    fn note(&mut self, written: rusqlite::Result<()>) -> ControlFlow<()> {
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.error.get_or_insert(error);
                ControlFlow::Break(())
            }
        }
    }

    fn finish(mut self) -> rusqlite::Result<ImportOutcome> {
        let closed = match &self.met {
            Some(met) if self.complete => self.close_all_but(met)?,
            _ => 0,
        };
        if let (None, OneImage::One(image)) = (&self.about.image, self.image) {
            self.about.image = Some(image);
        }
        let counts = report::complete(self.transaction, self.report, &self.about, self.entries, self.rejected)?;
        Ok(ImportOutcome {
            report: self.report,
            entries: self.entries,
            imported: self.entries - self.rejected,
            rejected: self.rejected,
            rows: counts.total(),
            new: self.new,
            changed: self.changed,
            closed,
            repeated: self.repeated,
            counts,
        })
    }

    fn close_all_but(&self, met: &HashSet<i64>) -> rusqlite::Result<u64> {
        let gone = self
            .transaction
            .prepare_cached("SELECT id FROM findings WHERE report = ?")?
            .query_map([self.report.0], |row| row.get(0))?
            .filter(|id| !matches!(id, Ok(id) if met.contains(id)))
            .collect::<rusqlite::Result<Vec<i64>>>()?;
        for id in &gone {
            finding::delete(self.transaction, FindingId(*id))?;
        }
        Ok(gone.len() as u64)
    }
}
