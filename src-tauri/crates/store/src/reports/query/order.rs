//! The order of rows.

use super::condition::image;
use super::decided::Standing;
use super::{Asked, AskedReport, SortKey};
use crate::reports::columns::names::Name;
use crate::reports::columns::rows::Rows;
use crate::reports::columns::{Columns, NO_TIME, PackagePart};

/// A row of one of the asked reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// What it is ordered by.
    key: u64,
    /// What decides between equal keys, as far as it fits into a number: see [`tie`].
    tie: u32,
    pub report: u32,
    pub row: u32,
}

const LAST: u64 = u64::MAX;
const LAST_RANK: u32 = u32::MAX;

/// The rows of all reports, the first `most` in order; the rest is not ordered.
pub(crate) fn order(asked: &Asked<'_>, rows: &[Rows], sort: SortKey, descending: bool, most: usize) -> Vec<Place> {
    let total: u64 = rows.iter().map(Rows::count).sum();
    let mut places = Vec::with_capacity(usize::try_from(total).unwrap_or(0));
    for ((report, rows), index) in asked.reports.iter().zip(rows).zip(0..) {
        collect(asked, report, index, rows, (sort, descending), &mut places);
    }
    let compare = |left: &Place, right: &Place| {
        (left.key, left.tie)
            .cmp(&(right.key, right.tie))
            .then_with(|| ties(asked, left).cmp(&ties(asked, right)))
    };
    if most < places.len() && most > 0 {
        places.select_nth_unstable_by(most - 1, compare);
    }
    let first = most.min(places.len());
    if let Some(first) = places.get_mut(..first) {
        first.sort_unstable_by(compare);
    }
    places
}

/// What decides between rows of equal keys: worst first, then as they were imported.
fn ties(asked: &Asked<'_>, place: &Place) -> (u8, u64, i64) {
    let columns = asked
        .reports
        .get(place.report as usize)
        .map(|report| &report.opened.columns);
    let row = place.row as usize;
    columns.map_or((0, 0, 0), |columns| badness(columns, row))
}

/// A key whose order is that of the numbers; what is not in the source comes last either way.
fn number(value: f64, descending: bool) -> u64 {
    if value.is_nan() {
        return LAST;
    }
    // Bits of positive numbers order as the numbers, those of negative ones the other way round. -0 is 0.
    let bits = (value + 0.0).to_bits();
    let ascending = if bits >> 63 == 1 { !bits } else { bits | 1 << 63 };
    if descending { !ascending } else { ascending }
}

fn time(value: i64, descending: bool) -> u64 {
    if value == NO_TIME {
        return LAST;
    }
    let ascending = (value as u64) ^ (1 << 63);
    if descending { !ascending } else { ascending }
}

/// A key that orders by a rank below [`LAST_RANK`].
fn rank(rank: Option<u32>, descending: bool) -> u64 {
    u64::from(match rank {
        None => LAST_RANK,
        Some(rank) if descending => LAST_RANK - 1 - rank,
        Some(rank) => rank,
    })
}

/// Orders worst first by the severity and, nearly, the EPSS.
fn tie(columns: &Columns, row: usize) -> u32 {
    let severity = 7 - u32::from(columns.severity.get(row).copied().unwrap_or(0));
    let epss = columns.epss.get(row).map_or(LAST, |epss| number(*epss, true));
    severity << 29 | (epss >> 35) as u32
}

fn collect(
    asked: &Asked<'_>,
    report: &AskedReport,
    index: u32,
    rows: &Rows,
    (sort, descending): (SortKey, bool),
    places: &mut Vec<Place>,
) {
    let columns = &report.opened.columns;
    let dictionary = &columns.dictionary;
    let named = |name: Name| (name > 0).then(|| asked.names.rank(name));
    let mut put = |key: &dyn Fn(usize) -> u64| {
        rows.each(|row| {
            places.push(Place {
                key: key(row),
                tie: tie(columns, row),
                report: index,
                row: row as u32,
            });
        });
    };
    let mut ranked = |of: &dyn Fn(usize) -> Option<u32>| put(&|row| rank(of(row), descending));
    // Ranks are looked up once for each part, not for each row.
    let mut parts = |column: &[u32], ranks: Vec<Option<u32>>| {
        ranked(&|row| *ranks.get(*column.get(row)? as usize)?);
    };
    let packages =
        |name: fn(&PackagePart) -> Name| dictionary.packages.iter().map(|package| named(name(package))).collect();
    let code = |column: &[u8], row: usize| column.get(row).filter(|code| **code > 0).map(|code| u32::from(*code));
    match sort {
        SortKey::Severity => ranked(&|row| columns.severity.get(row).map(|rank| u32::from(*rank))),
        SortKey::Kev => ranked(&|row| code(&columns.kev, row)),
        SortKey::Exploited => ranked(&|row| code(&columns.exploited, row)),
        SortKey::Fixed => ranked(&|row| named(*columns.fixed.get(row)?)),
        SortKey::Vulnerability => {
            let ranks = dictionary.texts.iter().map(|text| named(text.vulnerability)).collect();
            parts(&columns.text, ranks);
        }
        SortKey::Package => parts(&columns.package, packages(|package| package.name)),
        SortKey::Installed => parts(&columns.package, packages(|package| package.installed)),
        SortKey::Path => parts(&columns.package, packages(|package| package.path)),
        SortKey::PackageManager => parts(&columns.package, packages(|package| package.manager)),
        SortKey::Origin => parts(&columns.package, packages(|package| package.origin)),
        SortKey::Layer => {
            let ranks = dictionary.packages.iter().map(|package| Some(u32::from(package.layer)));
            parts(&columns.package, ranks.collect());
        }
        SortKey::Image => {
            let ranks = dictionary.places.iter().map(|place| named(image(place))).collect();
            parts(&columns.place, ranks);
        }
        SortKey::Scanner => {
            let rank = |scanner| ingot_report::Scanner::ALL.iter().position(|one| *one == scanner);
            let ranks = dictionary
                .places
                .iter()
                .map(|place| rank(place.scanner).map(|rank| rank as u32));
            parts(&columns.place, ranks.collect());
        }
        SortKey::Status => {
            let standings = report.decided.standings(&report.opened, asked.decisions);
            ranked(&|row| standings.get(row).copied().and_then(Standing::rank));
        }
        SortKey::Epss => put(&|row| columns.epss.get(row).map_or(LAST, |value| number(*value, descending))),
        SortKey::Score => put(&|row| columns.score.get(row).map_or(LAST, |value| number(*value, descending))),
        SortKey::FirstSeen => put(&|row| {
            columns
                .first_seen
                .get(row)
                .map_or(LAST, |value| time(*value, descending))
        }),
    }
}

/// Orders worst first (severity, then EPSS), then as they were imported.
pub(crate) fn badness(columns: &Columns, row: usize) -> (u8, u64, i64) {
    (
        columns.severity.get(row).map_or(u8::MAX, |rank| u8::MAX - rank),
        columns.epss.get(row).map_or(LAST, |epss| number(*epss, true)),
        columns.ids.get(row).copied().unwrap_or(i64::MAX),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_order_as_the_numbers_do() {
        let values = [f64::MIN, -1.0, -0.0, 1e-300, 0.5, 1.0, f64::MAX];
        for pair in values.windows(2) {
            assert!(number(pair[0], false) < number(pair[1], false));
            assert!(number(pair[0], true) > number(pair[1], true));
        }
        assert_eq!(number(0.0, false), number(-0.0, false));
        for descending in [true, false] {
            assert!(number(f64::NAN, descending) > number(1.0, descending));
            assert!(time(NO_TIME, descending) > time(0, descending));
        }
        assert!(time(-1, false) < time(0, false) && time(-1, true) > time(0, true));
    }
}
