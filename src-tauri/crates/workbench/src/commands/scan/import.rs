//! Files that hold reports, or the snapshots that findings are joined with.

use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use ingot_report::read::archive::{self, Bytes, File, Member};
use ingot_report::read::{self, Entry, Format, ReadError, Source};
use ingot_store::{ImportError, ImportProgress, NewReport, ReportId, Store};

use super::off_the_runtime;
use super::view::{count, file_name};
use crate::contract::scan::{ImportRequest, ImportSummary, ImportedFile, RejectedEntry};
use crate::contract::{Code, Error, Event, JobKind, JobRequest, JobStarted, Topic};
use crate::jobs::{Job, Resume};
use crate::{Workbench, clock, scans};

/// What is read of a file to recognise it.
const HEAD: u64 = 64 << 10;
/// Entries between two words about progress.
const TELL_EVERY: u64 = 5_000;

pub async fn import(workbench: &Workbench, request: ImportRequest) -> Result<JobStarted, Error> {
    if request.files.is_empty() {
        return Err(Error::invalid("no files were chosen"));
    }
    let title = match request.files.as_slice() {
        [file] => format!("import {}", file_name(file)),
        files => format!("import {} files", files.len()),
    };
    let importing = workbench.clone();
    let resume = Resume::Import {
        files: request.files.clone(),
    };
    let job = workbench
        .jobs()
        .start(JobKind::Import, title, Some(resume), move |job| async move {
            let mut summary = ImportSummary { files: Vec::new() };
            let total = u32::try_from(request.files.len()).unwrap_or(u32::MAX);
            for (done, file) in (0..).zip(request.files) {
                let within = Within {
                    job: job.clone(),
                    done,
                    total,
                };
                within.tell(&format!("reading {}", file_name(&file)));
                let reading = importing.clone();
                let imported = off_the_runtime(move || Ok(import_file(&reading, &file, &within))).await?;
                if job.cancel.is_cancelled() {
                    return Err(Error::new(
                        Code::Cancelled,
                        "cancelled; nothing of the file that was being read is kept",
                    ));
                }
                let reports: Vec<ReportId> = imported
                    .iter()
                    .filter_map(|file| file.report.as_deref()?.parse().ok())
                    .collect();
                if let Some(report) = reports.first() {
                    job.subject(report.to_string());
                }
                scans::place(&importing, &reports).await?;
                summary.files.extend(imported);
                job.imported(summary.clone());
                importing.tell(Event::Cache { topic: Topic::Scans });
            }
            let rows: u64 = summary.files.iter().map(|file| u64::from(file.rows)).sum();
            job.progress(total, total, format!("{rows} findings imported"));
            Ok(())
        });
    Ok(JobStarted { job })
}

pub async fn imported(workbench: &Workbench, request: JobRequest) -> Result<ImportSummary, Error> {
    Ok(workbench
        .jobs()
        .imported(&request.job)?
        .unwrap_or(ImportSummary { files: Vec::new() }))
}

/// Takes in files that were fetched for the user.
pub(super) async fn fetched(workbench: &Workbench, files: Vec<PathBuf>, job: &Job) -> Result<(), Error> {
    let mut summary = ImportSummary { files: Vec::new() };
    let total = u32::try_from(files.len()).unwrap_or(u32::MAX);
    for (done, file) in (0..).zip(files) {
        let within = Within {
            job: job.clone(),
            done,
            total,
        };
        let reading = workbench.clone();
        let path = file.to_string_lossy().into_owned();
        let imported = off_the_runtime(move || Ok(import_file(&reading, &path, &within))).await?;
        let reports: Vec<ReportId> = imported
            .iter()
            .filter_map(|file| file.report.as_deref()?.parse().ok())
            .collect();
        scans::place(workbench, &reports).await?;
        summary.files.extend(imported);
        job.imported(summary.clone());
    }
    let failed: Vec<&str> = summary.files.iter().filter_map(|file| file.error.as_deref()).collect();
    if !failed.is_empty() {
        return Err(Error::new(
            Code::Io,
            format!("what AWS wrote could not be read: {}", failed.join("; ")),
        ));
    }
    let rows: u64 = summary.files.iter().map(|file| u64::from(file.rows)).sum();
    job.progress(total, total, format!("{rows} findings imported"));
    Ok(())
}

/// The job, and how far it was when this file began.
struct Within {
    job: Job,
    done: u32,
    total: u32,
}

impl Within {
    fn tell(&self, now: &str) {
        self.job.progress(self.done, self.total, now);
    }

    fn is_cancelled(&self) -> bool {
        self.job.cancel.is_cancelled()
    }
}

/// A file that is opened anew each time it is read.
struct OnDisk(PathBuf);

impl File for OnDisk {
    fn open(&self) -> std::io::Result<Box<dyn Bytes + '_>> {
        Ok(Box::new(BufReader::with_capacity(
            256 << 10,
            std::fs::File::open(&self.0)?,
        )))
    }
}

/// Every report of a file; what cannot be read is told in its place.
fn import_file(workbench: &Workbench, path: &str, within: &Within) -> Vec<ImportedFile> {
    // Not a folder, and nothing that would wait for a writer.
    let opened = std::fs::canonicalize(path).and_then(|path| {
        if path.is_file() {
            Ok(path)
        } else {
            Err(std::io::Error::other("it is no file; name the report files"))
        }
    });
    let file = match opened {
        Ok(path) => OnDisk(path),
        Err(error) => return vec![failed(path, format!("cannot read it: {error}"))],
    };
    let members = match archive::members(&file) {
        Ok(members) => members,
        Err(error) => return vec![failed(path, format!("cannot read it: {error}"))],
    };
    if members.is_empty() {
        return vec![failed(path, "the archive has no files in it".to_owned())];
    }
    let as_of = as_of(&file.0);
    let several = members.len();
    let mut imported = Vec::new();
    for (number, member) in (1..).zip(&members) {
        if within.is_cancelled() {
            break;
        }
        let whole = file.0.to_string_lossy();
        let (shown, identity) = match member.name() {
            None => (path.to_owned(), whole.into_owned()),
            Some(name) => (format!("{path}/{name}"), format!("{whole}/{name}")),
        };
        let what = if several == 1 {
            file_name(&shown)
        } else {
            format!("{} ({number} of {several})", file_name(&shown))
        };
        let about = NewReport::of_file(identity, clock::now(), as_of.clone());
        imported.push(import_member(workbench.store(), &shown, &what, member, about, within));
    }
    imported
}

fn import_member(
    store: &Store,
    shown: &str,
    what: &str,
    member: &Member<'_>,
    about: NewReport,
    within: &Within,
) -> ImportedFile {
    if let Some(reason) = member.refused() {
        return failed(shown, reason.to_owned());
    }
    let format = match head(member) {
        Ok(head) => read::recognise(&head),
        Err(error) => return failed(shown, format!("cannot read it: {error}")),
    };
    let outcome = match format {
        Some(Format::KevJson | Format::KevCsv | Format::EpssCsv) => snapshot(store, shown, member, &about, within),
        Some(Format::InspectorDetails) => Err(
            "it holds details of findings and no findings; Ingot asks Inspector for them itself when it reads an image \
             build or an AMI"
                .to_owned(),
        ),
        _ => report(store, shown, what, member, about, within),
    };
    outcome.unwrap_or_else(|reason| failed(shown, reason))
}

fn head(source: &dyn Source) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    source.open()?.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

fn report(
    store: &Store,
    shown: &str,
    what: &str,
    member: &Member<'_>,
    about: NewReport,
    within: &Within,
) -> Result<ImportedFile, String> {
    let mut told = 0;
    let mut progress = |progress: ImportProgress| {
        if progress.entries >= told + TELL_EVERY {
            told = progress.entries;
            within.tell(&format!("reading {what}: {} entries", progress.entries));
        }
    };
    let imported = store
        .writer()
        .import_file(about, member, &mut progress, &|| within.is_cancelled());
    let (outcome, summary) = imported.map_err(|error| match error {
        ImportError::Feed(error) => error.to_string(),
        ImportError::Store(error) => error.to_string(),
    })?;
    Ok(ImportedFile {
        format: Some(summary.format.name().to_owned()),
        report: Some(outcome.report.to_string()),
        entries: count(outcome.entries),
        imported: count(outcome.imported),
        rejected: rejections(store, outcome.report),
        rejected_total: count(outcome.rejected),
        rows: count(outcome.rows),
        packages: count(summary.packages),
        new: count(outcome.new),
        changed: count(outcome.changed),
        closed: count(outcome.closed),
        repeated: count(outcome.repeated),
        error: summary.broken_off.map(|broken_off| broken_off.to_string()),
        ..nothing(shown)
    })
}

/// Reads a snapshot of CISA or FIRST, which replaces the earlier one.
fn snapshot(
    store: &Store,
    shown: &str,
    member: &Member<'_>,
    about: &NewReport,
    within: &Within,
) -> Result<ImportedFile, String> {
    const MOST_REJECTIONS: usize = 100;
    let (mut kev, mut epss) = (Vec::new(), Vec::new());
    let mut rejected = Vec::new();
    let summary = read::read(member, &mut |entry| {
        match entry {
            Entry::Kev { kev: one, .. } => kev.push(one),
            Entry::Epss { epss: one, .. } => epss.push(one),
            Entry::Rejected(rejection) if rejected.len() < MOST_REJECTIONS => rejected.push(RejectedEntry {
                entry: count(rejection.entry),
                line: count(rejection.line),
                reason: rejection.reason,
            }),
            _ => {}
        }
        if within.is_cancelled() {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })
    .map_err(|error: ReadError| error.to_string())?;
    let error = summary.broken_off.as_ref().map(ToString::to_string);
    if error.is_none() {
        let as_of = summary
            .subject
            .written
            .map_or_else(|| about.as_of.clone(), |time| time.to_string());
        let file = about.file.clone().unwrap_or_default();
        let mut writer = store.writer();
        let stored = match summary.format {
            Format::EpssCsv => writer.put_epss(&as_of, &file, epss),
            _ => writer.put_kev(&as_of, &file, kev),
        };
        stored.map_err(|error| error.to_string())?;
    }
    Ok(ImportedFile {
        format: Some(summary.format.name().to_owned()),
        entries: count(summary.entries),
        imported: count(summary.imported),
        rejected,
        rejected_total: count(summary.rejected),
        // A part of a snapshot would say "no" of what is missing in it.
        error: error.map(|error| format!("{error}; the earlier snapshot is kept")),
        ..nothing(shown)
    })
}

fn nothing(file: &str) -> ImportedFile {
    ImportedFile {
        file: file.to_owned(),
        format: None,
        report: None,
        entries: 0,
        imported: 0,
        rejected: Vec::new(),
        rejected_total: 0,
        rows: 0,
        packages: 0,
        new: 0,
        changed: 0,
        closed: 0,
        repeated: 0,
        error: None,
    }
}

fn failed(file: &str, reason: String) -> ImportedFile {
    ImportedFile {
        error: Some(reason),
        ..nothing(file)
    }
}

/// When a file was written, for reports that do not say.
fn as_of(path: &Path) -> String {
    std::fs::metadata(path)
        .and_then(|metadata| metadata.modified())
        .map_or_else(|_| clock::now(), clock::of)
}

fn rejections(store: &Store, report: ReportId) -> Vec<RejectedEntry> {
    let Ok(rejections) = store.reader().and_then(|reader| reader.rejections(report)) else {
        return Vec::new();
    };
    rejections
        .into_iter()
        .map(|rejection| RejectedEntry {
            entry: count(rejection.entry),
            line: count(rejection.line),
            reason: rejection.reason,
        })
        .collect()
}
