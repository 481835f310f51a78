//! Whatever a file holds, reading it ends, without a panic, in bounded memory, and accounts for every entry.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods
)]

mod any;
mod large;
mod mutations;
mod tables;
mod xml;

use std::io::Read;
use std::ops::ControlFlow;

use ingot_report::read::{self, Entry, ReadError, Source, Summary};

/// Gives at most `step` bytes at a time, so that every boundary falls everywhere.
struct Dribble<'a> {
    rest: &'a [u8],
    step: usize,
}

impl Source for Dribble<'_> {
    fn open(&self) -> std::io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(Dribble { ..*self }))
    }
}

impl Read for Dribble<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.step.min(buffer.len()).min(self.rest.len());
        buffer[..count].copy_from_slice(&self.rest[..count]);
        self.rest = &self.rest[count..];
        Ok(count)
    }
}

fn read_all(source: &dyn Source) -> (Result<Summary, ReadError>, Vec<Entry>) {
    let mut entries = Vec::new();
    let outcome = read::read(source, &mut |entry| {
        entries.push(entry);
        ControlFlow::Continue(())
    });
    (outcome, entries)
}

/// The number and line of an entry.
fn place(entry: &Entry) -> (u64, u64) {
    match entry {
        Entry::Findings { entry, line, .. }
        | Entry::Package { entry, line, .. }
        | Entry::Details { entry, line, .. }
        | Entry::Kev { entry, line, .. }
        | Entry::Epss { entry, line, .. } => (*entry, *line),
        Entry::Rejected(rejection) => (rejection.entry, rejection.line),
    }
}

/// One line an entry, and how the file ended.
fn told(text: impl AsRef<[u8]>) -> String {
    let (outcome, entries) = read_all(&text.as_ref());
    let mut lines: Vec<String> = entries
        .iter()
        .map(|entry| {
            let (number, line) = place(entry);
            match entry {
                Entry::Findings { findings, .. } => {
                    format!(
                        "{number}, line {line}: {} x{}",
                        findings[0].vulnerability,
                        findings.len()
                    )
                }
                Entry::Package { package, .. } => format!("{number}, line {line}: {}", package.name),
                Entry::Rejected(rejection) => format!("{number}, line {line}: rejected: {}", rejection.reason),
                other => format!("{number}, line {line}: {other:?}"),
            }
        })
        .collect();
    lines.push(match outcome {
        Ok(summary) => summary
            .broken_off
            .map_or("whole".into(), |broken_off| broken_off.to_string()),
        Err(error) => error.to_string(),
    });
    lines.join("\n")
}
