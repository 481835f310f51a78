//! Which rows of a report meet a query.

use ingot_report::Layer;
use ingot_report::query::{Comparison, Condition, Field, Pattern, Query};

use super::pattern::{has_part, is_met};
use super::{Asked, AskedReport};
use crate::reports::columns::names::Name;
use crate::reports::columns::rows::Rows;
use crate::reports::columns::{NO_TIME, PackagePart, PlacePart, TextPart, number};
use crate::reports::stored_words::{fix_code, flag_code, layer_rank, severity_rank};

const DAY: f64 = 86_400_000.0;

impl Asked<'_> {
    pub fn rows(&self, report: &AskedReport, query: &Query) -> Rows {
        let len = report.opened.columns.len();
        match query {
            Query::All(queries) => {
                let mut rows = Rows::all(len);
                for query in queries {
                    rows.and(&self.rows(report, query));
                }
                rows
            }
            Query::Any(queries) => {
                let mut rows = Rows::none(len);
                for query in queries {
                    rows.or(&self.rows(report, query));
                }
                rows
            }
            Query::Not(query) => self.rows(report, query).inverted(),
            Query::Is(condition) => self.condition(report, condition),
        }
    }

    fn condition(&self, report: &AskedReport, condition: &Condition) -> Rows {
        let columns = &report.opened.columns;
        let dictionary = &columns.dictionary;
        match condition {
            Condition::Severity(wanted) => codes(
                &columns.severity,
                wanted.iter().map(|severity| severity_rank(*severity)),
            ),
            Condition::Fix(wanted) => codes(&columns.fix, wanted.iter().map(|fix| fix_code(*fix))),
            Condition::Kev(wanted) => codes(&columns.kev, wanted.iter().map(|flag| flag_code(*flag))),
            Condition::Exploit(wanted) => codes(&columns.exploited, wanted.iter().map(|flag| flag_code(*flag))),
            Condition::Epss(comparison) => numbers(&columns.epss, *comparison),
            Condition::Score(comparison) => numbers(&columns.score, *comparison),
            Condition::Age(comparison) => Rows::of(&columns.first_seen, |time| {
                comparison.is_met_by((time != NO_TIME).then(|| age(self.now.as_millis(), time)))
            }),
            Condition::Layer(wanted) => {
                let wanted: Vec<u8> = wanted.iter().map(|layer: &Layer| layer_rank(*layer)).collect();
                parts(&columns.package, &dictionary.packages, |package| {
                    wanted.contains(&package.layer)
                })
            }
            Condition::Status(wanted) => {
                let standings = report.decided.standings(&report.opened, self.decisions);
                Rows::of(&standings, |standing| {
                    wanted.iter().any(|status| standing.meets(*status))
                })
            }
            Condition::Scanner(wanted) => parts(&columns.place, &dictionary.places, |place| {
                wanted.contains(&place.scanner)
            }),
            Condition::Text(field, patterns) => self.text(report, *field, patterns),
            Condition::Words(words) => self.words(report, words),
        }
    }

    fn text(&self, report: &AskedReport, field: Field, patterns: &[Pattern]) -> Rows {
        let columns = &report.opened.columns;
        let dictionary = &columns.dictionary;
        let one = |name: Name| {
            let text = self.names.get(name);
            patterns.iter().any(|pattern| is_met(pattern, text))
        };
        let some = |names: &mut dyn Iterator<Item = Name>| {
            let mut names = names.peekable();
            match names.peek() {
                None => patterns.iter().any(|pattern| is_met(pattern, None)),
                Some(_) => names.any(one),
            }
        };
        let package = |name: fn(&PackagePart) -> Name| {
            parts(&columns.package, &dictionary.packages, |package| one(name(package)))
        };
        let place = |name: fn(&PlacePart) -> Name| parts(&columns.place, &dictionary.places, |place| one(name(place)));
        match field {
            Field::Package => package(|package| package.name),
            Field::Installed => package(|package| package.installed),
            Field::PackageManager => package(|package| package.manager),
            Field::Path => package(|package| package.path),
            Field::Origin => package(|package| package.origin),
            Field::Image => parts(&columns.place, &dictionary.places, |place| one(image(place))),
            Field::Resource => place(|place| place.resource),
            Field::Account => place(|place| place.account),
            Field::Region => place(|place| place.region),
            Field::Vulnerability => parts(&columns.text, &dictionary.texts, |text| some(&mut ids(text))),
            Field::Cwe => parts(&columns.text, &dictionary.texts, |text| {
                some(&mut text.cwes().iter().copied())
            }),
            Field::FindingType => parts(&columns.text, &dictionary.texts, |text| one(text.finding_type)),
            Field::Fixed => {
                // Thousands of rows name the same version.
                let mut met: Vec<Option<bool>> = vec![None; self.names.len()];
                Rows::of(&columns.fixed, |name| match met.get_mut(name as usize) {
                    Some(met) => *met.get_or_insert_with(|| one(name)),
                    None => false,
                })
            }
        }
    }

    fn words(&self, report: &AskedReport, words: &str) -> Rows {
        let columns = &report.opened.columns;
        if words.trim().is_empty() {
            return Rows::all(columns.len());
        }
        let dictionary = &columns.dictionary;
        let part = |name: Name| self.names.get(name).is_some_and(|text| has_part(text, words));
        let found = |passage: i64| {
            let passage = usize::try_from(passage).ok();
            let rows = self.found.get(words);
            passage.zip(rows).is_some_and(|(passage, rows)| rows.contains(passage))
        };
        let mut rows = parts(&columns.package, &dictionary.packages, |package| part(package.name));
        rows.or(&parts(&columns.title, &dictionary.titles, |title| found(*title)));
        rows.or(&parts(&columns.text, &dictionary.texts, |text| {
            found(text.description) || ids(text).any(part)
        }));
        rows
    }
}

/// The vulnerability's id and its aliases.
pub(crate) fn ids(text: &TextPart) -> impl Iterator<Item = Name> {
    std::iter::once(text.vulnerability).chain(text.aliases().iter().copied())
}

/// What was scanned: the image, else the resource.
pub(crate) fn image(place: &PlacePart) -> Name {
    if place.image > 0 { place.image } else { place.resource }
}

/// Days.
fn age(now: i64, first_seen: i64) -> f64 {
    now.saturating_sub(first_seen) as f64 / DAY
}

fn codes(column: &[u8], wanted: impl Iterator<Item = u8>) -> Rows {
    let mask = wanted.fold(0_u64, |mask, code| mask | 1 << code);
    Rows::of(column, |code| mask >> code & 1 == 1)
}

fn numbers(column: &[f64], comparison: Comparison) -> Rows {
    Rows::of(column, |value| comparison.is_met_by(number(value)))
}

/// The rows whose part of the dictionary meets `holds`, which is asked once for each part.
fn parts<T>(column: &[u32], entries: &[T], holds: impl FnMut(&T) -> bool) -> Rows {
    let met: Vec<bool> = entries.iter().map(holds).collect();
    if met.iter().all(|met| !met) {
        return Rows::none(column.len());
    }
    Rows::of(column, |index| met.get(index as usize).copied().unwrap_or(false))
}
