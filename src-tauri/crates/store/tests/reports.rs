//! Imported reports: counted, paged, brought up to date, and whole again after whatever goes wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::ops::ControlFlow;
use std::path::Path;

use ingot_report::read::{ReadError, Rejection};
use ingot_report::{Finding, FindingStatus, FixAvailable, Layer, ParentEvidence, Scanner, Severity};
use ingot_store::{
    Coverage, FindingQuery, ImportError, ImportOutcome, NewReport, ReportId, ReportSource, SortKey, Store,
};

const NOW: &str = "2026-11-01T08:00:00.000Z";
const IMAGE: &str = "arn:aws:imagebuilder:eu-central-1:111122223333:image/payments-web/1.8.0/3";

fn store(folder: &Path) -> Store {
    Store::open(folder).unwrap()
}

fn about() -> NewReport {
    NewReport {
        profile: Some("sandbox".into()),
        ..NewReport::of_image(ReportSource::ImageBuilder, IMAGE, NOW, NOW)
    }
}

fn finding(number: u32, package: &str, severity: Severity) -> Finding {
    let mut finding = Finding::new(Scanner::Inspector, format!("CVE-2026-{number:04}"), severity);
    finding.title = format!("CVE-2026-{number:04} - {package}");
    finding.package = Some(package.into());
    finding.installed = Some("1.0".into());
    finding.image = Some(IMAGE.into());
    finding
}

fn import(store: &Store, findings: &[Finding]) -> ImportOutcome {
    let outcome = store.writer().import_report(about(), None, |import| {
        for finding in findings {
            assert!(import.findings(std::slice::from_ref(finding)).is_continue());
        }
        Ok::<(), ReadError>(())
    });
    outcome.unwrap()
}

fn all(report: ReportId) -> FindingQuery {
    FindingQuery {
        report: Some(report),
        descending: true,
        limit: 200,
        ..FindingQuery::default()
    }
}

/// The vulnerabilities a query shows, by their last two digits.
fn shown(store: &Store, query: &FindingQuery) -> String {
    let page = store.reader().unwrap().findings(query).unwrap();
    page.rows
        .iter()
        .map(|row| row.vulnerability[11..].to_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn a_finding_comes_back_with_everything_the_report_said() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let mut full = finding(1, "openssl", Severity::High);
    full.description = Some("A record that is too long is read past its end.".into());
    full.fixed = Some("1.1".into());
    full.fix_available = Some(FixAvailable::Partial);
    full.epss = Some(0.42);
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
    assert_eq!(rows[1].exploited, None, "what the source does not say is not `no`");
    assert_eq!(rows[0].id.to_string().parse(), Ok(rows[0].id));
    assert_eq!(stored[0].attribution.layer, Layer::Unknown);
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
        .import_report(other, None, |import| {
            let _ = import.findings(&[finding(2, "curl", Severity::Low)]);
            Ok::<(), ReadError>(())
        })
        .unwrap();
    assert_ne!(first.report, second.report);
    assert_eq!(
        (shown(&store, &all(first.report)), shown(&store, &all(second.report))),
        ("01".into(), "02".into())
    );
    let everything = FindingQuery {
        report: None,
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
        .import_file(about(), None, file.as_bytes(), &|| false)
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
        .import_file(about(), None, mended.as_bytes(), &|| false)
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
            .import_file(about, None, text.as_bytes(), &|| false)
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

    let failed = store.writer().import_report(about(), None, |import| {
        let _ = import.findings(&[
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
    let cancelled = store.writer().import_file(about(), None, file.as_bytes(), &|| {
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
            .import_report(about(), None, |import| -> Result<(), ReadError> {
                let _ = import.findings(&[finding(9, "new", Severity::Low)]);
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
    let refused = store
        .writer()
        .import_file(NewReport::of_file("a.json", NOW, NOW), None, &b"{}"[..], &|| false);
    assert!(
        matches!(refused, Err(ImportError::Feed(ReadError::NotAReport { .. }))),
        "{refused:?}"
    );
    assert_eq!(store.reader().unwrap().reports().unwrap(), []);
}

#[test]
fn findings_are_attributed_on_import_and_again_when_the_parents_packages_are_known() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let golden = ParentEvidence::new("golden 1.2.0/1");
    let feed = |import: &mut ingot_store::Import<'_>| {
        let _ = import.findings(&[
            finding(1, "openssl", Severity::High),
            finding(2, "nginx", Severity::Low),
        ]);
        Ok::<(), ReadError>(())
    };
    let report = store
        .writer()
        .import_report(about(), Some(&golden), feed)
        .unwrap()
        .report;
    let layer = |layer| FindingQuery {
        layer: Some(layer),
        ..all(report)
    };
    assert_eq!(shown(&store, &layer(Layer::Unknown)), "01 02");

    let golden = golden.with_packages([("openssl", "1.0")]);
    assert_eq!(store.writer().attribute_report(report, &golden).unwrap(), 2);
    assert_eq!(shown(&store, &layer(Layer::Golden)), "01");
    assert_eq!(shown(&store, &layer(Layer::Overlay)), "02");
    let reader = store.reader().unwrap();
    let nginx = reader.findings(&layer(Layer::Overlay)).unwrap().rows[0].id;
    assert_eq!(
        reader.finding(nginx).unwrap().unwrap().attribution.evidence,
        "the package inventory of golden 1.2.0/1 does not have nginx 1.0"
    );
    assert_eq!(store.writer().attribute_report(report, &golden).unwrap(), 0);
}

/// Ten findings with all kinds of values in all columns.
fn mixed(store: &Store) -> ReportId {
    let severities = [
        Severity::Critical,
        Severity::High,
        Severity::Critical,
        Severity::Low,
        Severity::Untriaged,
    ];
    let findings: Vec<_> = (0..10u32)
        .map(|number| {
            let place = number as usize;
            let mut finding = finding(number, ["zlib", "openssl", "bash"][place % 3], severities[place % 5]);
            finding.fixed = (number % 2 == 0).then(|| "2.0".to_owned());
            finding.fix_available = (number % 4 == 1).then_some(FixAvailable::No);
            finding.epss = (number % 3 != 0).then_some(f64::from(number) / 10.0);
            finding.exploited = [Some(true), Some(false), None][place % 3];
            finding.first_seen = (number > 2).then(|| ingot_report::Timestamp::from_millis(i64::from(number % 4)));
            finding.status = (number > 4).then_some(FindingStatus::Active);
            finding
        })
        .collect();
    import(store, &findings).report
}

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
                report: None,
                ..query.clone()
            };
            assert_eq!(shown(&store, &everywhere), whole);
            for query in [query, everywhere] {
                assert_eq!(
                    shown(
                        &store,
                        &FindingQuery {
                            text: Some("cve".into()),
                            ..query
                        }
                    ),
                    whole
                );
            }
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
fn filters_join_and_facets_count_with_the_other_filters() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let report = mixed(&store);
    let queries = [
        all(report),
        FindingQuery {
            severity: vec![Severity::Critical],
            ..all(report)
        },
        FindingQuery {
            severity: vec![Severity::Critical, Severity::Low],
            fix: Some(true),
            ..all(report)
        },
        FindingQuery {
            fix: Some(false),
            ..all(report)
        },
        FindingQuery {
            exploited: Some(false),
            text: Some("OpenSSL".into()),
            ..all(report)
        },
        FindingQuery {
            text: Some("2026-000 zlib".into()),
            ..all(report)
        },
        FindingQuery {
            layer: Some(Layer::Golden),
            ..all(report)
        },
    ];
    let mut told = Vec::new();
    for query in queries {
        let facets = store.reader().unwrap().facets(&query).unwrap();
        let total = store.reader().unwrap().findings(&query).unwrap().total;
        let severity: Vec<_> = facets
            .severity
            .iter()
            .map(|f| format!("{} {}", f.value.name(), f.count))
            .collect();
        let flag = |facets: &[ingot_store::FacetCount<Option<bool>>]| {
            let name = |value| match value {
                Some(true) => "yes",
                Some(false) => "no",
                None => "not said",
            };
            facets
                .iter()
                .map(|f| format!("{} {}", name(f.value), f.count))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let layer: Vec<_> = facets
            .layer
            .iter()
            .map(|f| format!("{} {}", f.value.name(), f.count))
            .collect();
        told.push(format!(
            "{total}: {}\n  {}\n  fix: {}\n  exploited: {}\n  layer: {}",
            shown(&store, &query),
            severity.join(", "),
            flag(&facets.fix),
            flag(&facets.exploited),
            layer.join(", ")
        ));
    }
    let told = told
        .join("\n")
        .lines()
        .map(str::trim_end)
        .collect::<Vec<_>>()
        .join("\n");
    insta::assert_snapshot!(told, @r##"
    10: 07 05 02 00 01 06 08 03 04 09
      CRITICAL 4, HIGH 2, LOW 2, UNTRIAGED 2
      fix: yes 5, no 3, not said 2
      exploited: yes 4, no 3, not said 3
      layer: unknown 10
    4: 07 05 02 00
      CRITICAL 4, HIGH 2, LOW 2, UNTRIAGED 2
      fix: yes 2, no 1, not said 1
      exploited: yes 1, no 1, not said 2
      layer: unknown 4
    3: 02 00 08
      CRITICAL 2, HIGH 1, LOW 1, UNTRIAGED 1
      fix: yes 3, no 1, not said 2
      exploited: yes 1, not said 2
      layer: unknown 3
    3: 05 01 09
      CRITICAL 1, HIGH 1, UNTRIAGED 1
      fix: yes 5, no 3, not said 2
      exploited: yes 1, no 1, not said 1
      layer: unknown 3
    3: 07 01 04
      CRITICAL 1, HIGH 1, UNTRIAGED 1
      fix: yes 1, no 1, not said 1
      exploited: no 3
      layer: unknown 3
    4: 00 06 03 09
      CRITICAL 1, HIGH 1, LOW 1, UNTRIAGED 1
      fix: yes 2, no 1, not said 1
      exploited: yes 4
      layer: unknown 4
    0:

      fix:
      exploited:
      layer: unknown 10
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
        shown(
            &store,
            &FindingQuery {
                text: Some(text.into()),
                ..all(report)
            },
        )
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
fn rejections_without_end_are_counted_and_only_the_first_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let store = store(folder.path());
    let outcome = store
        .writer()
        .import_report(about(), None, |import| {
            for entry in 1..=10_050 {
                let rejection = Rejection {
                    entry,
                    line: 1,
                    reason: "the entry is not an object".into(),
                };
                assert_eq!(import.reject(&rejection), ControlFlow::Continue(()));
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
