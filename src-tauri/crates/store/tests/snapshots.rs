//! CISA's catalog and FIRST's scores beside findings whose source does not tell.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use ingot_report::Severity;
use ingot_report::query::{Comparison, Condition};
use ingot_report::read::{EpssEntry, KevEntry};
use ingot_store::{Snapshot, Store};
use support::{finding, import, shown, store, where_};

fn kev(store: &Store, ids: &[&str]) -> Snapshot {
    let entries = ids.iter().map(|id| KevEntry {
        vulnerability: (*id).to_owned(),
        added: Some("2026-02-04T00:00:00Z".parse().unwrap()),
        due: None,
        ransomware: None,
        name: None,
    });
    store.writer().put_kev("2026-11-20", "kev.json", entries).unwrap()
}

fn epss(store: &Store, scores: &[(&str, f64)]) -> Snapshot {
    let entries = scores.iter().map(|(id, epss)| EpssEntry {
        vulnerability: (*id).to_owned(),
        score: *epss,
        percentile: Some(0.5),
    });
    store.writer().put_epss("2026-11-21", "epss.csv.gz", entries).unwrap()
}

#[test]
fn snapshots_fill_in_what_the_source_does_not_say_by_id_or_alias_and_never_overrule_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let mut by_alias = finding(2, "curl", Severity::Low);
    by_alias.aliases = vec!["CVE-2026-1111".into()];
    let mut own = finding(3, "zlib", Severity::Low);
    own.kev = Some(false);
    own.epss = Some(0.9);
    let mut no_cve = finding(5, "bash", Severity::Low);
    no_cve.vulnerability = "GHSA-aaa-0005".into();
    let findings = [
        finding(1, "openssl", Severity::Low),
        by_alias,
        own,
        finding(4, "vim", Severity::Low),
        no_cve,
    ];
    let report = import(&store, &findings).report;
    let says = |flag: Option<bool>| shown(&store, &where_(Condition::Kev(vec![flag]), report));
    let likely = |comparison| shown(&store, &where_(Condition::Epss(comparison), report));
    assert_eq!(
        (says(None), likely(Comparison::Absent)),
        ("01 02 04 05".into(), "01 02 04 05".into())
    );

    let listed = kev(&store, &["CVE-2026-0001", "CVE-2026-1111", "CVE-2026-0003"]);
    assert_eq!((listed.entries, says(Some(true)).as_str()), (3, "01 02"));
    assert_eq!(
        says(Some(false)),
        "03 04",
        "the catalog is complete, the source's own word wins"
    );
    assert_eq!(says(None), "05", "the catalog has CVEs alone");

    epss(
        &store,
        &[
            ("CVE-2026-1111", 0.7),
            ("CVE-2026-0003", 0.1),
            ("CVE-2026-0004", f64::NAN),
            ("X", 2.0),
        ],
    );
    assert_eq!(likely(Comparison::AtLeast(0.5)), "03 02");
    assert_eq!(likely(Comparison::Absent), "01 04 05");

    // A report that comes later, and a snapshot that replaces the first.
    let again = import(&store, &findings);
    assert_eq!((again.changed, says(Some(true)).as_str()), (0, "02 01"));
    kev(&store, &["CVE-2026-0004"]);
    assert_eq!(says(Some(true)), "04");

    let reader = store.reader().unwrap();
    let snapshots = reader.snapshots().unwrap();
    assert_eq!(snapshots.kev.unwrap().as_of, "2026-11-20");
    assert_eq!(
        (
            snapshots.epss.as_ref().unwrap().entries,
            snapshots.epss.unwrap().file.as_str()
        ),
        (2, "epss.csv.gz")
    );
    assert_eq!(
        reader
            .epss_entry(&["CVE-2026-0002", "CVE-2026-1111"])
            .unwrap()
            .unwrap()
            .score,
        0.7
    );
    assert_eq!(reader.kev_entry(&["CVE-2026-0001"]).unwrap(), None);
    let row = &reader
        .findings(&where_(Condition::Kev(vec![Some(true)]), report))
        .unwrap()
        .rows[0];
    assert_eq!(
        reader.finding(row.id).unwrap().unwrap().finding.kev,
        None,
        "the finding itself stays the source's"
    );
}
