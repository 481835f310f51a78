//! How many findings each value of a filter would show.

use std::collections::HashMap;

use ingot_report::query::{Condition, Field, Query, Status};
use ingot_report::{DecisionState, FindingStatus, FixAvailable, Layer, Scanner, Severity};

use super::condition::image;
use super::decided::Standing;
use super::{Asked, AskedReport, FindingQuery};
use crate::reports::columns::names::Name;
use crate::reports::columns::rows::Rows;
use crate::reports::stored_words::{fix_from_code, flag_from_code, layer_from_rank, severity_from_rank};
use crate::{Reader, StoreError};

/// The facets beside a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Facets {
    /// Findings that the whole query shows.
    pub total: u64,
    /// In the order of [`FacetKey::ALL`].
    pub facets: Vec<Facet>,
}

/// The values of one key, each counted with the conditions on other keys applied. Those without findings are absent.
#[derive(Clone, Debug, PartialEq)]
pub struct Facet {
    pub key: FacetKey,
    /// In their own order (worst first …); names and places by number, most first.
    pub values: Vec<FacetCount>,
    /// Further values that are not listed.
    pub more: u64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FacetCount {
    pub value: FacetValue,
    pub count: u64,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FacetKey {
    Severity,
    Fix,
    Kev,
    Exploit,
    Layer,
    Status,
    PackageManager,
    Scanner,
    Package,
    Image,
}

/// A value of a facet; `None` is "not in this source".
#[derive(Clone, Debug, PartialEq)]
pub enum FacetValue {
    Severity(Severity),
    Fix(Option<FixAvailable>),
    Flag(Option<bool>),
    Layer(Layer),
    Status(Status),
    Scanner(Scanner),
    Text(Option<String>),
}

impl FacetKey {
    pub const ALL: [Self; 10] = [
        Self::Severity,
        Self::Fix,
        Self::Kev,
        Self::Exploit,
        Self::Layer,
        Self::Status,
        Self::PackageManager,
        Self::Scanner,
        Self::Package,
        Self::Image,
    ];

    /// The key of the query language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Severity => "severity",
            Self::Fix => "fix",
            Self::Kev => "kev",
            Self::Exploit => "exploit",
            Self::Layer => "layer",
            Self::Status => "status",
            Self::PackageManager => "type",
            Self::Scanner => "scanner",
            Self::Package => "pkg",
            Self::Image => "image",
        }
    }

    /// Whether a part of the query is a condition on this key, taken or refused.
    fn is_of(self, query: &Query) -> bool {
        let condition = match query {
            Query::Is(condition) => condition,
            Query::Not(query) => match query.as_ref() {
                Query::Is(condition) => condition,
                _ => return false,
            },
            _ => return false,
        };
        matches!(
            (self, condition),
            (Self::Severity, Condition::Severity(_))
                | (Self::Fix, Condition::Fix(_))
                | (Self::Kev, Condition::Kev(_))
                | (Self::Exploit, Condition::Exploit(_))
                | (Self::Layer, Condition::Layer(_))
                | (Self::Status, Condition::Status(_))
                | (Self::Scanner, Condition::Scanner(_))
                | (Self::PackageManager, Condition::Text(Field::PackageManager, _))
                | (Self::Package, Condition::Text(Field::Package, _))
                | (Self::Image, Condition::Text(Field::Image, _))
        )
    }
}

/// How the values of [`FacetKey::Status`] are listed; the scanner's "active" is within "open".
const STATUSES: [Status; 8] = [
    Status::Open,
    Status::Decided(DecisionState::InTriage),
    Status::Decided(DecisionState::Accepted),
    Status::Decided(DecisionState::NotAffected),
    Status::Decided(DecisionState::FalsePositive),
    Status::Expired,
    Status::Scanner(FindingStatus::Suppressed),
    Status::Scanner(FindingStatus::Closed),
];

impl Reader<'_> {
    /// The facets beside what `query` asks for, each with at most `per_facet` values; its order and page do not matter.
    pub fn facets(&self, query: &FindingQuery, per_facet: usize) -> Result<Facets, StoreError> {
        let kept = self.kept();
        self.read(|connection| {
            let asked = Asked::of(kept, connection, query)?;
            let one = std::slice::from_ref(&query.query);
            let terms = match &query.query {
                Query::All(terms) => terms.as_slice(),
                _ => one,
            };
            let mut counts = vec![Counts::default(); FacetKey::ALL.len()];
            let mut total = 0;
            for report in &asked.reports {
                let met: Vec<Rows> = terms.iter().map(|term| asked.rows(report, term)).collect();
                let all = joined(report, met.iter());
                total += all.count();
                for (key, counts) in FacetKey::ALL.into_iter().zip(&mut counts) {
                    if terms.iter().any(|term| key.is_of(term)) {
                        let others = terms.iter().zip(&met).filter(|(term, _)| !key.is_of(term));
                        counts.add(&asked, report, key, &joined(report, others.map(|(_, rows)| rows)));
                    } else {
                        counts.add(&asked, report, key, &all);
                    }
                }
            }
            let facets = FacetKey::ALL.into_iter().zip(counts);
            Ok(Facets {
                total,
                facets: facets
                    .map(|(key, counts)| counts.facet(&asked, key, per_facet))
                    .collect(),
            })
        })
    }
}

fn joined<'a>(report: &AskedReport, met: impl Iterator<Item = &'a Rows>) -> Rows {
    let mut rows = Rows::all(report.opened.columns.len());
    for one in met {
        rows.and(one);
    }
    rows
}

/// Numbers of one facet, over all reports.
#[derive(Clone, Default)]
struct Counts {
    /// By code.
    codes: Vec<u64>,
    /// By name.
    names: HashMap<Name, u64>,
}

impl Counts {
    fn add(&mut self, asked: &Asked<'_>, report: &AskedReport, key: FacetKey, rows: &Rows) {
        let columns = &report.opened.columns;
        let dictionary = &columns.dictionary;
        match key {
            FacetKey::Severity => self.codes(&columns.severity, rows),
            FacetKey::Fix => self.codes(&columns.fix, rows),
            FacetKey::Kev => self.codes(&columns.kev, rows),
            FacetKey::Exploit => self.codes(&columns.exploited, rows),
            FacetKey::Layer => {
                for (package, count) in dictionary.packages.iter().zip(tally(&columns.package, rows)) {
                    self.code(usize::from(package.layer), count);
                }
            }
            FacetKey::Scanner => {
                for (place, count) in dictionary.places.iter().zip(tally(&columns.place, rows)) {
                    let code = Scanner::ALL.iter().position(|scanner| *scanner == place.scanner);
                    self.code(code.unwrap_or(0), count);
                }
            }
            FacetKey::Status => {
                let standings = report.decided.standings(&report.opened, asked.decisions);
                let mut tally: Vec<(Standing, u64)> = Vec::new();
                rows.each(|row| {
                    let Some(standing) = standings.get(row) else { return };
                    // There are few, and most rows stand as the one before.
                    match tally.iter_mut().find(|(known, _)| known == standing) {
                        Some((_, count)) => *count += 1,
                        None => tally.push((*standing, 1)),
                    }
                });
                for (standing, count) in tally {
                    for (code, status) in STATUSES.into_iter().enumerate() {
                        self.code(code, if standing.meets(status) { count } else { 0 });
                    }
                }
            }
            FacetKey::PackageManager => {
                let names = dictionary.packages.iter().map(|package| package.manager);
                self.names(names, tally(&columns.package, rows));
            }
            FacetKey::Package => {
                let names = dictionary.packages.iter().map(|package| package.name);
                self.names(names, tally(&columns.package, rows));
            }
            FacetKey::Image => {
                let names = dictionary.places.iter().map(image);
                self.names(names, tally(&columns.place, rows));
            }
        }
    }

    fn codes(&mut self, column: &[u8], rows: &Rows) {
        let mut counts = [0_u64; 256];
        rows.each(|row| {
            if let Some(code) = column.get(row) {
                counts[usize::from(*code)] += 1;
            }
        });
        for (code, count) in counts.into_iter().enumerate() {
            self.code(code, count);
        }
    }

    fn code(&mut self, code: usize, count: u64) {
        if count == 0 {
            return;
        }
        if self.codes.len() <= code {
            self.codes.resize(code + 1, 0);
        }
        if let Some(sum) = self.codes.get_mut(code) {
            *sum += count;
        }
    }

    fn names(&mut self, names: impl Iterator<Item = Name>, counts: Vec<u64>) {
        for (name, count) in names.zip(counts).filter(|(_, count)| *count > 0) {
            *self.names.entry(name).or_default() += count;
        }
    }

    fn facet(self, asked: &Asked<'_>, key: FacetKey, most: usize) -> Facet {
        let count = |code: usize| self.codes.get(code).copied().unwrap_or(0);
        let of_codes = |value: fn(u8) -> FacetValue, codes: &[u8]| -> Vec<FacetCount> {
            let counted = codes.iter().map(|code| (value(*code), count(usize::from(*code))));
            counted.map(|(value, count)| FacetCount { value, count }).collect()
        };
        let mut values = match key {
            FacetKey::Severity => of_codes(
                |code| FacetValue::Severity(severity_from_rank(code)),
                &[5, 4, 3, 2, 1, 0],
            ),
            FacetKey::Fix => of_codes(|code| FacetValue::Fix(fix_from_code(code)), &[3, 2, 1, 0]),
            FacetKey::Kev | FacetKey::Exploit => of_codes(|code| FacetValue::Flag(flag_from_code(code)), &[2, 1, 0]),
            FacetKey::Layer => of_codes(|code| FacetValue::Layer(layer_from_rank(code)), &[0, 1, 2]),
            FacetKey::Status => STATUSES
                .into_iter()
                .enumerate()
                .map(|(code, status)| FacetCount {
                    value: FacetValue::Status(status),
                    count: count(code),
                })
                .collect(),
            FacetKey::Scanner => Scanner::ALL
                .into_iter()
                .enumerate()
                .map(|(code, scanner)| FacetCount {
                    value: FacetValue::Scanner(scanner),
                    count: count(code),
                })
                .collect(),
            FacetKey::PackageManager | FacetKey::Package | FacetKey::Image => {
                return named(asked, key, self.names, most);
            }
        };
        values.retain(|value| value.count > 0);
        let more = values.len().saturating_sub(most);
        values.truncate(most);
        Facet {
            key,
            values,
            more: more as u64,
        }
    }
}

/// The names with the most findings; of those with as many, the first in the order of texts.
fn named(asked: &Asked<'_>, key: FacetKey, names: HashMap<Name, u64>, most: usize) -> Facet {
    let mut counted: Vec<(u64, Option<&str>)> = names
        .into_iter()
        .map(|(name, count)| (u64::MAX - count, asked.names.get(name)))
        .collect();
    let more = counted.len().saturating_sub(most);
    if more > 0 && most > 0 {
        counted.select_nth_unstable(most - 1);
    }
    counted.truncate(most);
    counted.sort_unstable();
    let values = counted.into_iter().map(|(inverted, text)| FacetCount {
        value: FacetValue::Text(text.map(str::to_owned)),
        count: u64::MAX - inverted,
    });
    Facet {
        key,
        values: values.collect(),
        more: more as u64,
    }
}

/// How many of the rows have each part of a dictionary.
fn tally(column: &[u32], rows: &Rows) -> Vec<u64> {
    let most = column.iter().max().map_or(0, |most| *most as usize + 1);
    let mut counts = vec![0; most];
    rows.each(|row| {
        if let Some(count) = column.get(row).and_then(|index| counts.get_mut(*index as usize)) {
            *count += 1;
        }
    });
    counts
}
