//! Lists of findings: every order, every filter, the numbers beside them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use ingot_report::query::{Condition, Field, Query, Status};
use ingot_report::{Decision, DecisionState, Severity};
use ingot_store::{DecisionMatch, FindingQuery, NewReport, SortKey};
use support::{all, finding, import, import_as, mixed, now, shown, store, where_};

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

#[test]
fn an_accepted_finding_is_hidden_until_its_decision_expires() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let report = import(
        &store,
        &[finding(1, "openssl", Severity::High), finding(2, "curl", Severity::Low)],
    )
    .report;
    let accepted = Decision {
        vulnerability: "CVE-2026-0001".into(),
        package: Some("openssl".into()),
        version: None,
        image: Some("payments-web".into()),
        state: DecisionState::Accepted,
        justification: None,
        reason: "behind a proxy".into(),
        author: None,
        decided: now(),
        expires: Some("2026-12-01T00:00:00Z".parse().unwrap()),
    };
    let at = |time: &str, status| {
        let query = FindingQuery {
            decisions: [accepted.clone()].into(),
            now: time.parse().unwrap(),
            ..where_(Condition::Status(vec![status]), report)
        };
        let row = store.reader().unwrap().findings(&query).unwrap().rows;
        (shown(&store, &query), row.first().and_then(|row| row.decision))
    };
    let (before, after) = ("2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z");
    assert_eq!(
        at(before, Status::Open).0,
        "02",
        "the finding's image build is one of payments-web"
    );
    assert_eq!(
        at(before, Status::Decided(DecisionState::Accepted)).1,
        Some(DecisionMatch {
            index: 0,
            expired: false
        })
    );
    assert_eq!(at(after, Status::Open).0, "01 02");
    assert_eq!(
        at(after, Status::Expired),
        (
            "01".into(),
            Some(DecisionMatch {
                index: 0,
                expired: true
            })
        )
    );
}

#[test]
fn a_vulnerability_is_found_elsewhere_by_its_aliases_too() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let older = NewReport {
        as_of: "2026-10-01T00:00:00.000Z".into(),
        ..NewReport::of_file("old.json", support::NOW, support::NOW)
    };
    let mut alias = finding(7, "libssl3", Severity::Low);
    alias.aliases = vec!["CVE-2026-0001".into()];
    import_as(&store, older, &[alias, finding(8, "bash", Severity::Low)]);
    import_as(
        &store,
        NewReport::of_file("new.json", support::NOW, support::NOW),
        &[finding(1, "curl", Severity::Low)],
    );
    let here = [
        finding(1, "openssl", Severity::Low),
        finding(1, "openssl-dev", Severity::Low),
    ];
    let report = import(&store, &here).report;
    let reader = store.reader().unwrap();
    let id = reader.findings(&all(report)).unwrap().rows[0].id;
    let packages = |most| {
        let elsewhere = reader.elsewhere(id, most, &[], now()).unwrap();
        let names: Vec<_> = elsewhere.rows.into_iter().filter_map(|row| row.package).collect();
        (names.join(" "), elsewhere.more)
    };
    assert_eq!(
        packages(9),
        ("openssl-dev curl libssl3".into(), 0),
        "this report first, then the newest"
    );
    assert_eq!(packages(1), ("openssl-dev".into(), 2));
}

#[test]
fn values_are_completed_by_how_many_findings_have_them() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let packages = ["zlib", "openssl", "libssl3", "libssl3", "libxml2", "LibreOffice"];
    let findings: Vec<_> = (0u32..)
        .zip(packages)
        .map(|(number, package)| finding(number, package, Severity::Low))
        .collect();
    import(&store, &findings);
    let values = |prefix: &str, most| {
        store
            .reader()
            .unwrap()
            .values(Field::Package, prefix, most)
            .unwrap()
            .join(" ")
    };
    assert_eq!(values("lib", 9), "libssl3 LibreOffice libxml2 zlib");
    assert_eq!(
        values("ssl", 9),
        "libssl3 openssl",
        "those that only have it somewhere follow"
    );
    assert_eq!(values("lib", 1), "libssl3");
    assert_eq!(values("nothing", 9), "");
    assert_eq!(
        store
            .reader()
            .unwrap()
            .values(Field::Vulnerability, "cve-2026-0003", 9)
            .unwrap(),
        ["CVE-2026-0003"]
    );
}

#[test]
fn an_import_while_a_list_is_open_shows_in_the_next_page() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let report = import(&store, &[finding(1, "openssl", Severity::Low)]).report;
    let far = FindingQuery {
        offset: 20_000,
        ..all(report)
    };
    let other = support::store(folder.path());
    for store in [&store, &other] {
        assert_eq!(store.reader().unwrap().findings(&far).unwrap().total, 1);
    }
    // Another process, as far as the first store knows.
    import(
        &other,
        &[finding(1, "openssl", Severity::High), finding(2, "curl", Severity::Low)],
    );
    assert_eq!(store.reader().unwrap().findings(&far).unwrap().total, 2);
    assert_eq!(shown(&store, &all(report)), "01 02");
}
