//! The middle of an import: between reading and writing, on a thread of its own, findings take the form that is stored.

use std::sync::mpsc::{Receiver, SyncSender};

use ingot_report::read::Rejection;
use ingot_report::{Finding, FindingKey, Package, Timestamp};

use super::about::NewReport;
use super::columns::names::ABSENT;
use super::columns::stored::encoded;
use super::columns::{Facts, NO_TIME};
use super::part::{Parts, Shared};

/// What one side of an import hands to the next, with findings as `F`.
pub(crate) enum Message<F> {
    Batch(Batch<F>),
    /// Nothing follows. Without it, nothing is kept.
    End(Box<End>),
}

pub(crate) struct Batch<F> {
    pub findings: Vec<F>,
    pub packages: Vec<Package>,
    pub rejections: Vec<Rejection>,
}

impl<F> Batch<F> {
    pub fn new() -> Self {
        Self {
            findings: Vec::new(),
            packages: Vec::new(),
            rejections: Vec::new(),
        }
    }

    pub fn len(&self) -> usize {
        self.findings.len() + self.packages.len() + self.rejections.len()
    }
}

/// What is known when a report was read.
pub(crate) struct End {
    pub about: NewReport,
    /// It has all findings: those that an earlier import had and this one has not are closed.
    pub complete: bool,
    /// It is a package inventory, perhaps an empty one.
    pub inventory: bool,
    pub entries: u64,
    pub rejected: u64,
}

/// A finding in the form that is stored.
pub(crate) struct Prepared {
    pub identity: FindingKey,
    /// Without the number of `fixed`.
    pub facts: Facts,
    pub fixed: Option<String>,
    pub first_seen: i64,
    pub title: Shared<String>,
    pub description: Option<Shared<String>>,
    pub text: Shared<Vec<u8>>,
    pub package: Shared<Vec<u8>>,
    pub place: Shared<Vec<u8>>,
    pub own: Vec<u8>,
}

impl Prepared {
    fn of(mut finding: Finding) -> rusqlite::Result<Self> {
        drop_what_is_no_number(&mut finding);
        let identity = FindingKey::of(&finding);
        let facts = Facts::of(&finding, ABSENT);
        let first_seen = finding.first_seen.map_or(NO_TIME, Timestamp::as_millis);
        let parts = Parts::of(finding);
        let description = parts.description.map(Shared::passage);
        Ok(Self {
            identity,
            facts,
            fixed: parts.own.fixed.clone(),
            first_seen,
            title: Shared::passage(parts.title),
            text: Shared::part(&parts.text, description.as_ref())?,
            description,
            package: Shared::part(&parts.package, None)?,
            place: Shared::part(&parts.place, None)?,
            own: encoded(&parts.own)?,
        })
    }
}

/// Prepares what was read until there is no more of it, or nobody takes it.
pub(crate) fn prepare(
    read: &Receiver<Message<Finding>>,
    prepared: &SyncSender<Message<Prepared>>,
) -> rusqlite::Result<()> {
    for message in read {
        let message = match message {
            Message::Batch(batch) => Message::Batch(Batch {
                findings: batch.findings.into_iter().map(Prepared::of).collect::<Result<_, _>>()?,
                packages: batch.packages,
                rejections: batch.rejections,
            }),
            Message::End(end) => Message::End(end),
        };
        if prepared.send(message).is_err() {
            break;
        }
    }
    Ok(())
}

/// NaN and infinity are no scores; what is not a number is not in the source.
fn drop_what_is_no_number(finding: &mut Finding) {
    let numbers = [
        &mut finding.epss,
        &mut finding.epss_percentile,
        &mut finding.score,
        &mut finding.risk,
    ];
    for number in numbers
        .into_iter()
        .chain(finding.scores.iter_mut().map(|score| &mut score.score))
    {
        *number = number.filter(|number| number.is_finite());
    }
}
