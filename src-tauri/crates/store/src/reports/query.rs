//! Pages and facets of findings.

use ingot_report::{Layer, Severity};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde::{Deserialize, Serialize};

use super::finding::{self, FindingRow};
use super::report::{ReportId, count};
use super::stored_words;
use crate::{Reader, StoreError};

/// Most rows of one page.
pub const LARGEST_PAGE: u32 = 200;
/// Words of a text filter beyond this many are ignored.
const MOST_WORDS: usize = 8;
/// Characters of a text filter beyond this many are ignored.
const LONGEST_TEXT: usize = 200;

/// Which findings to show, and in which order. Filters are joined by "and"; an empty one does not filter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FindingQuery {
    pub report: Option<ReportId>,
    pub severity: Vec<Severity>,
    pub fix: Option<bool>,
    pub exploited: Option<bool>,
    pub layer: Option<Layer>,
    /// Words that each must be part of the vulnerability, the package or the title; letter case of ASCII letters
    /// does not matter, nothing is a wildcard.
    pub text: Option<String>,
    pub sort: SortKey,
    pub descending: bool,
    pub offset: u64,
    /// At most [`LARGEST_PAGE`]; 0 asks for the total alone.
    pub limit: u32,
}

/// What findings are ordered by. What is not in the source comes last either way; equals come worst first, then as
/// they were imported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortKey {
    #[default]
    Severity,
    Vulnerability,
    Package,
    Installed,
    Fixed,
    Epss,
    FirstSeen,
    Layer,
    Status,
}

/// Some findings and how many there are in all.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingPage {
    pub total: u64,
    pub rows: Vec<FindingRow>,
}

/// How many findings each value of a filter would show, each counted with the other filters applied. `None` is
/// "not in this source". Values without findings are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Worst first.
    pub severity: Vec<FacetCount<Severity>>,
    pub fix: Vec<FacetCount<Option<bool>>>,
    pub exploited: Vec<FacetCount<Option<bool>>>,
    pub layer: Vec<FacetCount<Layer>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCount<T> {
    pub value: T,
    pub count: u64,
}

impl Reader<'_> {
    /// One page of what `query` asks for.
    pub fn findings(&self, query: &FindingQuery) -> Result<FindingPage, StoreError> {
        self.read(|connection| {
            let all = Filter::of(query);
            let total = connection
                .prepare_cached(&format!(
                    "SELECT count(*) FROM findings {} WHERE {}",
                    all.index, all.sql
                ))?
                .query_row(params_from_iter(&all.values), |row| count(row, 0))?;
            let rows = if total == 0 || query.limit == 0 {
                Vec::new()
            } else {
                page(connection, query, &all)?
            };
            Ok(FindingPage { total, rows })
        })
    }

    /// The facets beside what `query` asks for; its order and page do not matter.
    pub fn facets(&self, query: &FindingQuery) -> Result<Facets, StoreError> {
        let groups = self.read(|connection| {
            // One pass over the groups of the unfiltered values answers all four facets.
            let base = Filter::of(&FindingQuery {
                report: query.report,
                text: query.text.clone(),
                ..Default::default()
            });
            connection
                .prepare_cached(&format!(
                    "SELECT severity, fix, exploited, layer, count(*) FROM findings {} WHERE {} GROUP BY 1, 2, 3, 4",
                    base.index, base.sql
                ))?
                .query_map(params_from_iter(&base.values), |row| {
                    Ok(Group {
                        severity: stored_words::severity_from_rank(row.get(0)?)?,
                        fix: row.get(1)?,
                        exploited: row.get(2)?,
                        layer: stored_words::layer_from_rank(row.get(3)?)?,
                        count: count(row, 4)?,
                    })
                })?
                .collect::<rusqlite::Result<Vec<_>>>()
        })?;
        let severity = |group: &Group| query.severity.is_empty() || query.severity.contains(&group.severity);
        let fix = |group: &Group| query.fix.is_none() || group.fix == query.fix;
        let exploited = |group: &Group| query.exploited.is_none() || group.exploited == query.exploited;
        let layer = |group: &Group| query.layer.is_none_or(|layer| group.layer == layer);
        let flags = [Some(true), Some(false), None];
        Ok(Facets {
            severity: tally(
                &groups,
                Severity::ALL,
                |g| g.severity,
                |g| fix(g) && exploited(g) && layer(g),
            ),
            fix: tally(&groups, flags, |g| g.fix, |g| severity(g) && exploited(g) && layer(g)),
            exploited: tally(&groups, flags, |g| g.exploited, |g| severity(g) && fix(g) && layer(g)),
            layer: tally(
                &groups,
                Layer::ALL,
                |g| g.layer,
                |g| severity(g) && fix(g) && exploited(g),
            ),
        })
    }
}

/// Findings alike in everything that a facet counts.
struct Group {
    severity: Severity,
    fix: Option<bool>,
    exploited: Option<bool>,
    layer: Layer,
    count: u64,
}

fn tally<T: Copy + PartialEq>(
    groups: &[Group],
    values: impl IntoIterator<Item = T>,
    value_of: impl Fn(&Group) -> T,
    counts: impl Fn(&Group) -> bool,
) -> Vec<FacetCount<T>> {
    values
        .into_iter()
        .map(|value| {
            let matching = groups.iter().filter(|group| value_of(group) == value && counts(group));
            FacetCount {
                value,
                count: matching.map(|group| group.count).sum(),
            }
        })
        .filter(|facet| facet.count > 0)
        .collect()
}

fn page(connection: &Connection, query: &FindingQuery, filter: &Filter) -> rusqlite::Result<Vec<FindingRow>> {
    // The order is found over ids alone, so that sorting does not carry whole rows.
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {columns} FROM findings WHERE id IN (
           SELECT id FROM findings {index} WHERE {filter} ORDER BY {order} LIMIT ? OFFSET ?
         ) ORDER BY {order}",
        columns = finding::ROW_COLUMNS,
        index = if indexed(query.sort) {
            filter.index
        } else {
            sequential(query.report)
        },
        filter = filter.sql,
        order = order(query.sort, query.descending)
    ))?;
    let limits = [
        Value::Integer(i64::from(query.limit.min(LARGEST_PAGE))),
        Value::Integer(i64::try_from(query.offset).unwrap_or(i64::MAX)),
    ];
    statement
        .query_map(params_from_iter(filter.values.iter().chain(&limits)), finding::row)?
        .collect()
}

/// Whether an index has the column that leads the order.
fn indexed(sort: SortKey) -> bool {
    matches!(sort, SortKey::Severity | SortKey::Epss)
}

/// Makes SQLite read rows in the order they lie on the disk. Left to itself it takes an index that serves the filter,
/// and then reads each row from another place: ten times slower for 100,000 rows.
fn sequential(report: Option<ReportId>) -> &'static str {
    if report.is_some() {
        "INDEXED BY findings_of_report"
    } else {
        "NOT INDEXED"
    }
}

fn order(sort: SortKey, descending: bool) -> String {
    const WORST_FIRST: &str = "severity DESC, epss DESC, id";
    let direction = if descending { "DESC" } else { "ASC" };
    let column = match sort {
        SortKey::Severity => return format!("severity {direction}, epss DESC, id"),
        // Never absent.
        SortKey::Vulnerability => return format!("vulnerability {direction}, {WORST_FIRST}"),
        SortKey::Layer => return format!("layer {direction}, {WORST_FIRST}"),
        SortKey::Package => "package",
        SortKey::Installed => "installed",
        SortKey::Fixed => "fixed",
        SortKey::Epss => "epss",
        SortKey::FirstSeen => "first_seen",
        SortKey::Status => "status",
    };
    format!("{column} {direction} NULLS LAST, {WORST_FIRST}")
}

/// A condition on `findings` and the values it binds, in order.
struct Filter {
    /// How to reach the rows that the condition looks at; empty for SQLite's own choice.
    index: &'static str,
    sql: String,
    values: Vec<Value>,
}

impl Filter {
    fn of(query: &FindingQuery) -> Self {
        let mut filter = Self {
            index: "",
            sql: "1".into(),
            values: Vec::new(),
        };
        if let Some(report) = query.report {
            filter.and("report = ?", [Value::Integer(report.0)]);
        }
        if !query.severity.is_empty() {
            let holes = vec!["?"; query.severity.len()].join(", ");
            let ranks = query
                .severity
                .iter()
                .map(|severity| Value::Integer(stored_words::severity_rank(*severity)));
            filter.and(&format!("severity IN ({holes})"), ranks);
        }
        if let Some(fix) = query.fix {
            filter.and("fix = ?", [Value::Integer(fix.into())]);
        }
        if let Some(exploited) = query.exploited {
            filter.and("exploited = ?", [Value::Integer(exploited.into())]);
        }
        if let Some(layer) = query.layer {
            filter.and("layer = ?", [Value::Integer(stored_words::layer_rank(layer))]);
        }
        let text: String = query
            .text
            .iter()
            .flat_map(|text| text.chars())
            .take(LONGEST_TEXT)
            .collect();
        for word in text.split_whitespace().take(MOST_WORDS) {
            filter.index = sequential(query.report);
            let pattern = Value::Text(contains(word));
            filter.and(
                r"(vulnerability LIKE ? ESCAPE '\' OR package LIKE ? ESCAPE '\' OR title LIKE ? ESCAPE '\')",
                [pattern.clone(), pattern.clone(), pattern],
            );
        }
        filter
    }

    fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(condition);
        self.values.extend(values);
    }
}

/// A LIKE pattern for "has `word` in it", with nothing in `word` a wildcard.
fn contains(word: &str) -> String {
    let mut pattern = String::from("%");
    for c in word.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
