//! What holds of every format, however broken the file.

use std::ops::ControlFlow;

use ingot_report::read::{self, Entry, ReadError};
use proptest::prelude::*;

use crate::{FIXTURES, Report, try_read};

/// Whatever a file is, it is refused as a whole or every entry is told of once, in order.
fn accounted_for(bytes: &[u8]) -> Option<Report> {
    let mut places = Vec::new();
    let told = read::read(&bytes, &mut |entry| {
        places.push(match entry {
            Entry::Findings { entry, .. } | Entry::Package { entry, .. } => entry,
            Entry::Rejected(rejection) => rejection.entry,
            _ => 0,
        });
        ControlFlow::Continue(())
    });
    match told {
        Ok(summary) => {
            assert_eq!(summary.entries, summary.imported + summary.rejected);
            let expected: Vec<_> = (1..=summary.entries).collect();
            assert_eq!(places, expected);
            let report = try_read(bytes).unwrap();
            assert_eq!(report.summary, summary, "reading twice gives the same");
            assert_eq!(report.findings.len() as u64, summary.rows);
            assert_eq!(report.packages.len() as u64, summary.packages);
            assert_eq!(report.rejected.len() as u64, summary.rejected);
            Some(report)
        }
        Err(ReadError::NotAReport { reason }) => {
            assert!(!reason.is_empty());
            None
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn every_fixture_is_recognised_by_its_beginning_and_accounted_for() {
    for (name, text) in FIXTURES {
        let report = accounted_for(text.as_bytes()).unwrap_or_else(|| panic!("{name} is refused"));
        assert!(report.summary.entries > 0, "{name}");
        assert_eq!(report.summary.broken_off, None, "{name}");
        assert_eq!(read::recognise(text.as_bytes()), Some(report.summary.format), "{name}");
    }
}

#[test]
fn cutting_a_file_loses_nothing_silently() {
    for (name, text) in FIXTURES {
        let whole = try_read(text.as_bytes()).unwrap();
        for cut in (0..text.len()).step_by(97) {
            let Some(cut) = accounted_for(&text.as_bytes()[..cut]) else {
                continue;
            };
            // The last one may be half of what is no entry when it is whole.
            assert!(cut.summary.entries <= whole.summary.entries + 1, "{name}");
        }
    }
}

#[test]
fn hostile_texts_pass_unchanged_as_data() {
    let hostile = "\u{1b}[31m<script>alert(1)</script>\u{202e}=cmd|' /C calc'!A0\u{0}";
    let json = serde_json::to_string(hostile).unwrap();
    let files = [
        format!(
            r#"{{"ArtifactName":"a","SchemaVersion":2,"Results":[{{"Target":"t","Vulnerabilities":[{{"VulnerabilityID":"CVE-2026-1","PkgName":{json}}}]}}]}}"#
        ),
        format!(r#"{{"matches":[{{"vulnerability":{{"id":"CVE-2026-1"}},"artifact":{{"name":{json}}}}}]}}"#),
    ];
    for file in files {
        let report = try_read(file.as_bytes()).unwrap();
        assert_eq!(report.findings[0].package.as_deref(), Some(hostile));
    }
    let documents = [
        format!(r#"{{"bomFormat":"CycloneDX","components":[{{"name":{json}}}]}}"#),
        format!(r#"{{"spdxVersion":"SPDX-2.3","packages":[{{"name":{json}}}]}}"#),
    ];
    for document in documents {
        let report = try_read(document.as_bytes()).unwrap();
        assert_eq!(report.packages[0].name, hostile);
    }
}

#[test]
fn components_nested_beyond_all_measure_are_rejected_without_harm() {
    let deep = 20_000;
    let open = r#"{"name":"a","components":["#.repeat(deep);
    let close = "]}".repeat(deep);
    let report = accounted_for(format!(r#"{{"bomFormat":"CycloneDX","components":[{open}{close}]}}"#).as_bytes());
    assert_eq!(report.unwrap().summary.rejected, 1);
    let open = "<component><name>a</name><components>".repeat(3_000);
    let close = "</components></component>".repeat(3_000);
    let bom =
        format!("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\"><components>{open}{close}</components></bom>");
    let report = accounted_for(bom.as_bytes()).unwrap();
    assert_eq!((report.summary.imported, report.summary.rejected), (0, 1));
}

/// A megabyte must not become gigabytes because every row repeats what the entry says.
#[test]
fn an_entry_that_would_grow_beyond_measure_is_rejected() {
    let list = |count: usize, entry: fn(usize) -> String| (0..count).map(entry).collect::<Vec<_>>().join(",");
    let references = list(20_000, |number| format!(r#"{{"id":"CVE-2026-{number}0000"}}"#));
    let places = list(9_000, |number| format!(r#"{{"ref":"a{number}"}}"#));
    let vulnerability = format!(r#"{{"id":"CVE-2026-1","references":[{references}],"affects":[{places}]}}"#);
    let report =
        accounted_for(format!(r#"{{"bomFormat":"CycloneDX","vulnerabilities":[{vulnerability}]}}"#).as_bytes());
    assert_eq!(
        report.unwrap().rejections(),
        "1, line 1: the entry stands for 9000 findings and is too long to be repeated for each"
    );
    let places = list(10_001, |number| format!(r#"{{"path":"/{number}"}}"#));
    let found = format!(r#"{{"vulnerability":{{"id":"CVE-2026-1"}},"artifact":{{"locations":[{places}]}}}}"#);
    let report = accounted_for(format!(r#"{{"matches":[{found}]}}"#).as_bytes());
    assert_eq!(
        report.unwrap().rejections(),
        "1, line 1: the entry stands for 10001 findings, more than 10000"
    );
    let vulnerabilities = list(9_000, |number| format!(r#"{{"Id":"CVE-2026-{number}0000"}}"#));
    let found = format!(
        r#"{{"SchemaVersion":"2018-10-08","ProductArn":"a","AwsAccountId":"1","Types":[],"Title":"CVE-2026-1 - a","Description":"{}","Vulnerabilities":[{vulnerabilities}]}}"#,
        "x".repeat(100_000)
    );
    let report = accounted_for(format!(r#"{{"Findings":[{found}]}}"#).as_bytes());
    assert_eq!(
        report.unwrap().rejections(),
        "1, line 1: the entry stands for 671 findings and is too long to be repeated for each"
    );
    let packages = vec!["a"; 9_000].join("|");
    let row = format!("CVE-2026-1,HIGH,{packages},{}", "x".repeat(100_000));
    let table = format!("Vulnerability Id,Severity,Affected Packages,Package Remediation\n{row}\n");
    assert_eq!(
        accounted_for(table.as_bytes()).unwrap().rejections(),
        "1, line 2: the entry stands for 9000 findings and is too long to be repeated for each"
    );
}

#[test]
fn a_cancelled_reading_stops_at_once() {
    for (name, text) in FIXTURES {
        let mut seen = 0;
        let stopped = read::read(&text.as_bytes(), &mut |_| {
            seen += 1;
            ControlFlow::Break(())
        });
        assert!(matches!(stopped, Err(ReadError::Stopped { entry: 1 })), "{name}");
        assert_eq!(seen, 1, "{name}");
    }
}

/// A change to a file: something cut out, and something else put there.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        Just("null".to_owned()),
        Just("[]".to_owned()),
        Just("{}".to_owned()),
        Just("\"\"".to_owned()),
        Just("-1e400".to_owned()),
        Just("<x>".to_owned()),
        Just("</x>".to_owned()),
        Just("&amp;".to_owned()),
        Just("\",\"".to_owned()),
        Just("\n".to_owned()),
        Just("\u{0}".to_owned()),
        "\\PC{0,6}",
    ];
    let change = (any::<prop::sample::Index>(), 0usize..40, pieces);
    (0..FIXTURES.len(), prop::collection::vec(change, 1..6)).prop_map(|(fixture, changes)| {
        let mut bytes = FIXTURES[fixture].1.as_bytes().to_vec();
        for (place, length, piece) in changes {
            let from = place.index(bytes.len().max(1)).min(bytes.len());
            let to = (from + length).min(bytes.len());
            bytes.splice(from..to, piece.into_bytes());
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn every_entry_of_a_damaged_file_is_read_or_rejected(bytes in mutated()) {
        accounted_for(&bytes);
    }
}
