//! A report's findings by column: what filters, orders, facets, groups and comparisons run over.
//!
//! The rows hold numbers alone. What many findings share (what is said of a vulnerability, a package, where it was
//! found) is in the [`Dictionary`] once, and texts are numbers of [`names`]. The columns are written with the findings,
//! in the same transaction, and made from nothing else.

pub(crate) mod kept;
pub(crate) mod keys;
pub(crate) mod names;
pub(crate) mod numbered;
pub(crate) mod pieces;
pub(crate) mod rows;
pub(crate) mod stored;

use ingot_report::{Finding, FixAvailable, Scanner};
use serde::{Deserialize, Serialize};

use super::stored_words::{fix_code, fix_from_code, flag_code, severity_rank, status_code};
use names::Name;

/// In a column of times: not in this source.
pub(crate) const NO_TIME: i64 = i64::MIN;

/// The facts of a report's findings. All vectors but the dictionary's have a value for each row, in the order of `ids`,
/// which grow.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    pub dictionary: Dictionary,
    pub ids: Vec<i64>,
    /// Indexes into the dictionary.
    pub title: Vec<u32>,
    pub text: Vec<u32>,
    pub package: Vec<u32>,
    pub place: Vec<u32>,
    pub fixed: Vec<Name>,
    /// Ranks and codes of `stored_words`.
    pub severity: Vec<u8>,
    pub fix: Vec<u8>,
    pub kev: Vec<u8>,
    pub exploited: Vec<u8>,
    pub status: Vec<u8>,
    /// NaN: not in this source.
    pub epss: Vec<f64>,
    pub score: Vec<f64>,
    /// [`NO_TIME`]: not in this source.
    pub first_seen: Vec<i64>,
}

/// What rows share.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Dictionary {
    /// Numbers of passages.
    pub titles: Vec<i64>,
    pub texts: Vec<TextPart>,
    pub packages: Vec<PackagePart>,
    pub places: Vec<PlacePart>,
}

/// A vulnerability, in one wording.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TextPart {
    pub part: i64,
    /// Number of a passage; 0 for none.
    pub description: i64,
    pub vulnerability: Name,
    pub finding_type: Name,
    /// Most have none of it.
    pub more: Option<Box<TextMore>>,
    /// What the snapshots say, for findings whose source does not.
    pub kev: Option<bool>,
    pub epss: Option<f64>,
}

/// What few sources say of a vulnerability.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct TextMore {
    pub aliases: Box<[Name]>,
    pub cwes: Box<[Name]>,
}

impl TextPart {
    /// Other ids of the vulnerability.
    pub fn aliases(&self) -> &[Name] {
        self.more.as_ref().map_or(&[], |more| &more.aliases)
    }

    pub fn cwes(&self) -> &[Name] {
        self.more.as_ref().map_or(&[], |more| &more.cwes)
    }
}

/// An installed package.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PackagePart {
    pub part: i64,
    pub name: Name,
    pub installed: Name,
    pub arch: Name,
    pub manager: Name,
    pub path: Name,
    /// Rank of the layer that brought it in.
    pub layer: u8,
    pub origin: Name,
}

/// What was scanned, and by whom.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct PlacePart {
    pub part: i64,
    pub scanner: Scanner,
    pub image: Name,
    pub resource: Name,
    pub account: Name,
    pub region: Name,
}

/// The values of one row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RowValues {
    pub id: i64,
    pub title: u32,
    pub text: u32,
    pub package: u32,
    pub place: u32,
    pub facts: Facts,
    pub first_seen: i64,
}

/// What a changed finding has changed in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts {
    pub severity: u8,
    pub fixed: Name,
    pub fix: u8,
    pub kev: u8,
    pub exploited: u8,
    pub status: u8,
    pub epss: f64,
    pub score: f64,
}

impl Facts {
    pub fn of(finding: &Finding, fixed: Name) -> Self {
        let number = |value: Option<f64>| value.filter(|value| value.is_finite()).unwrap_or(f64::NAN);
        Self {
            severity: severity_rank(finding.severity),
            fixed,
            fix: fix_code(fix_of(finding)),
            kev: flag_code(finding.kev),
            exploited: flag_code(finding.exploited),
            status: status_code(finding.status),
            epss: number(finding.epss),
            score: number(finding.score),
        }
    }
}

impl PartialEq for Facts {
    fn eq(&self, other: &Self) -> bool {
        let key = |facts: &Self| {
            let numbers = (facts.epss.to_bits(), facts.score.to_bits());
            let codes = (facts.severity, facts.fix, facts.kev, facts.exploited, facts.status);
            (facts.fixed, codes, numbers)
        };
        key(self) == key(other)
    }
}

/// Whether updating mends this finding: [`Finding::has_fix`], with the entry's `PARTIAL` kept apart from "no".
pub(crate) fn fix_of(finding: &Finding) -> Option<FixAvailable> {
    match (finding.has_fix(), finding.fix_available) {
        (None, _) => None,
        (Some(true), _) => Some(FixAvailable::Yes),
        (Some(false), Some(FixAvailable::Partial)) => Some(FixAvailable::Partial),
        (Some(false), _) => Some(FixAvailable::No),
    }
}

/// [`Finding::has_fix`] of a stored fix.
pub(crate) fn has_fix(code: u8) -> Option<bool> {
    fix_from_code(code).map(|fix| fix == FixAvailable::Yes)
}

pub(crate) fn number(stored: f64) -> Option<f64> {
    (!stored.is_nan()).then_some(stored)
}

impl Columns {
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Bytes of memory, nearly.
    pub fn size(&self) -> usize {
        let parts = &self.dictionary;
        self.len() * 57
            + parts.titles.len() * 8
            + parts.texts.len() * 72
            + parts.packages.len() * 40
            + parts.places.len() * 32
    }

    pub fn push(&mut self, values: RowValues) {
        self.ids.push(values.id);
        self.title.push(values.title);
        self.text.push(values.text);
        self.package.push(values.package);
        self.place.push(values.place);
        self.first_seen.push(values.first_seen);
        self.fixed.push(values.facts.fixed);
        self.severity.push(values.facts.severity);
        self.fix.push(values.facts.fix);
        self.kev.push(values.facts.kev);
        self.exploited.push(values.facts.exploited);
        self.status.push(values.facts.status);
        self.epss.push(values.facts.epss);
        self.score.push(values.facts.score);
    }

    pub fn facts(&self, row: usize) -> Option<Facts> {
        Some(Facts {
            severity: *self.severity.get(row)?,
            fixed: *self.fixed.get(row)?,
            fix: *self.fix.get(row)?,
            kev: *self.kev.get(row)?,
            exploited: *self.exploited.get(row)?,
            status: *self.status.get(row)?,
            epss: *self.epss.get(row)?,
            score: *self.score.get(row)?,
        })
    }

    /// Brings a row to other values; its id stays.
    pub fn set(&mut self, row: usize, values: RowValues) {
        fn put<T>(column: &mut [T], row: usize, value: T) {
            if let Some(slot) = column.get_mut(row) {
                *slot = value;
            }
        }
        put(&mut self.title, row, values.title);
        put(&mut self.text, row, values.text);
        put(&mut self.package, row, values.package);
        put(&mut self.place, row, values.place);
        put(&mut self.first_seen, row, values.first_seen);
        put(&mut self.fixed, row, values.facts.fixed);
        put(&mut self.severity, row, values.facts.severity);
        put(&mut self.fix, row, values.facts.fix);
        put(&mut self.kev, row, values.facts.kev);
        put(&mut self.exploited, row, values.facts.exploited);
        put(&mut self.status, row, values.facts.status);
        put(&mut self.epss, row, values.facts.epss);
        put(&mut self.score, row, values.facts.score);
    }

    /// Drops the rows that `keep` does not have.
    pub fn retain(&mut self, keep: &rows::Rows) {
        fn narrow<T>(column: &mut Vec<T>, keep: &rows::Rows) {
            let mut row = 0;
            column.retain(|_| {
                row += 1;
                keep.contains(row - 1)
            });
        }
        narrow(&mut self.ids, keep);
        narrow(&mut self.title, keep);
        narrow(&mut self.text, keep);
        narrow(&mut self.package, keep);
        narrow(&mut self.place, keep);
        narrow(&mut self.first_seen, keep);
        narrow(&mut self.fixed, keep);
        narrow(&mut self.severity, keep);
        narrow(&mut self.fix, keep);
        narrow(&mut self.kev, keep);
        narrow(&mut self.exploited, keep);
        narrow(&mut self.status, keep);
        narrow(&mut self.epss, keep);
        narrow(&mut self.score, keep);
    }

    /// Drops what no row uses from the dictionary.
    pub fn compact(&mut self) {
        compact(&mut self.dictionary.titles, &mut self.title);
        compact(&mut self.dictionary.texts, &mut self.text);
        compact(&mut self.dictionary.packages, &mut self.package);
        compact(&mut self.dictionary.places, &mut self.place);
    }

    pub fn row_of(&self, id: i64) -> Option<usize> {
        self.ids.binary_search(&id).ok()
    }

    pub fn text_of(&self, row: usize) -> Option<&TextPart> {
        self.dictionary.texts.get(*self.text.get(row)? as usize)
    }

    pub fn package_of(&self, row: usize) -> Option<&PackagePart> {
        self.dictionary.packages.get(*self.package.get(row)? as usize)
    }

    pub fn place_of(&self, row: usize) -> Option<&PlacePart> {
        self.dictionary.places.get(*self.place.get(row)? as usize)
    }
}

impl Dictionary {
    /// The numbers of the parts and passages that it refers to.
    pub fn references(&self) -> References {
        let texts = self.texts.iter().map(|text| text.part);
        let packages = self.packages.iter().map(|package| package.part);
        let places = self.places.iter().map(|place| place.part);
        let descriptions = self.texts.iter().map(|text| text.description);
        let mut references = References {
            parts: texts.chain(packages).chain(places).collect(),
            passages: self.titles.iter().copied().chain(descriptions).collect(),
        };
        for numbers in [&mut references.parts, &mut references.passages] {
            numbers.sort_unstable();
            numbers.dedup();
            numbers.retain(|number| *number != 0);
        }
        references
    }
}

/// Numbers of parts and passages, each sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct References {
    pub parts: Vec<i64>,
    pub passages: Vec<i64>,
}

fn compact<T>(entries: &mut Vec<T>, column: &mut [u32]) {
    const UNUSED: u32 = u32::MAX;
    let mut places = vec![UNUSED; entries.len()];
    for index in column.iter() {
        if let Some(place) = places.get_mut(*index as usize) {
            *place = 0;
        }
    }
    for (place, next) in places.iter_mut().filter(|place| **place != UNUSED).zip(0..) {
        *place = next;
    }
    let mut used = places.iter().map(|place| *place != UNUSED);
    entries.retain(|_| used.next().unwrap_or(false));
    for index in column {
        if let Some(place) = places.get(*index as usize) {
            *index = *place;
        }
    }
}
