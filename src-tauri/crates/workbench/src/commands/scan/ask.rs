//! What a scope asks of the store.

use ingot_report::Timestamp;
use ingot_report::query::{self, Query};
use ingot_store::{FindingQuery, Report, ReportId};

use crate::contract::Error;
use crate::contract::scan::{FindingScope, FindingSort};
use crate::{Workbench, clock, scans};

/// Longest page of any list.
pub(super) const LARGEST_PAGE: u32 = 200;

/// The findings of a scope, in no particular order yet. What is wrong with the query is left out of it, since it is
/// answered while somebody types; `scan.query` says what is wrong.
pub(super) fn asked(workbench: &Workbench, scope: &FindingScope) -> Result<FindingQuery, Error> {
    let mut reports = Vec::with_capacity(scope.reports.len());
    for report in &scope.reports {
        reports.push(known(workbench, report)?.id);
    }
    of_reports(workbench, reports, meant(&scope.query))
}

/// The same for what acts on the findings: a query that is wrong would act on others than were meant.
pub(super) fn exactly_asked(workbench: &Workbench, scope: &FindingScope) -> Result<FindingQuery, Error> {
    if let Some(wrong) = query::parse(&scope.query).1 {
        let error = Error::invalid(format!("the query is not right: {}", wrong.message));
        return Err(match wrong.hint {
            Some(hint) => error.hint(hint),
            None => error,
        });
    }
    asked(workbench, scope)
}

pub(super) fn of_reports(workbench: &Workbench, reports: Vec<ReportId>, query: Query) -> Result<FindingQuery, Error> {
    Ok(FindingQuery {
        query,
        decisions: scans::decisions::book(workbench)?.decisions(),
        ..FindingQuery::of(reports, now())
    })
}

/// The query as far as it is right.
pub(super) fn meant(text: &str) -> Query {
    query::parse(text).0
}

/// The same, in the order that was asked for.
pub(super) fn sorted(mut query: FindingQuery, sort: FindingSort, descending: bool) -> FindingQuery {
    query.sort = super::view::sort_key(sort);
    query.descending = descending;
    query
}

/// A report that is not there must not look like one without findings.
pub(super) fn known(workbench: &Workbench, report: &str) -> Result<Report, Error> {
    let missing = || Error::not_found(format!("there is no report {report}")).hint("list them with `ingot scan list`");
    let id: ReportId = report.parse().map_err(|_| missing())?;
    workbench.store().reader()?.report(id)?.ok_or_else(missing)
}

pub(super) fn now() -> Timestamp {
    // What the clock writes is a time.
    clock::now().parse().unwrap_or_else(|_| Timestamp::from_millis(0))
}
