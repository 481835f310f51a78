//! Every form in which AWS, CISA and FIRST write what Ingot reads: each fixture, and what becomes of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::fmt::Write;
use std::ops::ControlFlow;
use std::path::Path;

use ingot_report::Finding;
use ingot_report::read::{self, Entry};
use serde_json::Value;

/// One paragraph an entry: its place, and all that it says.
fn told(fixture: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/inspector/fixtures")
        .join(fixture);
    let bytes = std::fs::read(file).unwrap();
    let mut told = String::new();
    let summary = read::read(&bytes.as_slice(), &mut |entry| {
        match entry {
            Entry::Findings { entry, line, findings } => {
                for finding in &findings {
                    writeln!(told, "{entry} at line {line}\n{}", facts(finding)).unwrap();
                }
            }
            Entry::Rejected(rejection) => {
                writeln!(
                    told,
                    "{} at line {}\n  rejected: {}\n",
                    rejection.entry, rejection.line, rejection.reason
                )
                .unwrap();
            }
            other => writeln!(told, "{other:#?}\n").unwrap(),
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(summary.entries, summary.imported + summary.rejected);
    assert_eq!(read::recognise(&bytes), Some(summary.format));
    writeln!(told, "{summary:#?}").unwrap();
    told
}

/// The fields that are not absent, one a line.
fn facts(finding: &Finding) -> String {
    let Value::Object(fields) = serde_json::to_value(finding).unwrap() else {
        panic!("a finding is an object")
    };
    let mut facts = String::new();
    for (name, value) in fields {
        if !value.is_null() && value != Value::Array(Vec::new()) {
            writeln!(facts, "  {name}: {value}").unwrap();
        }
    }
    facts
}

macro_rules! fixtures {
    ($($promise:ident: $fixture:literal,)*) => {$(
        #[test]
        fn $promise() {
            insta::assert_snapshot!($fixture, told($fixture));
        }
    )*};
}

fixtures! {
    a_listing_of_inspectors_findings_keeps_all_that_it_says: "findings.json",
    image_builders_findings_keep_what_it_kept_of_inspectors: "image-builder.json",
    details_are_no_findings_and_say_which_finding_they_belong_to: "details.json",
    an_event_is_the_finding_it_carries: "event.json",
    events_one_a_line_are_a_report_and_those_without_findings_are_named: "events.json",
    security_hubs_findings_of_inspector_are_inspectors: "security-hub.json",
    the_scan_apis_own_format_is_read: "scan-api.json",
    the_scan_apis_cyclonedx_is_read_with_its_wrapper: "scan-api-cyclonedx.json",
    a_table_of_findings_is_read_whatever_the_order_of_its_columns: "findings.csv",
    an_older_table_with_fewer_columns_and_semicolons_is_read: "findings-old.csv",
    a_cis_scan_is_a_report_of_checks: "cis.json",
    checks_over_many_machines_are_counted: "cis-checks.json",
    a_cis_report_as_a_table_is_read: "cis.csv",
    the_catalog_of_known_exploited_vulnerabilities_is_read: "kev.json",
    the_catalog_as_a_table_is_read: "kev.csv",
    exploit_prediction_scores_are_read_with_their_date: "epss.csv",
}
