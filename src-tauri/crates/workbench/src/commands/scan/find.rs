//! Findings in pages, facets and groups; and what a query says.

use ingot_report::query::{self, Field};

use super::ask::{self, LARGEST_PAGE};
use super::{off_the_runtime, view};
use crate::contract::Error;
use crate::contract::scan::{
    Facet, FacetCount, Facets, FindingPage, FindingRequest, FindingScope, GroupPage, GroupRequest, QueryCompletion,
    QueryError, QueryRequest, QueryTerm, QueryView,
};
use crate::{Workbench, scans};

/// Values that a facet lists.
const FACET_VALUES: usize = 12;
/// Values that a completion offers.
const COMPLETIONS: usize = 20;

pub async fn page(workbench: &Workbench, request: FindingRequest) -> Result<FindingPage, Error> {
    let mut query = ask::sorted(ask::asked(workbench, &request.scope)?, request.sort, request.descending);
    query.offset = u64::from(request.offset);
    query.limit = request.limit.min(LARGEST_PAGE);
    let book = scans::decisions::book(workbench)?;
    let store = workbench.store().clone();
    let page = off_the_runtime(move || Ok(store.reader()?.findings(&query)?)).await?;
    let report = match request.scope.reports.as_slice() {
        [one] => Some(one.clone()),
        _ => None,
    };
    Ok(FindingPage {
        report,
        total: view::count(page.total),
        findings: page.rows.into_iter().map(|row| view::row(row, &book)).collect(),
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
                        value: view::facet_value(facet.key, value.value),
                        count: view::count(value.count),
                    })
                    .collect(),
                more: view::count(facet.more),
            })
            .collect(),
    })
}

pub async fn groups(workbench: &Workbench, request: GroupRequest) -> Result<GroupPage, Error> {
    let mut query = ask::asked(workbench, &request.scope)?;
    query.offset = u64::from(request.offset);
    query.limit = request.limit.min(LARGEST_PAGE);
    let by = request.by;
    let (grouped, sort) = (view::group_by(by), view::group_sort(request.sort));
    let store = workbench.store().clone();
    let page = off_the_runtime(move || Ok(store.reader()?.groups(&query, grouped, sort, request.descending)?)).await?;
    Ok(GroupPage {
        total: view::count(page.total),
        groups: page.groups.into_iter().map(|group| view::group(by, group)).collect(),
    })
}

/// The parts of a query, what is wrong with it, and what could be typed at the cursor.
pub async fn query(workbench: &Workbench, request: QueryRequest) -> Result<QueryView, Error> {
    let text = request.scope.query.clone();
    let error = query::parse(&text).1.map(|error| QueryError {
        start: place(error.start),
        end: place(error.end),
        message: error.message,
        hint: error.hint,
    });
    let terms = query::terms(&text)
        .into_iter()
        .map(|term| QueryTerm {
            start: place(term.start),
            end: place(term.end),
            key: term.key().map(str::to_owned),
            values: term.condition.values(),
            negated: term.negated,
            top: term.top,
            meaning: term.meaning(),
        })
        .collect();
    let completions = match request.cursor {
        None => Vec::new(),
        Some(cursor) => {
            let store = workbench.store().clone();
            let offered = move || {
                let reader = store.reader()?;
                // Without values there are still the keys: a completion is no reason for an error.
                let values = |field: Field, part: &str| reader.values(field, part, COMPLETIONS).unwrap_or_default();
                Ok(query::complete(&text, cursor as usize, &values))
            };
            off_the_runtime(offered).await?
        }
    };
    Ok(QueryView {
        terms,
        error,
        completions: completions
            .into_iter()
            .map(|completion| QueryCompletion {
                start: place(completion.start),
                end: place(completion.end),
                text: completion.text,
                detail: completion.detail,
            })
            .collect(),
    })
}

fn place(characters: usize) -> u32 {
    u32::try_from(characters).unwrap_or(u32::MAX)
}
