//! Imported reports: counted, paged, brought up to date, and whole again after whatever goes wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::ops::ControlFlow;

use ingot_report::query::{Condition, Field, Pattern};
use ingot_report::read::{ReadError, Rejection};
use ingot_report::{
    Ancestor, Attribution, Finding, FindingStatus, FixAvailable, Layer, Lineage, Package, Scanner, Score, Severity,
};
use ingot_store::{Coverage, FindingQuery, ImportError, NewReport, Tells};
use support::{IMAGE, NOW, about, all, finding, import, import_as, shown, store, where_};

#[test]
fn a_finding_comes_back_with_everything_the_report_said() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let mut full = finding(1, "openssl", Severity::High);
    full.description = Some("A record that is too long is read past its end.".into());
    full.fixed = Some("1.1".into());
    full.fix_available = Some(FixAvailable::Partial);
    full.aliases = vec!["GHSA-aaaa".into()];
    full.vendor_severity = Some("important".into());
    full.purl = Some("pkg:deb/ubuntu/openssl@1.0".into());
    full.epss = Some(0.42);
    full.epss_percentile = Some(0.97);
    full.exploited_at = Some("2026-02-03T00:00:00Z".parse().unwrap());
    full.kev = Some(true);
    full.kev_added = Some("2026-02-04T00:00:00Z".parse().unwrap());
    full.kev_due = Some("2026-02-25T00:00:00Z".parse().unwrap());
    full.scores = vec![Score {
        source: Some("NVD".into()),
        version: Some("3.1".into()),
        score: Some(7.5),
        vector: Some("CVSS:3.1/AV:N".into()),
    }];
    full.risk = Some(61.5);
    full.cwes = vec!["CWE-79".into(), "CWE-787".into()];
    full.published = Some("2026-01-03T00:00:00Z".parse().unwrap());
    full.layer_digest = Some("sha256:1".into());
    full.platform = Some("UBUNTU_22_04".into());
    full.status_reason = Some("will_not_fix".into());
    full.exploited = Some(false);
    full.score = Some(7.5);
    full.score_vector = Some("CVSS:3.1/AV:N".into());
    full.source = Some("UBUNTU_CVE".into());
    full.source_url = Some("https://vendor.example/1".into());
    full.references = vec![
        "https://reference.example/1".into(),
        "https://reference.example/2".into(),
    ];
    full.path = Some("/opt/a.jar".into());
    full.package_manager = Some("OS".into());
    full.arch = Some("X86_64".into());
    full.remediation = Some("apt-get upgrade".into());
    full.resource = Some("i-1".into());
    full.resource_type = Some("AWS_EC2_INSTANCE".into());
    full.account = Some("111122223333".into());
    full.region = Some("eu-central-1".into());
    full.first_seen = Some("2026-02-03T04:05:06.789Z".parse().unwrap());
    full.last_seen = Some("2026-03-03T04:05:06Z".parse().unwrap());
    full.updated = Some("2026-03-04T04:05:06Z".parse().unwrap());
    full.status = Some(FindingStatus::Suppressed);
    full.finding_arn = Some("arn:aws:inspector2:eu-central-1:111122223333:finding/1".into());
    full.finding_type = Some("PACKAGE_VULNERABILITY".into());
    let bare = Finding::new(Scanner::Inspector, "port 22 is reachable", Severity::Untriaged);
    let report = import(&store, &[full.clone(), bare.clone()]).report;

    let reader = store.reader().unwrap();
    let rows = reader.findings(&all(report)).unwrap().rows;
    let stored: Vec<_> = rows
        .iter()
        .map(|row| reader.finding(row.id).unwrap().unwrap())
        .collect();
    assert_eq!(stored[0].finding, full);
    assert_eq!(stored[1].finding, bare);
    assert_eq!((rows[0].fix_available, rows[1].fix_available), (Some(true), None));
    assert_eq!((rows[0].kev, rows[1].kev), (Some(true), None));
    assert_eq!(rows[1].exploited, None, "what the source does not say is not `no`");
    assert_eq!(rows[0].id.to_string().parse(), Ok(rows[0].id));
    assert_eq!(stored[0].origin.layer, Layer::Unknown);
}

#[test]
fn importing_a_report_again_tells_what_is_new_changed_and_closed() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let first = [
        finding(1, "openssl", Severity::High),
        finding(2, "curl", Severity::Low),
        finding(3, "bash", Severity::Medium),
    ];
    let outcome = import(&store, &first);
    assert_eq!(
        (outcome.new, outcome.changed, outcome.closed, outcome.rows),
        (3, 0, 0, 3)
    );
    assert_eq!(
        (outcome.counts.high, outcome.counts.medium, outcome.counts.low),
        (1, 1, 1)
    );
    let before = store.reader().unwrap().findings(&all(outcome.report)).unwrap().rows;

    let again = import(&store, &first);
    assert_eq!(
        (again.report, again.new, again.changed, again.closed),
        (outcome.report, 0, 0, 0)
    );
    assert_eq!(
        store.reader().unwrap().findings(&all(again.report)).unwrap().rows,
        before
    );

    let mut worse = finding(2, "curl", Severity::Critical);
    worse.description = Some("now understood".into());
    let mut reworded = finding(1, "openssl", Severity::High);
    reworded.description = Some("said in other words".into());
    let later = import(&store, &[reworded, worse, finding(4, "zlib", Severity::Low)]);
    assert_eq!((later.new, later.changed, later.closed, later.rows), (1, 1, 1, 3));
    let after = store.reader().unwrap().findings(&all(later.report)).unwrap();
    assert_eq!(shown(&store, &all(later.report)), "02 01 04");
    let curl = before.iter().find(|row| row.vulnerability.ends_with("02")).unwrap();
    assert_eq!(after.rows[0].id, curl.id, "a finding keeps its number");
    let reworded = store.reader().unwrap().finding(after.rows[1].id).unwrap().unwrap();
    assert_eq!(reworded.finding.description.as_deref(), Some("said in other words"));
    let closed = before.iter().find(|row| row.vulnerability.ends_with("03")).unwrap();
    assert_eq!(store.reader().unwrap().finding(closed.id).unwrap(), None);

    let reports = store.reader().unwrap().reports().unwrap();
    assert_eq!(reports.len(), 1);
    assert_eq!((reports[0].counts.critical, reports[0].counts.total()), (1, 3));
}

#[test]
fn the_same_vulnerability_in_two_packages_is_two_rows_and_a_repeated_one_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let rows = [
        finding(1, "openssl", Severity::High),
        finding(1, "libssl3", Severity::High),
        finding(1, "openssl", Severity::High),
    ];
    for _ in 0..2 {
        let outcome = import(&store, &rows);
        assert_eq!(
            (outcome.entries, outcome.rows, outcome.repeated, outcome.closed),
            (3, 2, 1, 0)
        );
    }
}

#[test]
fn two_reports_of_other_images_or_profiles_do_not_touch() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let first = import(&store, &[finding(1, "openssl", Severity::High)]);
    let other = NewReport {
        profile: Some("production".into()),
        ..about()
    };
    let second = store
        .writer()
        .import_report(other, |import| {
            let _ = import.findings(vec![finding(2, "curl", Severity::Low)]);
            Ok::<(), ReadError>(())
        })
        .unwrap();
    assert_ne!(first.report, second.report);
    assert_eq!(
        (shown(&store, &all(first.report)), shown(&store, &all(second.report))),
        ("01".into(), "02".into())
    );
    let everything = FindingQuery {
        reports: Vec::new(),
        ..all(first.report)
    };
    assert_eq!(shown(&store, &everything), "01 02");
    assert_eq!(store.reader().unwrap().reports_of_image(IMAGE).unwrap().len(), 2);

    assert!(store.writer().delete_report(first.report).unwrap());
    assert!(!store.writer().delete_report(first.report).unwrap());
    assert_eq!(shown(&store, &everything), "02");
    assert_eq!(store.reader().unwrap().report(first.report).unwrap(), None);
    assert!(
        import(&store, &[]).report > second.report,
        "the number of a deleted report is not used again"
    );
}

#[test]
fn a_file_is_read_to_its_end_and_its_bad_entries_are_kept_with_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let file = format!(
        r#"{{"findings": [
            {{"severity": "HIGH", "packageVulnerabilityDetails": {{"vulnerabilityId": "CVE-2026-0001"}}, "resources": [{{"id": "{IMAGE}", "type": "AWS_ECR_CONTAINER_IMAGE"}}]}},
            {{"severity": "NONE"}}
        ]}}"#
    );
    let about = || NewReport::of_file("/reports/a.json", NOW, NOW);
    let (outcome, summary) = store
        .writer()
        .import_file(about(), &file.as_bytes(), &mut |_| {}, &|| false)
        .unwrap();
    assert_eq!(
        (outcome.entries, outcome.imported, outcome.rejected, outcome.rows),
        (2, 1, 1, 1)
    );
    assert_eq!(summary.entries, outcome.entries);
    let reader = store.reader().unwrap();
    let report = reader.report(outcome.report).unwrap().unwrap();
    assert_eq!(report.about.format.as_deref(), Some("inspector-findings-json"));
    assert_eq!(
        report.about.image.as_deref(),
        Some(IMAGE),
        "all findings are about one image"
    );
    assert_eq!(
        (report.entries, report.rejected, report.about.coverage),
        (2, 1, Coverage::Unknown)
    );
    let reason = "`severity` is \"NONE\", which is none of Inspector's severities".to_owned();
    assert_eq!(
        reader.rejections(outcome.report).unwrap(),
        [Rejection {
            entry: 2,
            line: 3,
            reason
        }]
    );

    let mended = file.replace(",\n            {\"severity\": \"NONE\"}", "");
    let (again, _) = store
        .writer()
        .import_file(about(), &mended.as_bytes(), &mut |_| {}, &|| false)
        .unwrap();
    assert_eq!(
        (again.report, again.rejected, again.new, again.closed),
        (outcome.report, 0, 0, 0)
    );
    assert_eq!(reader.rejections(outcome.report).unwrap(), []);
}

#[test]
fn a_report_that_breaks_off_is_kept_as_partial_and_closes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let entry = |number: u32| {
        format!(
            r#"{{"severity": "LOW", "packageVulnerabilityDetails": {{"vulnerabilityId": "CVE-2026-{number:04}"}}}}"#
        )
    };
    let import = |text: &str| {
        let about = NewReport::of_file("/reports/a.json", NOW, NOW);
        store
            .writer()
            .import_file(about, &text.as_bytes(), &mut |_| {}, &|| false)
            .unwrap()
            .0
    };
    import(&format!(r#"{{"findings": [{}, {}]}}"#, entry(1), entry(2)));
    let cut = import(&format!(r#"{{"findings": [{}, {{"sev"#, entry(1)));
    assert_eq!((cut.entries, cut.rejected, cut.closed, cut.rows), (2, 1, 0, 2));
    let first_page = import(&format!(r#"{{"findings": [{}], "nextToken": "2"}}"#, entry(1)));
    assert_eq!((first_page.closed, first_page.rows), (0, 2));
    let report = store.reader().unwrap().report(cut.report).unwrap().unwrap();
    assert_eq!(report.about.coverage, Coverage::Partial);
    assert_eq!(
        report.about.coverage_reason.as_deref(),
        Some("the report says that it has further pages, which are not in this file")
    );
    assert_eq!(import(&format!(r#"{{"findings": [{}]}}"#, entry(1))).closed, 1);
}

#[test]
fn an_import_that_is_broken_off_leaves_the_earlier_state_whole() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let report = import(
        &store,
        &[finding(1, "openssl", Severity::High), finding(2, "curl", Severity::Low)],
    )
    .report;
    let before = (
        store.reader().unwrap().findings(&all(report)).unwrap(),
        store.reader().unwrap().reports().unwrap(),
    );
    let unchanged = || {
        let reader = store.reader().unwrap();
        assert_eq!(
            (reader.findings(&all(report)).unwrap(), reader.reports().unwrap()),
            before
        );
    };

    let failed = store.writer().import_report(about(), |import| {
        let _ = import.findings(vec![
            finding(1, "openssl", Severity::Critical),
            finding(9, "new", Severity::Low),
        ]);
        // Another connection, as another process has one, sees nothing of a transaction that is not committed.
        unchanged();
        Err("the network is gone")
    });
    assert!(
        matches!(failed, Err(ImportError::Feed("the network is gone"))),
        "{failed:?}"
    );
    unchanged();

    let entry = r#"{"severity": "LOW", "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-0009"}}"#;
    let file = format!("[{entry},{entry},{entry}]");
    let asked = std::cell::Cell::new(0);
    let cancelled = store.writer().import_file(about(), &file.as_bytes(), &mut |_| {}, &|| {
        asked.set(asked.get() + 1);
        asked.get() > 1
    });
    assert!(
        matches!(cancelled, Err(ImportError::Feed(ReadError::Stopped { entry: 2 }))),
        "{cancelled:?}"
    );
    unchanged();

    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        store
            .writer()
            .import_report(about(), |import| -> Result<(), ReadError> {
                let _ = import.findings(vec![finding(9, "new", Severity::Low)]);
                panic!("a defect elsewhere");
            })
    }));
    assert!(panicked.is_err());
    unchanged();
    assert_eq!(
        import(&store, &[finding(1, "openssl", Severity::High)]).closed,
        1,
        "and writing still works"
    );
}

#[test]
fn no_report_is_stored_for_a_file_that_is_not_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let refused = store.writer().import_file(
        NewReport::of_file("a.json", NOW, NOW),
        &&b"{}"[..],
        &mut |_| {},
        &|| false,
    );
    assert!(
        matches!(refused, Err(ImportError::Feed(ReadError::NotAReport { .. }))),
        "{refused:?}"
    );
    assert_eq!(store.reader().unwrap().reports().unwrap(), []);
}

#[test]
fn findings_are_attributed_by_package_and_stay_so_when_their_report_is_imported_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let findings = [
        finding(1, "openssl", Severity::High),
        finding(2, "nginx", Severity::Low),
        finding(3, "openssl", Severity::Low),
        Finding::new(Scanner::Inspector, "CVE-2026-0004", Severity::Low),
    ];
    let report = import(&store, &findings).report;
    let layer = |layer| where_(Condition::Layer(vec![layer]), report);
    assert_eq!(shown(&store, &layer(Layer::Unknown)), "01 02 03 04");

    let golden = Ancestor::new("golden 1.2.0/1").with_inventory([("openssl", "1.0")].into_iter().collect());
    let lineage = Lineage::new(vec![golden], Vec::<(String, Vec<String>)>::new());
    let asked = std::cell::Cell::new(0);
    let origin_of = |package: Option<&Package>| {
        asked.set(asked.get() + 1);
        let version = package.and_then(|package| package.version.as_deref());
        let found = lineage.attribute(package.map(|package| package.name.as_str()), version);
        Attribution {
            layer: found.layer,
            origin: found.origin,
            evidence: found.evidence,
        }
    };
    assert_eq!(store.writer().attribute(report, &origin_of).unwrap(), 2);
    assert_eq!(asked.get(), 3, "each package is asked for once");
    assert_eq!(shown(&store, &layer(Layer::Golden)), "01 03");
    assert_eq!(shown(&store, &layer(Layer::Overlay)), "02");
    assert_eq!(shown(&store, &layer(Layer::Unknown)), "04");
    let golden_build = Condition::Text(Field::Origin, vec![Pattern::Part("golden".into())]);
    assert_eq!(shown(&store, &where_(golden_build, report)), "01 03");
    let reader = store.reader().unwrap();
    let nginx = reader.findings(&layer(Layer::Overlay)).unwrap().rows[0].id;
    assert_eq!(
        reader.finding(nginx).unwrap().unwrap().origin.evidence,
        "golden 1.2.0/1 does not have nginx; no component of this image names it"
    );
    assert_eq!(store.writer().attribute(report, &origin_of).unwrap(), 0);

    let again = [finding(5, "openssl", Severity::Low), finding(6, "zlib", Severity::Low)];
    import(&store, &again);
    assert_eq!(shown(&store, &layer(Layer::Golden)), "05");
    assert_eq!(shown(&store, &layer(Layer::Unknown)), "06", "it was not looked for yet");
}

#[test]
fn rejections_without_end_are_counted_and_only_the_first_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let outcome = store
        .writer()
        .import_report(about(), |import| {
            for entry in 1..=10_050 {
                let rejection = Rejection {
                    entry,
                    line: 1,
                    reason: "the entry is not an object".into(),
                };
                assert_eq!(import.reject(rejection), ControlFlow::Continue(()));
            }
            Ok::<(), ReadError>(())
        })
        .unwrap();
    assert_eq!((outcome.entries, outcome.rejected), (10_050, 10_050));
    assert_eq!(
        store.reader().unwrap().rejections(outcome.report).unwrap().len(),
        10_000
    );
}

#[test]
fn what_became_of_a_finding_is_told_newest_first_and_a_small_move_of_epss_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let at = |day: u32| NewReport {
        as_of: format!("2026-11-{day:02}T00:00:00.000Z"),
        ..about()
    };
    let mut openssl = finding(1, "openssl", Severity::High);
    openssl.epss = Some(0.2);
    let report = import_as(&store, at(1), &[openssl.clone(), finding(2, "curl", Severity::Low)]).report;
    let rows = store.reader().unwrap().findings(&all(report)).unwrap().rows;
    openssl.severity = Severity::Critical;
    openssl.fixed = Some("1.1".into());
    openssl.epss = Some(0.21);
    import_as(&store, at(2), &[openssl.clone()]);
    openssl.status = Some(FindingStatus::Suppressed);
    openssl.exploited = Some(true);
    import_as(&store, at(3), &[openssl.clone(), finding(2, "curl", Severity::Low)]);
    openssl.epss = Some(0.22);
    assert_eq!(import_as(&store, at(4), &[openssl]).changed, 1);

    let told = |id| {
        let events = store.reader().unwrap().finding_history(id).unwrap();
        let lines = events
            .iter()
            .map(|event| format!("{} {}", &event.at[8..10], event.what));
        lines.collect::<Vec<_>>().join("\n")
    };
    insta::assert_snapshot!(told(rows[0].id), @r"
    03 exploit known: yes; status unknown became SUPPRESSED
    02 severity HIGH became CRITICAL; fixed in 1.1
    ");
    assert_eq!(
        told(rows[1].id),
        "",
        "it is gone, and so is what was known of it by its number"
    );
}

#[test]
fn a_deleted_report_leaves_nothing_behind_and_takes_nothing_from_others() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let other = NewReport {
        profile: Some("production".into()),
        ..about()
    };
    let mut shared = finding(1, "openssl", Severity::High);
    shared.description = Some("a flaw that both have".into());
    let mut own = finding(2, "curl", Severity::High);
    own.description = Some("a flaw of one alone".into());
    let kept = import_as(&store, other, &[shared.clone()]).report;
    let gone = import(&store, &[shared.clone(), own]).report;
    let rows = |table: &str| -> u32 {
        let connection = rusqlite::Connection::open(folder.path().join("cache.sqlite")).unwrap();
        let count = format!("SELECT count(*) FROM {table}");
        connection.query_row(&count, [], |row| row.get(0)).unwrap()
    };
    assert_eq!((rows("passages"), rows("finding_parts")), (4, 5));
    assert_eq!(import(&store, &[shared.clone()]).closed, 1);
    assert_eq!(
        (rows("passages"), rows("finding_parts")),
        (2, 3),
        "what only the closed one referred to"
    );
    assert!(store.writer().delete_report(gone).unwrap());
    assert_eq!((rows("passages"), rows("finding_parts"), rows("findings")), (2, 3, 1));
    let words = |words: &str| shown(&store, &where_(Condition::Words(words.into()), kept));
    assert_eq!((words("both have"), words("one alone")), ("01".into(), String::new()));
    assert!(store.writer().delete_report(kept).unwrap());
    for table in [
        "passages",
        "finding_parts",
        "findings",
        "report_columns",
        "finding_history",
    ] {
        assert_eq!(rows(table), 0, "{table}");
    }
}

#[test]
fn a_package_inventory_is_stored_in_its_order_and_replaced_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let package = |name: &str| Package {
        name: name.into(),
        version: Some("1.0".into()),
        arch: None,
        kind: Some("deb".into()),
        purl: Some(format!("pkg:deb/ubuntu/{name}@1.0")),
        path: None,
        layer_digest: None,
    };
    let put = |names: &[&str]| {
        let feed = |import: &mut ingot_store::Import| {
            for name in names {
                assert!(import.package(package(name)).is_continue());
            }
            Ok::<(), ReadError>(())
        };
        store.writer().import_report(about(), feed).unwrap()
    };
    let outcome = put(&["zlib", "bash", "zlib"]);
    assert_eq!((outcome.entries, outcome.packages, outcome.rows), (3, 3, 0));
    let reader = store.reader().unwrap();
    let names = |report| -> Vec<String> {
        let packages = reader.packages(report).unwrap();
        packages.into_iter().map(|package| package.name).collect()
    };
    assert_eq!(names(outcome.report), ["zlib", "bash", "zlib"]);
    assert_eq!(reader.packages(outcome.report).unwrap()[1], package("bash"));
    let report = reader.report(outcome.report).unwrap().unwrap();
    assert_eq!((report.packages, report.scanner), (Some(3), None));
    put(&["curl"]);
    assert_eq!(names(outcome.report), ["curl"]);
    let without = import(&store, &[finding(1, "a", Severity::Low)]);
    let report = reader.report(without.report).unwrap().unwrap();
    assert_eq!((report.packages, report.scanner), (None, Some(Scanner::Inspector)));
}

#[test]
fn a_report_tells_which_facts_its_source_gives_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let mut told = finding(2, "curl", Severity::Low);
    let tells = |findings: &[Finding]| {
        let report = import(&store, findings).report;
        store.reader().unwrap().report(report).unwrap().unwrap().tells
    };
    assert_eq!(tells(&[finding(1, "a", Severity::Low)]), Tells::default());
    told.kev = Some(false);
    told.fix_available = Some(FixAvailable::No);
    let some = Tells {
        kev: true,
        fix: true,
        ..Tells::default()
    };
    assert_eq!(tells(&[finding(1, "a", Severity::Low), told.clone()]), some);
    told.epss = Some(f64::NAN);
    assert_eq!(tells(&[told]), some, "what is not a number is not told");
}

#[test]
fn hostile_texts_come_back_as_they_were_and_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let texts = [
        "<script>alert(1)</script>",
        "\u{1b}[31mred\u{7}",
        "\u{202e}gnp.exe",
        "=HYPERLINK(\"http://x\")",
        "a\0b",
        "'; DROP TABLE findings; --",
        "\" OR rowid > 0 *",
    ];
    let findings: Vec<Finding> = (0u32..)
        .zip(texts)
        .map(|(number, text)| {
            let mut finding = finding(number, text, Severity::Low);
            finding.title = text.into();
            finding.description = Some(text.into());
            finding.fixed = Some(text.into());
            finding.resource = Some(text.into());
            finding
        })
        .collect();
    let report = import(&store, &findings).report;
    let reader = store.reader().unwrap();
    for (number, text) in texts.into_iter().enumerate() {
        let exact = Condition::Text(Field::Package, vec![Pattern::Exact(text.into())]);
        for condition in [exact, Condition::Words(text.into())] {
            assert_eq!(shown(&store, &where_(condition, report)), format!("{number:02}"));
        }
        let package = where_(Condition::Text(Field::Fixed, vec![Pattern::Part(text.into())]), report);
        let rows = reader.findings(&package).unwrap().rows;
        assert_eq!(reader.finding(rows[0].id).unwrap().unwrap().finding, findings[number]);
    }
}

#[test]
fn cancelling_while_the_end_is_written_leaves_all_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let entry = r#"{"severity": "LOW", "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-0009"}}"#;
    let file = format!("[{}]", vec![entry; 50].join(","));
    for patience in 50..60 {
        let asked = std::cell::Cell::new(0);
        let about = NewReport::of_file(format!("{patience}.json"), NOW, NOW);
        let ended = store.writer().import_file(about, &file.as_bytes(), &mut |_| {}, &|| {
            asked.set(asked.get() + 1);
            asked.get() > patience
        });
        let reports = store.reader().unwrap().reports().unwrap();
        match ended {
            Ok((outcome, _)) => assert_eq!(reports[0].id, outcome.report),
            Err(ImportError::Feed(ReadError::Stopped { entry: 50 })) => {
                assert!(
                    reports
                        .iter()
                        .all(|report| report.about.file.as_ref() != Some(&format!("{patience}.json")))
                );
            }
            Err(error) => panic!("{error}"),
        }
    }
}
