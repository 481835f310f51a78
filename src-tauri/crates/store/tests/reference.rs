//! What lists, facets, groups and comparisons answer is what a plain loop over the findings answers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "reference/naive.rs"]
mod naive;
#[path = "reference/random.rs"]
mod random;
mod support;

use std::sync::Arc;

use ingot_report::{Attribution, Layer};
use ingot_store::{
    Change, CompareQuery, FacetKey, FindingQuery, GroupBy, GroupSort, NewReport, Reader, ReportId, SortKey, Store,
};
use naive::{Item, compare, facet, group, in_order, meets};
use proptest::prelude::*;
use random::{Case, case};
use support::{import_as, now};

const SORTS: [SortKey; 17] = [
    SortKey::Severity,
    SortKey::Vulnerability,
    SortKey::Package,
    SortKey::Installed,
    SortKey::Fixed,
    SortKey::Epss,
    SortKey::Kev,
    SortKey::Exploited,
    SortKey::Score,
    SortKey::Layer,
    SortKey::Origin,
    SortKey::FirstSeen,
    SortKey::Status,
    SortKey::Image,
    SortKey::Path,
    SortKey::PackageManager,
    SortKey::Scanner,
];

/// The generated reports in a store, those of the first of them attributed and imported a second time.
fn stored(store: &Store, case: &Case) -> Vec<ReportId> {
    let reports = case.reports.iter().zip(0..).map(|(findings, number)| {
        let mut about = NewReport::of_file(format!("report-{number}.json"), "2026-11-01", "2026-11-01");
        about.image_name = (number == 0).then(|| "payments-web".to_owned());
        if number == 0 {
            let half = findings.len() / 2;
            import_as(store, about.clone(), &findings[..half]);
        }
        let report = import_as(store, about, findings).report;
        let attributed = store.writer().attribute(report, &|package| {
            let layer = match package.map(|package| package.name.len() % 3) {
                Some(0) => Layer::Golden,
                Some(1) => Layer::Overlay,
                _ => Layer::Unknown,
            };
            Attribution {
                layer,
                origin: (layer == Layer::Golden).then(|| "golden 1.0.0/1".to_owned()),
                evidence: String::new(),
            }
        });
        attributed.unwrap();
        report
    });
    reports.collect()
}

/// Every stored finding whole.
fn items(reader: &Reader<'_>) -> Vec<Item> {
    let everything = FindingQuery::of(Vec::new(), now());
    let ids = reader.finding_ids(&everything, usize::MAX).unwrap();
    let items = ids.into_iter().map(|id| {
        let stored = reader.finding(id).unwrap().unwrap();
        let about = reader.report(stored.report).unwrap().unwrap().about;
        Item {
            id,
            report: stored.report,
            finding: stored.finding,
            layer: stored.origin.layer,
            origin: stored.origin.origin,
            image_name: about.image_name,
        }
    });
    items.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_is_that_of_a_plain_loop(case in case()) {
        let folder = tempfile::tempdir().unwrap();
        let store = support::store(folder.path());
        let reports = stored(&store, &case);
        let reader = store.reader().unwrap();
        let all = items(&reader);
        prop_assert_eq!(all.len(), case.reports.iter().map(Vec::len).sum::<usize>());
        let decisions: Arc<[_]> = case.decisions.clone().into();
        let asked = if case.one { vec![reports[0]] } else { Vec::new() };
        let here: Vec<&Item> = all.iter().filter(|item| asked.is_empty() || asked.contains(&item.report)).collect();
        let query = FindingQuery {
            query: case.query.clone(),
            decisions: Arc::clone(&decisions),
            ..FindingQuery::of(asked, now())
        };
        let met: Vec<&Item> = here.iter().copied().filter(|item| meets(&case.query, item, &decisions)).collect();

        for sort in SORTS {
            for descending in [false, true] {
                let query = FindingQuery { sort, descending, ..query.clone() };
                let wanted = in_order(&met, sort, descending, &decisions);
                prop_assert_eq!(&reader.finding_ids(&query, usize::MAX).unwrap(), &wanted, "{:?} {}", sort, descending);
                let page = reader.findings(&FindingQuery { offset: 3, limit: 5, ..query }).unwrap();
                prop_assert_eq!(page.total, wanted.len() as u64);
                let ids: Vec<_> = page.rows.iter().map(|row| row.id).collect();
                prop_assert_eq!(ids, wanted.iter().skip(3).take(5).copied().collect::<Vec<_>>());
            }
        }

        let facets = reader.facets(&query, usize::MAX).unwrap();
        prop_assert_eq!(facets.total, met.len() as u64);
        for (found, key) in facets.facets.iter().zip(FacetKey::ALL) {
            prop_assert_eq!(found.key, key);
            let wanted = facet(&here, key, &case.query, &decisions);
            let mut found: Vec<_> = found.values.iter().map(|it| (format!("{:?}", it.value), it.count)).collect();
            found.sort();
            prop_assert_eq!(found, wanted, "{:?}", key);
        }

        for by in [GroupBy::Package, GroupBy::Vulnerability, GroupBy::Image, GroupBy::Layer] {
            for sort in [GroupSort::Name, GroupSort::Severity, GroupSort::Total, GroupSort::Fixable, GroupSort::Epss] {
                for descending in [false, true] {
                    let found = reader.groups(&query, by, sort, descending).unwrap();
                    let wanted = group(&met, by, sort, descending);
                    prop_assert_eq!(found.total, wanted.len() as u64);
                    prop_assert_eq!(&found.groups, &wanted, "{:?} {:?} {}", by, sort, descending);
                }
            }
        }

        for show in [None].into_iter().chain(Change::ALL.map(Some)) {
            let query = CompareQuery {
                before: reports[0],
                after: reports[1],
                query: case.query.clone(),
                show,
                decisions: Arc::clone(&decisions),
                now: now(),
                offset: 0,
                limit: 200,
            };
            // In a program that has not looked at either report yet.
            let found = support::store(folder.path()).reader().unwrap().compare(&query).unwrap();
            let (counts, rows) = compare(&all, &query);
            let totals: Vec<_> = found.counts.iter().map(|count| (count.change, count.counts)).collect();
            prop_assert_eq!(totals, counts);
            prop_assert_eq!(found.total, rows.len() as u64);
            let mut shown: Vec<_> = found
                .rows
                .iter()
                .map(|row| (row.change, row.before.as_ref().map(|row| row.id), row.after.as_ref().map(|row| row.id)))
                .collect();
            shown.sort();
            prop_assert_eq!(shown, rows, "{:?}", show);
        }
    }
}
