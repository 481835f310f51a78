//! Findings in pages, facets and groups; and what a query says.

use ingot_report::query;
use ingot_store::{FacetKey, Field};

use super::ask::{self, LARGEST_PAGE};
use super::{off_the_runtime, view};
use crate::Workbench;
use crate::contract::Error;
use crate::contract::scan::{
    Facet, FacetCount, Facets, FindingPage, FindingRequest, FindingScope, GroupPage, GroupRequest, QueryCompletion,
    QueryError, QueryRequest, QueryTerm, QueryView,
};

/// Values that a facet lists.
const FACET_VALUES: usize = 12;
/// Values that a completion offers.
const COMPLETIONS: usize = 20;

pub async fn page(workbench: &Workbench, request: FindingRequest) -> Result<FindingPage, Error> {
    let mut query = ask::sorted(ask::asked(workbench, &request.scope)?, request.sort, request.descending);
    query.offset = u64::from(request.offset);
    query.limit = request.limit.min(LARGEST_PAGE);
    let decisions = query.decisions.clone();
    let now = query.now;
    let store = workbench.store().clone();
    let page = off_the_runtime(move || Ok(store.reader()?.findings(&query)?)).await?;
    let report = match request.scope.reports.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    };
    Ok(FindingPage {
        report,
        total: view::count(page.total),
        findings: page
            .rows
            .into_iter()
            .map(|row| view::row(row, &decisions, now))
            .collect(),
    })
}

pub async fn facets(workbench: &Workbench, scope: FindingScope) -> Result<Facets, Error> {
    let query = ask::asked(workbench, &scope)?;
    let store = workbench.store().clone();
    let facets = off_the_runtime(move || Ok(store.reader()?.facets(&query, FACET_VALUES)?)).await?;
    Ok(Facets {
        total: view::count(facets.total),
        facets: facets
            .facets
            .into_iter()
            .map(|facet| Facet {
                key: facet.key.name().to_owned(),
                values: facet
                    .values
                    .into_iter()
                    .map(|value| FacetCount {
                        value: value.value,
                        count: view::count(value.count),
                    })
                    .collect(),
                more: view::count(facet.more),
            })
            .collect(),
    })
}
