//! Pages of findings, and the ids of all that a query shows.

use std::sync::Arc;

use ingot_report::query::{Condition, Query};
use ingot_report::{Decision, Timestamp};

use super::order::{Place, order};
use super::{Asked, FindingQuery, LARGEST_PAGE, SortKey};
use crate::reports::about::ReportId;
use crate::reports::columns::rows::Rows;
use crate::reports::finding::{self, FindingId, FindingRow};
use crate::{Reader, StoreError};

/// Rows behind this one are reached by scrolling far; the whole order is made then, and kept.
const NEAR: u64 = 10_000;
/// An order that depends on the time of the question may be that much older.
const MOMENT: i64 = 60_000;

/// Some findings and how many there are in all.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingPage {
    pub total: u64,
    pub rows: Vec<FindingRow>,
}

/// An order that was made for one page and serves the others.
#[derive(Debug)]
pub(crate) struct KeptOrder {
    /// Reports with their revisions: with other ones the order is another.
    reports: Vec<(ReportId, i64)>,
    query: Query,
    decisions: Arc<[Decision]>,
    now: Timestamp,
    sort: (SortKey, bool),
    places: Arc<Vec<Place>>,
}

impl Reader<'_> {
    /// One page of what `query` asks for.
    pub fn findings(&self, query: &FindingQuery) -> Result<FindingPage, StoreError> {
        let kept = self.kept();
        self.read(|connection| {
            let asked = Asked::of(kept, connection, query)?;
            let (places, from) = self.places(&asked, query);
            let limit = query.limit.min(LARGEST_PAGE) as usize;
            let rows = places
                .iter()
                .skip(from)
                .take(limit)
                .filter_map(|place| asked.row(place).transpose())
                .collect::<rusqlite::Result<_>>()?;
            Ok(FindingPage {
                total: places.len() as u64,
                rows,
            })
        })
    }

    /// The findings that `query` asks for in its order, at most `most`; its page does not matter.
    pub fn finding_ids(&self, query: &FindingQuery, most: usize) -> Result<Vec<FindingId>, StoreError> {
        let kept = self.kept();
        self.read(|connection| {
            let asked = Asked::of(kept, connection, query)?;
            let rows = asked.all_rows(&query.query);
            let places = order(&asked, &rows, query.sort, query.descending, most);
            let ids = places.iter().take(most).filter_map(|place| {
                let report = asked.reports.get(place.report as usize)?;
                report.opened.columns.ids.get(place.row as usize)
            });
            Ok(ids.map(|id| FindingId(*id)).collect())
        })
    }

    /// The rows of these findings in this order; those that are gone are left out.
    pub fn finding_rows(
        &self,
        ids: &[FindingId],
        decisions: &[Decision],
        now: Timestamp,
    ) -> Result<Vec<FindingRow>, StoreError> {
        let kept = self.kept();
        self.read(|connection| {
            let everything = Query::everything();
            let asked = Asked::open(kept, connection, &[], &everything, decisions, now, false)?;
            let mut rows = Vec::with_capacity(ids.len());
            for id in ids {
                for report in &asked.reports {
                    let opened = &report.opened;
                    let Some(row) = opened.columns.row_of(id.0) else {
                        continue;
                    };
                    let decision = report.decided.of_row(opened, row);
                    rows.extend(finding::row(connection, opened, &asked.names, row, decision)?);
                }
            }
            Ok(rows)
        })
    }

    /// Every row that `query` shows, its page in order, and where the page begins.
    fn places(&self, asked: &Asked<'_>, query: &FindingQuery) -> (Arc<Vec<Place>>, usize) {
        let from = usize::try_from(query.offset).unwrap_or(usize::MAX);
        let limit = query.limit.min(LARGEST_PAGE);
        let reports: Vec<(ReportId, i64)> = asked
            .reports
            .iter()
            .map(|report| (report.opened.report, report.opened.revision))
            .collect();
        let timely = query.sort == SortKey::Status || depends_on_time(&query.query);
        let serves = |order: &KeptOrder| {
            order.reports == reports
                && order.query == query.query
                && order.decisions == query.decisions
                && (!timely || (query.now.as_millis() - order.now.as_millis()).abs() <= MOMENT)
                && order.sort == (query.sort, query.descending)
        };
        if let Some(places) = self.kept().order(serves) {
            return (places, from);
        }
        let rows = asked.all_rows(&query.query);
        if query.offset <= NEAR {
            let most = from.saturating_add(limit as usize);
            return (Arc::new(order(asked, &rows, query.sort, query.descending, most)), from);
        }
        let places = Arc::new(order(asked, &rows, query.sort, query.descending, usize::MAX));
        self.kept().keep_order(KeptOrder {
            reports,
            query: query.query.clone(),
            decisions: Arc::clone(&query.decisions),
            now: query.now,
            sort: (query.sort, query.descending),
            places: Arc::clone(&places),
        });
        (places, from)
    }
}

impl KeptOrder {
    pub fn places(&self) -> Arc<Vec<Place>> {
        Arc::clone(&self.places)
    }
}

impl<'a> Asked<'a> {
    pub fn of(
        kept: &'a crate::reports::columns::kept::Kept,
        connection: &'a rusqlite::Connection,
        query: &'a FindingQuery,
    ) -> rusqlite::Result<Self> {
        let ranked = !matches!(
            query.sort,
            SortKey::Severity | SortKey::Epss | SortKey::Score | SortKey::FirstSeen
        );
        Self::open(
            kept,
            connection,
            &query.reports,
            &query.query,
            &query.decisions,
            query.now,
            ranked,
        )
    }

    /// For each report, the rows that meet the query.
    pub fn all_rows(&self, query: &Query) -> Vec<Rows> {
        self.reports.iter().map(|report| self.rows(report, query)).collect()
    }

    pub fn row(&self, place: &Place) -> rusqlite::Result<Option<FindingRow>> {
        let Some(report) = self.reports.get(place.report as usize) else {
            return Ok(None);
        };
        let row = place.row as usize;
        let decision = report.decided.of_row(&report.opened, row);
        finding::row(self.connection, &report.opened, &self.names, row, decision)
    }
}

/// Whether the same query shows other rows a little later.
fn depends_on_time(query: &Query) -> bool {
    let mut open = vec![query];
    while let Some(query) = open.pop() {
        match query {
            Query::All(queries) | Query::Any(queries) => open.extend(queries),
            Query::Not(query) => open.push(query),
            Query::Is(Condition::Age(_) | Condition::Status(_)) => return true,
            Query::Is(_) => {}
        }
    }
    false
}
