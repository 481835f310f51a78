//! What a person who imports a report relies on: every entry accounted for, bad ones named with their place.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{self, Read};
use std::ops::ControlFlow;

use ingot_report::read::{self, Entry, Format, ReadError, Source, Summary};
use ingot_report::{Finding, FindingStatus, FixAvailable, Severity};

fn read_all(report: &[u8]) -> (Result<Summary, ReadError>, Vec<Entry>) {
    let mut entries = Vec::new();
    let outcome = read::read(&report, &mut |entry| {
        entries.push(entry);
        ControlFlow::Continue(())
    });
    (outcome, entries)
}

fn findings(report: &str) -> (Summary, Vec<Finding>) {
    let (summary, entries) = read_all(report.as_bytes());
    let findings = entries.into_iter().flat_map(|entry| match entry {
        Entry::Findings { findings, .. } => findings,
        _ => Vec::new(),
    });
    (summary.unwrap(), findings.collect())
}

fn refusal(report: impl AsRef<[u8]>) -> String {
    read_all(report.as_ref()).0.unwrap_err().to_string()
}

/// One line an entry: what was taken, or where and why it was rejected.
fn told(report: &str) -> String {
    let (summary, entries) = read_all(report.as_bytes());
    let mut lines: Vec<String> = entries
        .iter()
        .map(|entry| match entry {
            Entry::Findings { entry, line, findings } => {
                format!(
                    "entry {entry}, line {line}: {} x{}",
                    findings[0].vulnerability,
                    findings.len()
                )
            }
            Entry::Rejected(rejection) => {
                format!(
                    "entry {}, line {}: rejected: {}",
                    rejection.entry, rejection.line, rejection.reason
                )
            }
            other => format!("{other:?}"),
        })
        .collect();
    lines.push(match summary {
        Ok(Summary {
            entries,
            imported,
            rejected,
            more_pages,
            broken_off,
            ..
        }) => {
            assert_eq!(entries, imported + rejected);
            let more = if more_pages { ", more pages" } else { "" };
            let broken = broken_off
                .map(|broken_off| format!(", {broken_off}"))
                .unwrap_or_default();
            format!("{entries} entries: {imported} imported, {rejected} rejected{more}{broken}")
        }
        Err(error) => error.to_string(),
    });
    lines.join("\n")
}

const FULL: &str = r#"{
  "findings": [
    {
      "findingArn": "arn:aws:inspector2:eu-central-1:111122223333:finding/0a1b2c",
      "awsAccountId": "111122223333",
      "type": "PACKAGE_VULNERABILITY",
      "title": "CVE-2026-1001 - openssl, libssl3 and 1 more",
      "description": "A record that is too long is read past its end.",
      "severity": "HIGH",
      "status": "ACTIVE",
      "firstObservedAt": "2026-02-03T04:05:06.789000+01:00",
      "lastObservedAt": 1770166800.5,
      "updatedAt": "2026-02-04T00:00:00Z",
      "inspectorScore": 7.5,
      "inspectorScoreDetails": {"adjustedCvss": {"score": 7.5, "scoringVector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", "version": "3.1", "scoreSource": "NVD"}},
      "fixAvailable": "PARTIAL",
      "exploitAvailable": "YES",
      "epss": {"score": 0.42},
      "remediation": {"recommendation": {"text": "None Provided", "Url": "https://vendor.example/advisory"}},
      "packageVulnerabilityDetails": {
        "vulnerabilityId": "CVE-2026-1001",
        "source": "UBUNTU_CVE",
        "sourceUrl": "https://vendor.example/CVE-2026-1001",
        "referenceUrls": ["https://reference.example/1"],
        "vulnerablePackages": [
          {"name": "openssl", "version": "3.0.2", "release": "0ubuntu1.18", "epoch": 0, "arch": "X86_64", "packageManager": "OS", "fixedInVersion": "0:3.0.2-0ubuntu1.19", "remediation": "apt-get update && apt-get upgrade"},
          {"name": "libssl3", "version": "3.0.2", "release": "0ubuntu1.18", "epoch": 1, "fixedInVersion": "NotAvailable", "remediation": "NotAvailable"},
          {"name": "vendored-ssl", "version": "3.0.1", "packageManager": "JAR", "filePath": "/opt/pay/lib/ssl.jar"}
        ]
      },
      "resources": [{"type": "AWS_EC2_INSTANCE", "id": "i-0aaaabbbbccccdddd", "region": "eu-central-1", "partition": "aws", "details": {"awsEc2Instance": {"imageId": "ami-0123456789abcdef0", "platform": "UBUNTU_22_04"}}}]
    }
  ]
}"#;

#[test]
fn an_entry_that_names_three_packages_is_three_rows_of_one_entry() {
    let (summary, rows) = findings(FULL);
    assert_eq!(
        (summary.format, summary.entries, summary.imported, summary.rows),
        (Format::InspectorFindings, 1, 1, 3)
    );
    assert!(!summary.more_pages && summary.broken_off.is_none());

    let openssl = &rows[0];
    assert_eq!(openssl.vulnerability, "CVE-2026-1001");
    assert_eq!(openssl.severity, Severity::High);
    assert_eq!(openssl.status, Some(FindingStatus::Active));
    assert_eq!(openssl.package.as_deref(), Some("openssl"));
    assert_eq!(openssl.installed.as_deref(), Some("3.0.2-0ubuntu1.18"));
    assert_eq!(openssl.fixed.as_deref(), Some("3.0.2-0ubuntu1.19"));
    assert_eq!(openssl.fix_available, Some(FixAvailable::Partial));
    assert_eq!(
        openssl.remediation.as_deref(),
        Some("apt-get update && apt-get upgrade")
    );
    assert_eq!(
        (openssl.epss, openssl.exploited, openssl.score),
        (Some(0.42), Some(true), Some(7.5))
    );
    assert_eq!(
        openssl.score_vector.as_deref(),
        Some("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H")
    );
    assert_eq!(
        openssl.references,
        ["https://reference.example/1", "https://vendor.example/advisory"]
    );
    assert_eq!(openssl.image.as_deref(), Some("ami-0123456789abcdef0"));
    assert_eq!(openssl.resource.as_deref(), Some("i-0aaaabbbbccccdddd"));
    assert_eq!(openssl.region.as_deref(), Some("eu-central-1"));
    assert_eq!(openssl.first_seen.unwrap().to_string(), "2026-02-03T03:05:06.789Z");
    assert_eq!(openssl.last_seen.unwrap().to_string(), "2026-02-04T01:00:00.500Z");

    let libssl = &rows[1];
    assert_eq!(libssl.installed.as_deref(), Some("1:3.0.2-0ubuntu1.18"));
    assert_eq!((libssl.fixed.as_deref(), libssl.has_fix()), (None, Some(false)));
    assert_eq!(
        libssl.remediation, None,
        "`NotAvailable` and `None Provided` are no advice"
    );

    let jar = &rows[2];
    assert_eq!(jar.path.as_deref(), Some("/opt/pay/lib/ssl.jar"));
    assert_eq!(jar.arch, None);
}

#[test]
fn image_builders_findings_say_nothing_of_exploits_epss_or_status() {
    let report = r#"{"requestId": "1", "findings": [{
        "awsAccountId": "111122223333",
        "imageBuildVersionArn": "arn:aws:imagebuilder:eu-central-1:111122223333:image/payments-web/1.8.0/3",
        "imagePipelineArn": "arn:aws:imagebuilder:eu-central-1:111122223333:image-pipeline/payments-web",
        "type": "PACKAGE_VULNERABILITY", "title": "CVE-2026-1001 - openssl", "severity": "CRITICAL",
        "firstObservedAt": 1770087906.789, "updatedAt": 1770163200, "fixAvailable": "YES",
        "remediation": {"recommendation": {"text": "Update it", "url": "https://vendor.example/advisory"}},
        "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-1001",
          "vulnerablePackages": [{"name": "openssl", "version": "3.0.2"}]}}],
      "nextToken": "page-2"}"#;
    let (summary, rows) = findings(report);
    assert_eq!(summary.format, Format::ImageBuilderFindings);
    assert!(summary.more_pages);
    let [row] = &rows[..] else {
        panic!("one row, not {rows:?}")
    };
    assert_eq!(
        row.image.as_deref(),
        Some("arn:aws:imagebuilder:eu-central-1:111122223333:image/payments-web/1.8.0/3")
    );
    assert_eq!(row.region.as_deref(), Some("eu-central-1"));
    assert_eq!(
        (row.exploited, row.epss, row.status, row.last_seen),
        (None, None, None, None)
    );
    assert_eq!(row.has_fix(), Some(true));
    assert_eq!(row.remediation.as_deref(), Some("Update it"));
    assert_eq!(row.references, ["https://vendor.example/advisory"]);
    assert_eq!(read::recognise(report.as_bytes()), Some(Format::ImageBuilderFindings));
}

#[test]
fn findings_without_a_package_are_kept_under_their_title() {
    let (_, rows) = findings(
        r#"[{"type": "NETWORK_REACHABILITY", "title": "Port 22 is reachable from an Internet Gateway",
             "severity": "MEDIUM", "resources": [{"id": "i-1", "type": "AWS_EC2_INSTANCE"}]}]"#,
    );
    assert_eq!(rows[0].vulnerability, "Port 22 is reachable from an Internet Gateway");
    assert_eq!(
        (&rows[0].package, &rows[0].installed, rows[0].has_fix()),
        (&None, &None, None)
    );
}

#[test]
fn a_container_image_is_its_own_resource() {
    let arn = "arn:aws:ecr:eu-central-1:111122223333:repository/pay/sha256:00ff";
    let (_, rows) = findings(&format!(
        r#"[{{"severity": "LOW", "packageVulnerabilityDetails": {{"vulnerabilityId": "CVE-2026-1"}},
             "resources": [{{"id": "{arn}", "type": "AWS_ECR_CONTAINER_IMAGE"}}]}}]"#
    ));
    assert_eq!(rows[0].image.as_deref(), Some(arn));
}

#[test]
fn a_bad_entry_is_rejected_with_its_place_and_the_rest_is_read() {
    let report = r#"{"findings": [
  {"severity": "HIGH", "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-0001"}},
  {"severity": "SEVERE", "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-0002"}},
  {"packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-0003"}},
  {"severity": "HIGH", "type": "PACKAGE_VULNERABILITY", "title": "no details"},
  {"severity": "HIGH",
   "epss": {"score": "high"},
   "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-0005"}},
  {"severity": "HIGH", "epss": {"score": 7}, "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-0006"}},
  {"severity": "HIGH", "firstObservedAt": "last week", "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-0007"}},
  {"severity": "HIGH", "exploitAvailable": "MAYBE", "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-0008"}},
  {"severity": "HIGH" "title": "no comma"},
  {"severity": "HIGH", "title": "a bracket too many"}},
  "text", null,, 17,
  {"severity": "LOW", "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-0015"}},
]}"#;
    insta::assert_snapshot!(told(report), @r##"
    entry 1, line 2: CVE-2026-0001 x1
    entry 2, line 3: rejected: `severity` is "SEVERE", which is none of Inspector's severities
    entry 3, line 4: rejected: the entry has no `severity`
    entry 4, line 5: rejected: the entry has no `packageVulnerabilityDetails.vulnerabilityId`
    entry 5, line 6: rejected: `epss.score`: invalid type: string "high", expected a number at line 7
    entry 6, line 9: rejected: `epss.score` is 7, outside 0 to 1
    entry 7, line 10: rejected: `firstObservedAt`: "last week" is not a time; expected RFC 3339 (2026-01-31T08:00:00Z) or seconds since 1970
    entry 8, line 11: rejected: `exploitAvailable`: unknown variant `MAYBE`, expected `YES` or `NO`
    entry 9, line 12: rejected: expected `,` or `}`
    entry 10, line 13: rejected: trailing characters
    entry 11, line 14: rejected: the entry is not an object
    entry 12, line 14: rejected: the entry is not an object
    entry 13, line 14: rejected: there is nothing between two commas
    entry 14, line 14: rejected: the entry is not an object
    entry 15, line 15: CVE-2026-0015 x1
    15 entries: 2 imported, 13 rejected
    "##);
}

#[test]
fn missing_and_null_optional_fields_cost_nothing() {
    let report = r#"[{"severity": "HIGH", "epss": null, "description": null, "resources": null, "remediation": {},
        "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-0001", "vulnerablePackages": [{"name": null}], "referenceUrls": null}},
        {"severity": "HIGH", "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-0002", "vulnerablePackages": []}, "somethingNew": [[{}]]}]"#;
    insta::assert_snapshot!(told(report), @r##"
    entry 1, line 1: CVE-2026-0001 x1
    entry 2, line 3: CVE-2026-0002 x1
    2 entries: 2 imported, 0 rejected
    "##);
}

#[test]
fn a_file_that_was_cut_off_keeps_the_entries_before_the_cut() {
    let whole = FULL.replace("  ]\n}", "  ,\n  {\"severity\": \"LOW\", \"resources\": [");
    insta::assert_snapshot!(told(&whole), @r##"
    entry 1, line 3: CVE-2026-1001 x3
    entry 2, line 34: rejected: the file ends inside this entry
    2 entries: 1 imported, 1 rejected, the file ends before the report does at line 34, after entry 2
    "##);
    let between = FULL.rsplit_once("  ]").unwrap().0;
    insta::assert_snapshot!(told(between), @r##"
    entry 1, line 3: CVE-2026-1001 x3
    1 entries: 1 imported, 0 rejected, the file ends before the report does at line 33, after entry 1
    "##);
}

#[test]
fn pages_that_were_appended_to_one_file_are_one_report() {
    let first = FULL.trim_end().strip_suffix('}').unwrap().to_owned() + ", \"nextToken\": \"2\"}\n";
    insta::assert_snapshot!(told(&(first.clone() + FULL)), @r##"
    entry 1, line 3: CVE-2026-1001 x3
    entry 2, line 37: CVE-2026-1001 x3
    2 entries: 2 imported, 0 rejected
    "##);
    insta::assert_snapshot!(told(&(first + "see you")), @r##"
    entry 1, line 3: CVE-2026-1001 x3
    1 entries: 1 imported, 0 rejected, more pages, there is other text after the end of the report at line 35, after entry 1
    "##);
}

#[test]
fn an_empty_listing_is_a_report_and_an_empty_array_is_not() {
    assert_eq!(findings(r#"{"findings": []}"#).0.entries, 0);
    insta::assert_snapshot!(refusal("[]"), @"not a report that can be read: it is an empty array, which does not say what of; Ingot reads reports of Amazon Inspector, EC2 Image Builder, Security Hub, Qualys, Trivy and Grype, CycloneDX and SPDX documents, and the KEV and EPSS lists; `docs/reports.md` names the forms");
}

#[test]
fn what_is_no_report_is_refused_with_what_was_seen() {
    let refusals = [
        "",
        "   \n",
        "<html></html>",
        "Age of Empires",
        "name,version\nopenssl,3.0.2\n",
        "{}",
        r#"{"name": "payments", "version": "1.0.0"}"#,
        r#"{"findings": {"a": 1}}"#,
        "<Invoice/>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<",
        "%PDF-1.7",
        "\0\0\0",
        r#"{"Findings": 1}"#,
        r#"{"version": "2.1.0", "runs": []}"#,
        r#"[1, 2, 3]"#,
        r#"{"version":"0","detail-type":"EC2 Image Builder CVE Detected","source":"aws.imagebuilder","resources":["arn:aws:imagebuilder:us-east-1:111122223333:image/web/1.0.0/1"],"detail":{"resource-id":"i-1","finding-severity-counts":{"all":3,"critical":1,"high":1,"medium":1}}}"#,
        r#"{"detail-type":"Inspector2 Scan","detail":{"scan-status":"INITIAL_SCAN_COMPLETE"}}"#,
        r#"{"coveredResources":[{"resourceId":"i-1","scanStatus":{"statusCode":"INACTIVE","reason":"NO_INVENTORY"}}]}"#,
        r#"{"a": 1, "b" 2}"#,
        r#"{"a": "#,
        r#"{"findings": [{"sev"#,
        r#"{"keys with \u0007 and 'quotes' that go on and on and on and on and on and on and on and on": 1}"#,
        "17",
    ]
    .map(|report| {
        let event = report.contains("detail-type");
        assert_eq!(
            read::recognise(report.as_bytes()),
            event.then_some(Format::InspectorEvents)
        );
        let refusal = refusal(report);
        let (seen, wanted) = refusal.split_once("; Ingot reads reports").unwrap_or((&refusal, "-"));
        assert!(wanted == "-" || wanted.ends_with("names the forms"));
        seen.to_owned()
    });
    insta::assert_snapshot!(refusals.join("\n"), @r##"
    not a report that can be read: the file is empty
    not a report that can be read: the file is empty
    not a report that can be read: it is HTML
    not a report that can be read: it is neither JSON nor XML nor a table with a header that Ingot knows
    not a report that can be read: it is neither JSON nor XML nor a table with a header that Ingot knows
    not a report that can be read: it is a JSON object of another kind
    not a report that can be read: it is a JSON object of another kind (with `name`, `version`)
    not a report that can be read: its `findings` is not an array
    not a report that can be read: it is XML of another kind (`Invoice`)
    not a report that can be read: it declares XML entities of its own, which no scanner's report does
    not a report that can be read: it is not well-formed XML: syntax error: tag not closed: `>` not found before end of input
    not a report that can be read: it is a PDF
    not a report that can be read: it is not text
    not a report that can be read: it is a JSON object of another kind (with `Findings`)
    not a report that can be read: it is a SARIF log
    not a report that can be read: it is an array without any object
    not a report that can be read: it is an event of EC2 Image Builder that has only the number of findings of each severity; import the output of `aws imagebuilder list-image-scan-findings` for this image in its place
    not a report that can be read: it is an event of type `Inspector2 Scan`, which holds no finding; Ingot reads `Inspector2 Finding` and `Security Hub Findings - Imported`
    not a report that can be read: it is Inspector's list of what it covers (`list-coverage`), which holds no finding; Ingot asks for it itself when it fetches a report from Inspector
    not a report that can be read: it is not valid JSON: expected `:` after a key at line 1
    not a report that can be read: the file ends before the report does at line 1
    not a report that can be read: the file ends before the report does at line 1
    not a report that can be read: it is a JSON object of another kind (with `keys with \u0007 and 'quotes' that go on and on and on and on an`)
    not a report that can be read: it is neither JSON nor XML nor a table with a header that Ingot knows
    "##);
    insta::assert_snapshot!(refusal(b"\x1f\x8b\x08"), @"not a report that can be read: it is compressed with gzip; unpack it first");
    insta::assert_snapshot!(refusal(b"PK\x03\x04"), @"not a report that can be read: it is a ZIP archive; unpack it first");
}

#[test]
fn a_byte_order_mark_does_not_matter() {
    assert_eq!(findings(&format!("\u{feff}{FULL}")).0.rows, 3);
}

#[test]
fn the_format_is_recognised_from_the_beginning_of_a_file() {
    let longer = FULL.replace("  ]\n}", "  , {\"sev");
    assert_eq!(read::recognise(longer.as_bytes()), Some(Format::InspectorFindings));
    assert_eq!(read::recognise(&FULL.as_bytes()[..30]), None);
}

#[test]
fn a_report_whose_one_entry_cannot_be_read_is_still_recognised() {
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    insta::assert_snapshot!(told(&format!(
        r#"{{"matches": [{{"vulnerability": {{"id": "CVE-2026-0003"}}, "artifact": {{"name": "openssl"}}, "more": {deep}}}]}}"#
    )), @r##"
    entry 1, line 1: rejected: the entry nests deeper than 100 levels
    1 entries: 0 imported, 1 rejected
    "##);
}

#[test]
fn an_endless_entry_is_rejected_in_bounded_memory_and_the_next_is_read() {
    let bad = format!(r#"{{"severity": "HIGH", "title": "{}"}}"#, "x".repeat(9 << 20));
    let deep = format!(
        r#"{{"severity": "HIGH", "title": {}1{}}}"#,
        "[".repeat(1 << 20),
        "]".repeat(1 << 20)
    );
    let good = r#"{"severity": "LOW", "packageVulnerabilityDetails": {"vulnerabilityId": "CVE-2026-0003"}}"#;
    insta::assert_snapshot!(told(&format!(r#"{{"findings": [{bad}, {deep}, {good}]}}"#)), @r##"
    entry 1, line 1: rejected: the entry is longer than 8 MiB
    entry 2, line 1: rejected: the entry nests deeper than 100 levels
    entry 3, line 1: CVE-2026-0003 x1
    3 entries: 1 imported, 2 rejected
    "##);
}

#[test]
fn an_entry_that_multiplies_into_too_many_rows_is_rejected() {
    let packages = vec![r#"{"name": "a"}"#; 200].join(",");
    let resources = vec![r#"{"id": "i-1"}"#; 200].join(",");
    let report = format!(
        r#"[{{"severity": "LOW", "resources": [{resources}], "packageVulnerabilityDetails": {{"vulnerabilityId": "CVE-2026-0001", "vulnerablePackages": [{packages}]}}}},
            {{"severity": "LOW", "packageVulnerabilityDetails": {{"vulnerabilityId": "CVE-2026-0002"}}}}]"#
    );
    insta::assert_snapshot!(told(&report), @r##"
    entry 1, line 1: rejected: the entry stands for 40000 findings, more than 10000
    entry 2, line 2: CVE-2026-0002 x1
    2 entries: 1 imported, 1 rejected
    "##);
}

#[test]
fn reading_stops_when_the_sink_asks_and_errors_of_the_reader_are_told() {
    let report = format!("[{0},{0},{0}]", r#"{"severity": "LOW", "resources": [], "title": "t"}"#);
    let mut seen = 0;
    let stopped = read::read(&report.as_bytes(), &mut |_| {
        seen += 1;
        if seen == 2 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert!(matches!(stopped, Err(ReadError::Stopped { entry: 2 })), "{stopped:?}");
    assert_eq!(seen, 2);

    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the share is gone"))
        }
    }
    impl Source for Broken {
        fn open(&self) -> io::Result<Box<dyn Read + '_>> {
            Ok(Box::new(
                br#"{"findings": [{"severity": "LOW", "resources": []}, "#.chain(Broken),
            ))
        }
    }
    let failed = read::read(&Broken, &mut |_| ControlFlow::Continue(())).unwrap_err();
    insta::assert_snapshot!(failed, @"the report could not be read at line 1: the share is gone");
}
