//! Any bytes, any text that looks like a report, any change of a good one.

use ingot_report::read::{self, Entry};
use proptest::prelude::*;

use super::{Dribble, place, read_all};

pub fn holds(bytes: &[u8]) {
    let (outcome, entries) = read_all(&bytes);
    if let Ok(summary) = outcome {
        let rejected = entries
            .iter()
            .filter(|entry| matches!(entry, Entry::Rejected(_)))
            .count() as u64;
        assert_eq!(summary.entries, entries.len() as u64);
        assert_eq!(summary.rejected, rejected);
        assert_eq!(summary.entries, summary.imported + summary.rejected);
        assert!(summary.rows + summary.packages <= summary.imported * 10_000);
        // UTF-16 may have line ends of other bytes.
        let lines = bytes.iter().filter(|byte| matches!(**byte, b'\n' | 0)).count() as u64 + 1;
        for (position, entry) in (1u64..).zip(&entries) {
            let (number, line) = place(entry);
            match entry {
                Entry::Findings { findings, .. } => assert!(!findings.is_empty()),
                Entry::Rejected(rejection) => {
                    assert!(!rejection.reason.is_empty() && !rejection.reason.contains(char::is_control));
                }
                _ => {}
            }
            assert_eq!(number, position);
            assert!((1..=lines).contains(&line));
        }
    }
    let _ = read::recognise(bytes);
}

/// JSON values with the reader's own keys, mostly of the wrong type.
fn value() -> impl Strategy<Value = serde_json::Value> {
    let key = prop::sample::select(vec![
        "findings",
        "severity",
        "title",
        "type",
        "resources",
        "id",
        "details",
        "awsEc2Instance",
        "imageId",
        "epss",
        "score",
        "packageVulnerabilityDetails",
        "vulnerabilityId",
        "vulnerablePackages",
        "name",
        "version",
        "epoch",
        "firstObservedAt",
        "imageBuildVersionArn",
        "findingArn",
        "nextToken",
        "SchemaVersion",
        "ProductArn",
    ]);
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        prop::sample::select(vec![
            "HIGH",
            "CVE-2026-1",
            "PACKAGE_VULNERABILITY",
            "2026-01-01T00:00:00Z",
            "a\"\\\n"
        ])
        .prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 60, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::hash_map(key.clone().prop_map(str::to_owned), inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A report whose entries are all good, of both layouts.
fn report(count: usize, pretty: bool) -> String {
    let entries: Vec<_> = (0..count)
        .map(|number| {
            serde_json::json!({
                "findingArn": format!("arn:aws:inspector2:eu-central-1:111122223333:finding/{number}"),
                "severity": "HIGH", "title": "a \"quoted\" [title], {braced}",
                "description": "\\".repeat(number % 5),
                "packageVulnerabilityDetails": {"vulnerabilityId": format!("CVE-2026-{number:04}"),
                    "vulnerablePackages": [{"name": "a", "version": "1"}, {"name": "b", "version": "1"}]},
                "resources": [{"id": "i-1", "type": "AWS_EC2_INSTANCE"}],
            })
        })
        .collect();
    let report = serde_json::json!({ "findings": entries });
    if pretty {
        serde_json::to_string_pretty(&report).unwrap()
    } else {
        report.to_string()
    }
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        holds(&bytes);
    }

    #[test]
    fn any_json_like_text(text in r#"[\[\]{}",:\\ a0\n]{0,200}"#, wrapped in any::<bool>()) {
        holds(text.as_bytes());
        if wrapped {
            holds(format!(r#"{{"findings": [{text}]}}"#).as_bytes());
        }
    }

    #[test]
    fn any_json_of_the_readers_own_keys(entries in prop::collection::vec(value(), 0..8)) {
        let report = serde_json::json!({ "findings": entries });
        let (outcome, seen) = read_all(&report.to_string().as_bytes());
        if outcome.is_ok() {
            prop_assert_eq!(seen.len(), entries.len());
        }
        holds(report.to_string().as_bytes());
    }

    #[test]
    fn any_change_of_a_good_report(count in 1usize..5, pretty in any::<bool>(), at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = report(count, pretty).into_bytes();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        holds(&bytes);
    }

    #[test]
    fn the_size_of_the_chunks_does_not_matter(count in 0usize..8, pretty in any::<bool>(), step in 1usize..200) {
        let text = report(count, pretty);
        let (whole, entries) = read_all(&text.as_bytes());
        let (dribbled, same) = read_all(&Dribble { rest: text.as_bytes(), step });
        let whole = whole.unwrap();
        prop_assert_eq!((whole.imported, whole.rows), (count as u64, 2 * count as u64));
        prop_assert_eq!(dribbled.unwrap(), whole);
        prop_assert_eq!(same, entries);
    }
}
