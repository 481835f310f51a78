//! Findings by package, vulnerability, image or layer.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use ingot_report::{Layer, SeverityCounts, Timestamp};
use serde::{Deserialize, Serialize};

use super::condition::image;
use super::{Asked, AskedReport, FindingQuery, LARGEST_PAGE};
use crate::reports::columns::names::{ABSENT, Name};
use crate::reports::columns::rows::Rows;
use crate::reports::columns::{NO_TIME, has_fix, number};
use crate::reports::stored_words::{layer_from_rank, severity_from_rank};
use crate::{Reader, StoreError};

/// What findings are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupBy {
    Package,
    Vulnerability,
    Image,
    /// The golden image build, the component, or only the layer.
    Layer,
}

/// What groups are ordered by; equals by name, and those without one last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupSort {
    Name,
    /// The number of the worst severity, then of the next.
    Severity,
    Total,
    Fixable,
    /// The highest; groups without one come last either way.
    Epss,
}

#[derive(Clone, Debug, PartialEq)]
pub struct GroupPage {
    pub total: u64,
    pub groups: Vec<Group>,
}

/// Findings that have something in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// `openssl`, `CVE-…`, an image, a golden image build or a component; `None` where the findings have none.
    pub name: Option<String>,
    /// For groups by layer.
    pub layer: Option<Layer>,
    pub counts: SeverityCounts,
    pub total: u64,
    /// With a fix for the package.
    pub fixable: u64,
    pub kev: u64,
    pub exploited: u64,
    /// The highest.
    pub epss: Option<f64>,
    /// How many different ones the findings name.
    pub packages: u64,
    pub vulnerabilities: u64,
    pub images: u64,
    /// The oldest.
    pub first_seen: Option<Timestamp>,
}

/// A name, and a layer's rank or none.
type Key = (Name, Option<u8>);

/// What is summed up of a group.
#[derive(Clone, Debug)]
struct Sums {
    key: Key,
    /// By rank.
    severities: [u64; 6],
    fixable: u64,
    kev: u64,
    exploited: u64,
    epss: f64,
    first_seen: i64,
}

impl Reader<'_> {
    /// The groups of what `query` asks for, `query.limit` of them from `query.offset` on; its sort does not matter.
    pub fn groups(
        &self,
        query: &FindingQuery,
        by: GroupBy,
        sort: GroupSort,
        descending: bool,
    ) -> Result<GroupPage, StoreError> {
        let kept = self.kept();
        self.read(|connection| {
            let asked = Asked::open(
                kept,
                connection,
                &query.reports,
                &query.query,
                &query.decisions,
                query.now,
                true,
            )?;
            let rows = asked.all_rows(&query.query);
            let (mut groups, group_of) = sums(&asked, &rows, by);
            let total = groups.len();
            let mut order: Vec<usize> = (0..total).collect();
            order.sort_unstable_by(|left, right| match (groups.get(*left), groups.get(*right)) {
                (Some(left), Some(right)) => compare(&asked, sort, descending, left, right),
                _ => Ordering::Equal,
            });
            let from = usize::try_from(query.offset).unwrap_or(usize::MAX);
            let limit = query.limit.min(LARGEST_PAGE) as usize;
            let shown: Vec<usize> = order.into_iter().skip(from).take(limit).collect();
            let distinct = distinct(&asked, &rows, &group_of, &shown);
            let groups = shown
                .iter()
                .zip(distinct)
                .filter_map(|(group, distinct)| Some(groups.get_mut(*group)?.shown(&asked, distinct)))
                .collect();
            Ok(GroupPage {
                total: total as u64,
                groups,
            })
        })
    }
}

/// The groups of all rows, and for each report, which part of its dictionary is of which group.
fn sums(asked: &Asked<'_>, rows: &[Rows], by: GroupBy) -> (Vec<Sums>, Vec<GroupOf>) {
    let mut groups: Vec<Sums> = Vec::new();
    let mut known: HashMap<Key, u32> = HashMap::new();
    let mut all = Vec::with_capacity(rows.len());
    for (report, rows) in asked.reports.iter().zip(rows) {
        let columns = &report.opened.columns;
        let mut group_of = GroupOf::new(report, by);
        rows.each(|row| {
            let group = group_of.row(report, row, &mut |key| {
                *known.entry(key).or_insert_with(|| {
                    groups.push(Sums::new(key));
                    (groups.len() - 1) as u32
                })
            });
            let Some((group, facts)) = group.zip(columns.facts(row)) else {
                return;
            };
            let Some(sums) = groups.get_mut(group as usize) else {
                return;
            };
            if let Some(count) = sums.severities.get_mut(usize::from(facts.severity)) {
                *count += 1;
            }
            sums.fixable += u64::from(has_fix(facts.fix) == Some(true));
            sums.kev += u64::from(facts.kev == 2);
            sums.exploited += u64::from(facts.exploited == 2);
            sums.epss = sums.epss.max(facts.epss);
            let seen = columns.first_seen.get(row).copied().unwrap_or(NO_TIME);
            if seen != NO_TIME && (sums.first_seen == NO_TIME || seen < sums.first_seen) {
                sums.first_seen = seen;
            }
        });
        all.push(group_of);
    }
    (groups, all)
}

/// The group of each part of a dictionary, as far as a row asked for it.
struct GroupOf {
    by: GroupBy,
    groups: Vec<Option<u32>>,
}

impl GroupOf {
    fn new(report: &AskedReport, by: GroupBy) -> Self {
        let dictionary = &report.opened.columns.dictionary;
        let len = match by {
            GroupBy::Package | GroupBy::Layer => dictionary.packages.len(),
            GroupBy::Vulnerability => dictionary.texts.len(),
            GroupBy::Image => dictionary.places.len(),
        };
        let groups = vec![None; len];
        Self { by, groups }
    }

    fn row(&mut self, report: &AskedReport, row: usize, group: &mut dyn FnMut(Key) -> u32) -> Option<u32> {
        let columns = &report.opened.columns;
        let dictionary = &columns.dictionary;
        let column = match self.by {
            GroupBy::Package | GroupBy::Layer => &columns.package,
            GroupBy::Vulnerability => &columns.text,
            GroupBy::Image => &columns.place,
        };
        let part = *column.get(row)? as usize;
        let slot = self.groups.get_mut(part)?;
        if slot.is_none() {
            let key = match self.by {
                GroupBy::Package => (dictionary.packages.get(part)?.name, None),
                GroupBy::Vulnerability => (dictionary.texts.get(part)?.vulnerability, None),
                GroupBy::Image => (image(dictionary.places.get(part)?), None),
                GroupBy::Layer => {
                    let package = dictionary.packages.get(part)?;
                    (package.origin, Some(package.layer))
                }
            };
            *slot = Some(group(key));
        }
        *slot
    }
}

/// For each of the shown groups, how many packages, vulnerabilities and images its findings name.
fn distinct(asked: &Asked<'_>, rows: &[Rows], group_of: &[GroupOf], shown: &[usize]) -> Vec<[u64; 3]> {
    let places: HashMap<usize, usize> = shown.iter().copied().zip(0..).collect();
    let mut met: [HashSet<(usize, Name)>; 3] = Default::default();
    let mut counts = vec![[0; 3]; shown.len()];
    for ((report, rows), group_of) in asked.reports.iter().zip(rows).zip(group_of) {
        let columns = &report.opened.columns;
        // Parts repeat; each is looked at once for a group.
        let dictionary = &columns.dictionary;
        let lens = [
            dictionary.packages.len(),
            dictionary.texts.len(),
            dictionary.places.len(),
        ];
        let mut seen: Vec<[Option<Rows>; 3]> = vec![[None, None, None]; shown.len()];
        let part_place: Vec<Option<usize>> = group_of
            .groups
            .iter()
            .map(|group| places.get(&(group.as_ref().copied()? as usize)).copied())
            .collect();
        let column = match group_of.by {
            GroupBy::Package | GroupBy::Layer => &columns.package,
            GroupBy::Vulnerability => &columns.text,
            GroupBy::Image => &columns.place,
        };
        rows.each(|row| {
            let place = column.get(row).and_then(|part| *part_place.get(*part as usize)?);
            let parts = (columns.text.get(row), columns.package.get(row), columns.place.get(row));
            let (Some(place), (Some(text), Some(package), Some(scanned))) = (place, parts) else {
                return;
            };
            let all = [*package, *text, *scanned];
            for (kind, part) in all.into_iter().enumerate() {
                let at = part as usize;
                let Some(seen) = seen.get_mut(place).and_then(|seen| seen.get_mut(kind)) else {
                    continue;
                };
                let seen = seen.get_or_insert_with(|| Rows::none(lens[kind]));
                if seen.contains(at) {
                    continue;
                }
                seen.insert(at);
                let name = match kind {
                    0 => dictionary.packages.get(at).map(|package| package.name),
                    1 => dictionary.texts.get(at).map(|text| text.vulnerability),
                    _ => dictionary.places.get(at).map(image),
                };
                if let Some(name) = name.filter(|name| *name != ABSENT)
                    && met[kind].insert((place, name))
                    && let Some(count) = counts.get_mut(place)
                {
                    count[kind] += 1;
                }
            }
        });
    }
    counts
}

fn compare(asked: &Asked<'_>, sort: GroupSort, descending: bool, left: &Sums, right: &Sums) -> Ordering {
    let turned = |order: Ordering| if descending { order.reverse() } else { order };
    let named = |sums: &Sums| {
        let rank = asked.names.rank(sums.key.0);
        let rank = match sums.key.0 {
            ABSENT => None,
            _ if descending && sort == GroupSort::Name => Some(u32::MAX - rank),
            _ => Some(rank),
        };
        (rank.is_none(), rank, sums.key.1)
    };
    let first = match sort {
        GroupSort::Name => Ordering::Equal,
        GroupSort::Severity => turned(left.severities.iter().rev().cmp(right.severities.iter().rev())),
        GroupSort::Total => turned(left.total().cmp(&right.total())),
        GroupSort::Fixable => turned(left.fixable.cmp(&right.fixable)),
        GroupSort::Epss => match (number(left.epss), number(right.epss)) {
            (Some(left), Some(right)) => turned(left.total_cmp(&right)),
            (left, right) => left.is_none().cmp(&right.is_none()),
        },
    };
    first.then_with(|| named(left).cmp(&named(right)))
}

impl Sums {
    fn new(key: Key) -> Self {
        Self {
            key,
            severities: [0; 6],
            fixable: 0,
            kev: 0,
            exploited: 0,
            epss: f64::NAN,
            first_seen: NO_TIME,
        }
    }

    fn total(&self) -> u64 {
        self.severities.iter().sum()
    }

    fn shown(&self, asked: &Asked<'_>, [packages, vulnerabilities, images]: [u64; 3]) -> Group {
        let mut counts = SeverityCounts::default();
        for (rank, count) in (0..).zip(self.severities) {
            counts.add(severity_from_rank(rank), count);
        }
        Group {
            name: asked.names.get(self.key.0).map(str::to_owned),
            layer: self.key.1.map(layer_from_rank),
            counts,
            total: self.total(),
            fixable: self.fixable,
            kev: self.kev,
            exploited: self.exploited,
            epss: number(self.epss),
            packages,
            vulnerabilities,
            images,
            first_seen: (self.first_seen != NO_TIME).then(|| Timestamp::from_millis(self.first_seen)),
        }
    }
}
