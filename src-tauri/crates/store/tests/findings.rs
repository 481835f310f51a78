//! Lists of findings: every order, every filter, the numbers beside them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use ingot_report::Severity;
use ingot_report::query::{Condition, Query};
use ingot_store::{FindingQuery, SortKey};
use support::{all, finding, import, mixed, shown, store, where_};

#[test]
fn every_order_is_total_and_what_is_not_in_the_source_comes_last() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let report = mixed(&store);
    let keys = [
        SortKey::Severity,
        SortKey::Vulnerability,
        SortKey::Package,
        SortKey::Installed,
        SortKey::Fixed,
        SortKey::Epss,
        SortKey::FirstSeen,
        SortKey::Layer,
        SortKey::Status,
    ];
    let mut orders = Vec::new();
    for sort in keys {
        for descending in [false, true] {
            let query = FindingQuery {
                sort,
                descending,
                ..all(report)
            };
            let whole = shown(&store, &query);
            // One row at a time gives the same order: equals never change places between pages.
            let paged: Vec<_> = (0..10)
                .map(|offset| {
                    shown(
                        &store,
                        &FindingQuery {
                            offset,
                            limit: 1,
                            ..query.clone()
                        },
                    )
                })
                .collect();
            assert_eq!(paged.join(" "), whole);
            // The only report there is, and a text that all have, change what is looked at and not what is found.
            let everywhere = FindingQuery {
                reports: Vec::new(),
                query: Query::Is(Condition::Words("cve".into())),
                ..query.clone()
            };
            assert_eq!(shown(&store, &everywhere), whole);
            orders.push(format!("{sort:?} {}: {whole}", if descending { "down" } else { "up" }));
        }
    }
    insta::assert_snapshot!(orders.join("\n"), @r##"
    Severity up: 04 09 08 03 01 06 07 05 02 00
    Severity down: 07 05 02 00 01 06 08 03 04 09
    Vulnerability up: 00 01 02 03 04 05 06 07 08 09
    Vulnerability down: 09 08 07 06 05 04 03 02 01 00
    Package up: 05 02 08 07 01 04 00 06 03 09
    Package down: 00 06 03 09 07 01 04 05 02 08
    Installed up: 07 05 02 00 01 06 08 03 04 09
    Installed down: 07 05 02 00 01 06 08 03 04 09
    Fixed up: 02 00 06 08 04 07 05 01 03 09
    Fixed down: 02 00 06 08 04 07 05 01 03 09
    Epss up: 01 02 04 05 07 08 00 06 03 09
    Epss down: 08 07 05 04 02 01 00 06 03 09
    FirstSeen up: 08 04 05 09 06 07 03 02 00 01
    FirstSeen down: 07 03 06 05 09 08 04 02 00 01
    Layer up: 07 05 02 00 01 06 08 03 04 09
    Layer down: 07 05 02 00 01 06 08 03 04 09
    Status up: 07 05 06 08 09 02 00 01 03 04
    Status down: 07 05 06 08 09 02 00 01 03 04
    "##);
}

#[test]
fn a_text_filter_takes_every_character_for_itself() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let packages = ["100%", "a_b", r"c\d", "aXb", "quote'\"", "žluť"];
    let findings: Vec<_> = (0u32..)
        .zip(packages)
        .map(|(number, package)| finding(number, package, Severity::Low))
        .collect();
    let report = import(&store, &findings).report;
    let hits = |text: &str| {
        let query = where_(Condition::Words(text.into()), report);
        shown(&store, &query)
    };
    assert_eq!(hits("%"), "00");
    assert_eq!(hits("a_b"), "01");
    assert_eq!(hits(r"\"), "02");
    assert_eq!(hits("'\""), "04");
    assert_eq!(hits("žlu"), "05");
    assert_eq!(hits("  "), "00 01 02 03 04 05");
    assert_eq!(hits(&"x".repeat(100_000)), "");
    assert_eq!(hits("nothing like it"), "");
}

#[test]
fn a_page_is_never_longer_than_the_most_and_may_begin_behind_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let findings: Vec<_> = (0..250).map(|number| finding(number, "a", Severity::Low)).collect();
    let report = import(&store, &findings).report;
    let page = |offset, limit| {
        let query = FindingQuery {
            offset,
            limit,
            ..all(report)
        };
        let page = store.reader().unwrap().findings(&query).unwrap();
        assert_eq!(page.total, 250);
        page.rows.len()
    };
    assert_eq!(
        (
            page(0, u32::MAX),
            page(200, 200),
            page(250, 200),
            page(u64::MAX, 200),
            page(0, 0)
        ),
        (200, 50, 0, 0, 0)
    );
}
