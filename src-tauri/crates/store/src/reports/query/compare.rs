//! Two reports beside each other.

use std::collections::HashMap;
use std::sync::Arc;

use ingot_report::query::Query;
use ingot_report::{Decision, FindingStatus, Scanner, SeverityCounts, Timestamp};
use serde::{Deserialize, Serialize};

use super::condition::{ids, image};
use super::order::badness;
use super::{Asked, AskedReport, LARGEST_PAGE};
use crate::reports::about::ReportId;
use crate::reports::columns::names::{ABSENT, Name};
use crate::reports::columns::rows::Rows;
use crate::reports::columns::{Columns, PackagePart, has_fix};
use crate::reports::finding::{self, FindingRow};
use crate::reports::stored_words::{severity_from_rank, status_code};
use crate::{Reader, StoreError};

/// Which reports to compare, and what of it to show.
#[derive(Clone, Debug, PartialEq)]
pub struct CompareQuery {
    /// The earlier one.
    pub before: ReportId,
    pub after: ReportId,
    /// A pair counts if either of its findings meets it.
    pub query: Query,
    /// `None` for every kind of change but [`Change::Unchanged`].
    pub show: Option<Change>,
    pub decisions: Arc<[Decision]>,
    pub now: Timestamp,
    pub offset: u64,
    /// At most [`LARGEST_PAGE`].
    pub limit: u32,
}

/// What became of a finding. A finding that the scanner closed counts as not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    New,
    Fixed,
    Unchanged,
    SeverityChanged,
    /// A fix has become available for the package, or is no longer.
    FixChanged,
}

impl Change {
    pub const ALL: [Self; 5] = [
        Self::New,
        Self::Fixed,
        Self::Unchanged,
        Self::SeverityChanged,
        Self::FixChanged,
    ];
}

#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// In the order of [`Change::ALL`].
    pub counts: Vec<ChangeCount>,
    /// Rows of the kinds that are shown.
    pub total: u64,
    /// New, changed, fixed, unchanged; each worst first.
    pub rows: Vec<ComparedRow>,
}

/// How many findings changed so; by the severity they have after, else before.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeCount {
    pub change: Change,
    pub counts: SeverityCounts,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ComparedRow {
    pub change: Change,
    pub before: Option<FindingRow>,
    pub after: Option<FindingRow>,
}

/// Rows of both reports that are the same finding.
struct Pair {
    change: Change,
    before: Option<u32>,
    after: Option<u32>,
}

/// What makes two findings the same one: vulnerability, package, architecture, path.
type Key = (Name, Name, Name, Name);

/// A row to be paired, with what tells several of one key apart: image and version.
type Keyed = (Key, (Name, Name), u32);

impl Reader<'_> {
    /// What changed from one report to another. The image and the version do not count: the same vulnerability in a
    /// newer version of a package is unchanged. Where a key is there several times, findings of the same image and
    /// version are paired first. Where the scanners differ, an alias in common makes a vulnerability the same; an
    /// architecture or path that one of the reports never tells does not count.
    pub fn compare(&self, query: &CompareQuery) -> Result<Comparison, StoreError> {
        let kept = self.kept();
        self.read(|connection| {
            let asked = Asked::open(
                kept,
                connection,
                &[query.before, query.after],
                &query.query,
                &query.decisions,
                query.now,
                false,
            )?;
            let find = |id| asked.reports.iter().find(|report| report.opened.report == id);
            let (Some(left), Some(right)) = (find(query.before), find(query.after)) else {
                return Ok(Comparison {
                    counts: Change::ALL
                        .map(|change| ChangeCount {
                            change,
                            counts: SeverityCounts::default(),
                        })
                        .to_vec(),
                    total: 0,
                    rows: Vec::new(),
                });
            };
            let shown = (asked.rows(left, &query.query), asked.rows(right, &query.query));
            let pairs = pairs(left, right);
            let met = |rows: &Rows, row: Option<u32>| row.is_some_and(|row| rows.contains(row as usize));
            let pairs: Vec<Pair> = pairs
                .into_iter()
                .filter(|pair| met(&shown.0, pair.before) || met(&shown.1, pair.after))
                .collect();
            let mut counts = Change::ALL.map(|change| ChangeCount {
                change,
                counts: SeverityCounts::default(),
            });
            for pair in &pairs {
                if let Some(count) = counts.iter_mut().find(|count| count.change == pair.change) {
                    let (columns, row) = pair.newest(left, right);
                    let severity = columns.severity.get(row).copied().unwrap_or(0);
                    count.counts.add(severity_from_rank(severity), 1);
                }
            }
            let mut wanted: Vec<&Pair> = pairs
                .iter()
                .filter(|pair| match query.show {
                    Some(change) => pair.change == change,
                    None => pair.change != Change::Unchanged,
                })
                .collect();
            let total = wanted.len() as u64;
            wanted.sort_by_cached_key(|pair| {
                let (columns, row) = pair.newest(left, right);
                (pair.change.place(), badness(columns, row))
            });
            let from = usize::try_from(query.offset).unwrap_or(usize::MAX);
            let limit = query.limit.min(LARGEST_PAGE) as usize;
            let mut rows = Vec::new();
            for pair in wanted.into_iter().skip(from).take(limit) {
                let row = |report: &AskedReport, row: Option<u32>| match row {
                    None => Ok(None),
                    Some(row) => {
                        let decision = report.decided.of_row(&report.opened, row as usize);
                        finding::row(connection, &report.opened, &asked.names, row as usize, decision)
                    }
                };
                rows.push(ComparedRow {
                    change: pair.change,
                    before: row(left, pair.before)?,
                    after: row(right, pair.after)?,
                });
            }
            Ok(Comparison {
                counts: counts.to_vec(),
                total,
                rows,
            })
        })
    }
}

impl Change {
    /// Where its rows stand in the list.
    fn place(self) -> u8 {
        match self {
            Self::New => 0,
            Self::SeverityChanged => 1,
            Self::FixChanged => 2,
            Self::Fixed => 3,
            Self::Unchanged => 4,
        }
    }
}

impl Pair {
    fn of(before: Option<u32>, after: Option<u32>, left: &AskedReport, right: &AskedReport) -> Self {
        let facts = |report: &AskedReport, row: Option<u32>| report.opened.columns.facts(row? as usize);
        let change = match (facts(left, before), facts(right, after)) {
            (None, _) => Change::New,
            (_, None) => Change::Fixed,
            (Some(was), Some(is)) if was.severity != is.severity => Change::SeverityChanged,
            (Some(was), Some(is)) if has_fix(was.fix) != has_fix(is.fix) => Change::FixChanged,
            _ => Change::Unchanged,
        };
        Self { change, before, after }
    }

    fn newest<'a>(&self, left: &'a AskedReport, right: &'a AskedReport) -> (&'a Columns, usize) {
        match (self.after, self.before) {
            (Some(row), _) => (&right.opened.columns, row as usize),
            (None, row) => (&left.opened.columns, row.unwrap_or(0) as usize),
        }
    }
}

fn pairs(left: &AskedReport, right: &AskedReport) -> Vec<Pair> {
    let (before, after) = (&left.opened.columns, &right.opened.columns);
    let same = vulnerabilities(before, after);
    let both = |part: fn(&PackagePart) -> Name| {
        let tells = |columns: &Columns| columns.dictionary.packages.iter().any(|entry| part(entry) != ABSENT);
        (tells(before) && tells(after)) || before.len() == 0 || after.len() == 0
    };
    let counts = (both(|package| package.arch), both(|package| package.path));
    let (before, after) = (keyed(before, &same, counts), keyed(after, &same, counts));
    let mut pairs = Vec::with_capacity(before.len().max(after.len()));
    let (mut before, mut after) = (before.as_slice(), after.as_slice());
    while let Some(key) = match (before.first(), after.first()) {
        (Some(left), Some(right)) => Some(left.0.min(right.0)),
        (left, right) => left.or(right).map(|keyed| keyed.0),
    } {
        let of = |rows: &[Keyed]| rows.iter().take_while(|row| row.0 == key).count();
        let (was, rest) = before.split_at(of(before));
        let (is, others) = after.split_at(of(after));
        (before, after) = (rest, others);
        pair(was, is, &mut |was, is| pairs.push(Pair::of(was, is, left, right)));
    }
    pairs
}

/// Pairs the rows of one key, which are in the order of image and version: first those of the same image and version,
/// then those that are left as they were imported.
fn pair(mut before: &[Keyed], mut after: &[Keyed], found: &mut dyn FnMut(Option<u32>, Option<u32>)) {
    let (mut gone, mut new) = (Vec::new(), Vec::new());
    loop {
        match (before.split_first(), after.split_first()) {
            (Some((was, others)), Some((is, rest))) if was.1 == is.1 => {
                found(Some(was.2), Some(is.2));
                (before, after) = (others, rest);
            }
            (Some((was, others)), next) if next.is_none_or(|(is, _)| was.1 < is.1) => {
                gone.push(was.2);
                before = others;
            }
            (_, Some((is, rest))) => {
                new.push(is.2);
                after = rest;
            }
            (_, None) => break,
        }
    }
    gone.sort_unstable();
    new.sort_unstable();
    for at in 0..gone.len().max(new.len()) {
        found(gone.get(at).copied(), new.get(at).copied());
    }
}

/// The rows that the scanner did not close, in the order of their keys.
fn keyed(columns: &Columns, same: &HashMap<Name, Name>, (arch, path): (bool, bool)) -> Vec<Keyed> {
    let closed = status_code(Some(FindingStatus::Closed));
    let mut keyed = Vec::with_capacity(columns.len());
    let rows = columns
        .status
        .iter()
        .zip(0_u32..)
        .filter(|(status, _)| **status != closed);
    for (_, row) in rows {
        let at = row as usize;
        let parts = (columns.text_of(at), columns.package_of(at), columns.place_of(at));
        if let (Some(text), Some(package), Some(place)) = parts {
            let vulnerability = same.get(&text.vulnerability).copied().unwrap_or(text.vulnerability);
            let key = (
                vulnerability,
                package.name,
                if arch { package.arch } else { ABSENT },
                if path { package.path } else { ABSENT },
            );
            keyed.push((key, (image(place), package.installed), row));
        }
    }
    keyed.sort_unstable();
    keyed
}

/// For ids that other ids mean the same as, the one that stands for all of them; empty for reports of one scanner, which
/// names a vulnerability always alike.
fn vulnerabilities(before: &Columns, after: &Columns) -> HashMap<Name, Name> {
    let scanners = |columns: &Columns| {
        let mut scanners: Vec<Scanner> = columns.dictionary.places.iter().map(|place| place.scanner).collect();
        scanners.sort_unstable();
        scanners.dedup();
        scanners
    };
    let mut leads: HashMap<Name, Name> = HashMap::new();
    if scanners(before) == scanners(after) {
        return leads;
    }
    for text in before.dictionary.texts.iter().chain(&after.dictionary.texts) {
        for id in ids(text) {
            let (left, right) = (lead(&mut leads, text.vulnerability), lead(&mut leads, id));
            leads.insert(left.max(right), left.min(right));
        }
    }
    let all: Vec<Name> = leads.keys().copied().collect();
    for id in all {
        lead(&mut leads, id);
    }
    leads
}

/// The id that stands for this one; every id on the way learns of it.
fn lead(leads: &mut HashMap<Name, Name>, id: Name) -> Name {
    let mut at = id;
    while let Some(next) = leads.get(&at).copied().filter(|next| *next != at) {
        at = next;
    }
    let mut back = id;
    while let Some(next) = leads.insert(back, at).filter(|next| *next != back) {
        back = next;
    }
    at
}
