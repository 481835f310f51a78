//! Brings a report into the cache: streaming, in one transaction, all or nothing.

use std::cell::Cell;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::time::Duration;

use ingot_report::read::{self, Entry, ReadError, Rejection, Source, Summary};
use ingot_report::{Finding, Package, SeverityCounts};

use super::about::{Coverage, NewReport, ReportId};
use super::intake::{self, Written};
use super::prepare::{self, Batch, End, Message};
use crate::{StoreError, Writer};

/// Findings that are handed from reading to preparing to writing at once, and how many such batches may wait at each. Few,
/// so that a cancelled import ends soon and memory stays small.
const BATCH: usize = 256;
const WAITING: usize = 3;
/// Entries between two reports of the progress.
const PROGRESS: u64 = 512;
/// How often a cancel is looked for while the end is written.
const LOOK: Duration = Duration::from_millis(20);

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
    /// Packages of its inventory.
    pub packages: u64,
    /// Rows that an earlier import of this report did not have.
    pub new: u64,
    /// Rows whose severity, fix, EPSS, exploit, KEV, score or status differs from before.
    pub changed: u64,
    /// Rows that an earlier import had and this one has no more.
    pub closed: u64,
    /// Rows that repeated another of the same identity.
    pub repeated: u64,
    pub counts: SeverityCounts,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportProgress {
    pub entries: u64,
    /// Of the unpacked content. A format that is read twice counts twice.
    pub bytes: u64,
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
pub struct Import {
    messages: SyncSender<Message<Finding>>,
    batch: Batch<Finding>,
    about: NewReport,
    complete: bool,
    inventory: bool,
    entries: u64,
    rejected: u64,
    /// The other sides have ended, and know why.
    refused: bool,
}

impl Writer<'_> {
    /// Stores a report from what `feed` hands over.
    ///
    /// A report that was imported before (the same file, or the same source and image) is brought to what it says
    /// now: rows keep their ids, those it no longer has are removed and counted as closed.
    ///
    /// # Errors
    /// Whatever `feed` returns, or a [`StoreError`]; nothing is kept of the import then.
    pub fn import_report<E>(
        &mut self,
        about: NewReport,
        feed: impl FnOnce(&mut Import) -> Result<(), E>,
    ) -> Result<ImportOutcome, ImportError<E>> {
        match self.import(about, feed, &|| false)? {
            Some(outcome) => Ok(outcome),
            // Nobody can cancel it.
            None => Err(ImportError::Store(StoreError::sql(
                self.parts().0,
                rusqlite::Error::InvalidQuery,
            ))),
        }
    }

    /// Reads a report of any format that [`read::read`] knows and stores it. `cancelled` is asked before each entry
    /// and while the end is written; what the import has written is gone then.
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
        source: &dyn Source,
        progress: &mut dyn FnMut(ImportProgress),
        cancelled: &dyn Fn() -> bool,
    ) -> Result<(ImportOutcome, Summary), ImportError<ReadError>> {
        let mut summary = None;
        let mut entries = 0;
        let source = Counted {
            source,
            bytes: Cell::new(0),
        };
        let feed = |import: &mut Import| {
            let read = read::read(&source, &mut |entry| {
                if cancelled() {
                    return ControlFlow::Break(());
                }
                entries += 1;
                if entries % PROGRESS == 0 {
                    let bytes = source.bytes.get();
                    progress(ImportProgress { entries, bytes });
                }
                import.entry(entry)
            })?;
            import.take(&read);
            summary = Some(read);
            Ok(())
        };
        let outcome = self.import(about, feed, cancelled)?;
        match (outcome, summary) {
            (Some(outcome), Some(summary)) => Ok((outcome, summary)),
            _ => Err(ImportError::Feed(ReadError::Stopped { entry: entries })),
        }
    }

    /// `None` if it was cancelled after the feed had ended.
    fn import<E>(
        &mut self,
        about: NewReport,
        feed: impl FnOnce(&mut Import) -> Result<(), E>,
        cancelled: &dyn Fn() -> bool,
    ) -> Result<Option<ImportOutcome>, ImportError<E>> {
        let (file, connection) = self.parts();
        let interrupt = connection.get_interrupt_handle();
        let (messages, read) = mpsc::sync_channel(WAITING);
        let (ready, prepared) = mpsc::sync_channel(WAITING);
        let (running, ended) = mpsc::channel::<()>();
        let stop = AtomicBool::new(false);
        let begun = about.clone();
        let mut import = Import {
            messages,
            batch: Batch::new(),
            about,
            complete: true,
            inventory: false,
            entries: 0,
            rejected: 0,
            refused: false,
        };
        let (fed, entries, rejected, written) = std::thread::scope(|scope| {
            let (begun, stop) = (&begun, &stop);
            // The channels go with the threads, so that nobody waits for one that ended early.
            let preparing = scope.spawn(move || {
                let (read, ready) = (read, ready);
                prepare::prepare(&read, &ready)
            });
            let writing = scope.spawn(move || {
                let (_running, prepared) = (running, prepared);
                intake::write(connection, begun, &prepared, stop)
            });
            let fed = feed(&mut import);
            let (entries, rejected) = (import.entries, import.rejected);
            if fed.is_ok() {
                import.end();
            } else {
                // A feed that could hand over nothing more is not the reason that the import ends.
                stop.store(!import.refused, Ordering::Relaxed);
                drop(import);
            }
            while ended.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
                if cancelled() {
                    stop.store(true, Ordering::Relaxed);
                    interrupt.interrupt();
                }
            }
            let prepared = preparing
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            let written = writing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            (fed, entries, rejected, prepared.and(written))
        });
        let written = match written {
            // A failed write comes first: the feed usually ended because of it.
            Err(_) if stop.load(Ordering::Relaxed) => None,
            Err(error) => return Err(ImportError::Store(StoreError::sql(file, error))),
            Ok(written) => written,
        };
        fed.map_err(ImportError::Feed)?;
        Ok(written.map(|written| outcome(&written, entries, rejected)))
    }
}

fn outcome(written: &Written, entries: u64, rejected: u64) -> ImportOutcome {
    ImportOutcome {
        report: written.report,
        entries,
        imported: entries - rejected,
        rejected,
        rows: written.rows,
        packages: written.packages,
        new: written.new,
        changed: written.changed,
        closed: written.closed,
        repeated: written.repeated,
        counts: written.counts,
    }
}

impl Import {
    /// What is stored about the report; the feed may learn more while it reads.
    pub fn about(&mut self) -> &mut NewReport {
        &mut self.about
    }

    /// Takes an entry as a reader gives it. Breaks off when it cannot be written; the import then fails with the
    /// reason.
    pub fn entry(&mut self, entry: Entry) -> ControlFlow<()> {
        match entry {
            Entry::Findings { findings, .. } => self.findings(findings),
            Entry::Package { package, .. } => self.package(package),
            Entry::Rejected(rejection) => self.reject(rejection),
            // Files of these hold no findings; who reads them gives them to where they belong.
            Entry::Details { .. } | Entry::Kev { .. } | Entry::Epss { .. } => {
                self.entries += 1;
                ControlFlow::Continue(())
            }
        }
    }

    /// Takes the rows of one entry.
    pub fn findings(&mut self, findings: Vec<Finding>) -> ControlFlow<()> {
        self.entries += 1;
        self.batch.findings.extend(findings);
        self.hand_over(BATCH)
    }

    /// Takes a package of the inventory.
    pub fn package(&mut self, package: Package) -> ControlFlow<()> {
        self.entries += 1;
        self.inventory = true;
        self.batch.packages.push(package);
        self.hand_over(BATCH)
    }

    /// Takes an entry that could not be read.
    pub fn reject(&mut self, rejection: Rejection) -> ControlFlow<()> {
        self.entries += 1;
        self.rejected += 1;
        self.batch.rejections.push(rejection);
        self.hand_over(BATCH)
    }

    /// The report does not have all findings, for this reason: nothing is closed by it, and its coverage is partial.
    pub fn incomplete(&mut self, reason: String) {
        self.complete = false;
        self.about.coverage = Coverage::Partial;
        self.about.coverage_reason = Some(reason);
    }

    /// What a file says of itself at its end. What is known of the report already comes first.
    fn take(&mut self, read: &Summary) {
        let subject = &read.subject;
        self.about.format = Some(read.format.name().to_owned());
        self.about.tool = self.about.tool.take().or_else(|| subject.tool.clone());
        self.about.image = self.about.image.take().or_else(|| subject.image.clone());
        if let Some(written) = subject.written {
            self.about.as_of = written.to_string();
        }
        if let Some(broken_off) = &read.broken_off {
            self.incomplete(format!("the report is incomplete: {broken_off}"));
        } else if read.more_pages {
            self.incomplete("the report says that it has further pages, which are not in this file".into());
        } else if let Some(gap) = &subject.gap {
            self.about.coverage = Coverage::Partial;
            self.about.coverage_reason = Some(gap.clone());
        }
    }

    fn hand_over(&mut self, at_least: usize) -> ControlFlow<()> {
        if self.batch.len() < at_least {
            return ControlFlow::Continue(());
        }
        let batch = std::mem::replace(&mut self.batch, Batch::new());
        match self.messages.send(Message::Batch(batch)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => {
                self.refused = true;
                ControlFlow::Break(())
            }
        }
    }

    fn end(mut self) {
        if self.hand_over(1).is_continue() {
            let end = End {
                about: self.about,
                complete: self.complete,
                inventory: self.inventory,
                entries: self.entries,
                rejected: self.rejected,
            };
            // A writing side that ended early says why itself.
            let _ = self.messages.send(Message::End(Box::new(end)));
        }
    }
}

/// Counts what is read.
struct Counted<'a> {
    source: &'a dyn Source,
    bytes: Cell<u64>,
}

impl Source for Counted<'_> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(CountedRead {
            read: self.source.open()?,
            bytes: &self.bytes,
        }))
    }
}

struct CountedRead<'a> {
    read: Box<dyn Read + 'a>,
    bytes: &'a Cell<u64>,
}

impl Read for CountedRead<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.read.read(buffer)?;
        self.bytes.set(self.bytes.get() + read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use std::io::Write as _;

    use super::*;
    use crate::Store;

    struct Text(String);

    impl Source for Text {
        fn open(&self) -> io::Result<Box<dyn Read + '_>> {
            Ok(Box::new(self.0.as_bytes()))
        }
    }

    #[test]
    fn a_disk_that_is_full_is_the_reason_and_nothing_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let mut writer = store.writer();
        let (_, connection) = writer.parts();
        let pages: i64 = connection
            .pragma_query_value(None, "page_count", |row| row.get(0))
            .unwrap();
        connection.pragma_update(None, "max_page_count", pages + 20).unwrap();
        let mut text = Vec::from(*b"{\"findings\": [");
        for number in 0..20_000 {
            let comma = if number == 0 { "" } else { "," };
            write!(
                text,
                r#"{comma}{{"findingArn": "arn:aws:inspector2:eu-west-1:111122223333:finding/{number}", "severity": "HIGH",
                   "title": "CVE-2026-{number}", "description": "number {number}", "type": "PACKAGE_VULNERABILITY",
                   "resources": [{{"id": "i-{number}", "type": "AWS_EC2_INSTANCE"}}],
                   "packageVulnerabilityDetails": {{"vulnerabilityId": "CVE-2026-{number}", "source": "NVD",
                     "vulnerablePackages": [{{"name": "openssl", "version": "3.0.2"}}]}}}}"#
            )
            .unwrap();
        }
        text.extend(b"]}");
        let source = Text(String::from_utf8(text).unwrap());
        let about = NewReport::of_file("findings.json", "2026-11-24T00:00:00Z", "2026-11-24T00:00:00Z");
        match writer.import_file(about, &source, &mut |_| {}, &|| false) {
            Err(ImportError::Store(error)) => assert!(error.to_string().contains("full"), "{error}"),
            other => panic!("{other:?}"),
        }
        drop(writer);
        assert!(store.reader().unwrap().reports().unwrap().is_empty());
    }
}
