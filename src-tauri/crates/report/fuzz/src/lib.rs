//! What must hold for every file, whatever it holds.

use std::io::{self, Read};
use std::ops::ControlFlow;

use ingot_report::read::{self, Entry, ReadError, Source, Summary};

/// Gives few bytes at a time, so that the boundaries of chunks fall everywhere.
struct Dribble<'a>(&'a [u8], usize);

impl Source for Dribble<'_> {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(Dribble(self.0, self.1)))
    }
}

impl Read for Dribble<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.1.min(self.0.len()).min(into.len());
        let (now, rest) = self.0.split_at(count);
        into[..count].copy_from_slice(now);
        self.0 = rest;
        Ok(count)
    }
}

fn all(source: &dyn Source) -> (Result<Summary, ReadError>, Vec<Entry>) {
    let mut entries = Vec::new();
    let outcome = read::read(source, &mut |entry| {
        entries.push(entry);
        ControlFlow::Continue(())
    });
    (outcome, entries)
}

/// Every entry is accounted for, has a place and, if it was rejected, a reason of one line; scores are in their range;
/// the size of the chunks does not matter.
pub fn holds(bytes: &[u8]) {
    let (outcome, entries) = all(&bytes);
    counted(&entries);
    if let Ok(summary) = &outcome {
        assert_eq!(summary.entries, summary.imported + summary.rejected);
        assert_eq!(summary.entries, entries.len() as u64);
    }
    let _ = read::recognise(bytes);
    // Costs more than all else, so not every time.
    if !bytes.len().is_multiple_of(8) {
        return;
    }
    let step = bytes.len() / 8 % 61 + 1;
    let (again, same) = all(&Dribble(bytes, step));
    assert_eq!(entries, same);
    match (outcome, again) {
        (Ok(summary), Ok(again)) => assert_eq!(summary, again),
        (Err(error), Err(again)) => assert_eq!(error.to_string(), again.to_string()),
        (one, other) => panic!("{one:?} and {other:?}"),
    }
}

fn counted(entries: &[Entry]) {
    for (position, entry) in (1u64..).zip(entries) {
        let number = match entry {
            Entry::Findings { entry, findings, .. } => {
                assert!(!findings.is_empty());
                for finding in findings {
                    assert!(finding.epss.is_none_or(|epss| (0.0..=1.0).contains(&epss)));
                    assert!(finding.score.is_none_or(|score| (0.0..=10.0).contains(&score)));
                    assert!(!finding.vulnerability.is_empty());
                }
                entry
            }
            Entry::Package { entry, .. }
            | Entry::Details { entry, .. }
            | Entry::Kev { entry, .. }
            | Entry::Epss { entry, .. } => entry,
            Entry::Rejected(rejection) => {
                assert!(!rejection.reason.is_empty() && !rejection.reason.contains(char::is_control));
                assert!(rejection.line > 0);
                &rejection.entry
            }
        };
        assert_eq!(*number, position);
    }
}
