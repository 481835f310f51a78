use ingot_report::read::Format;
use ingot_report::{FindingStatus, Severity};

use crate::{read, refusal};

#[test]
fn an_asset_report_explains_each_detection_from_its_glossary() {
    let report = read(include_str!("fixtures/qualys-assets.xml"));
    assert_eq!(report.summary.format, Format::QualysAssetXml);
    insta::assert_json_snapshot!(report.finding("QID-354001"));
    let packages: Vec<_> = report
        .findings
        .iter()
        .filter_map(|finding| finding.package.as_deref())
        .collect();
    assert_eq!(packages, ["openssl", "openssl-libs"]);
    let potential = report.finding("QID-38170");
    assert_eq!(potential.status, Some(FindingStatus::Closed));
    assert_eq!(potential.path.as_deref(), Some("tcp/443"));
    assert_eq!(potential.finding_type.as_deref(), Some("QUALYS_POTENTIAL"));
    let info = report.finding("QID-6");
    assert_eq!(info.resource.as_deref(), Some("10.0.0.2"));
    assert_eq!(info.platform, None);
    assert_eq!(info.severity, Severity::Informational);
}

#[test]
fn a_detection_that_is_none_is_rejected_with_its_line() {
    let report = read(include_str!("fixtures/qualys-assets.xml"));
    assert_eq!(
        report.rejections(),
        "4, line 39: the QID is \"six\", which is no number\n5, line 40: the entry has no QID"
    );
}

#[test]
fn a_host_detection_list_knows_the_ami_of_an_instance() {
    let report = read(include_str!("fixtures/qualys-detections.xml"));
    let finding = report.finding("QID-105015");
    assert_eq!(finding.image.as_deref(), Some("ami-0123456789abcdef0"));
    assert_eq!(finding.resource.as_deref(), Some("i-0123456789abcdef0"));
    assert_eq!(finding.account.as_deref(), Some("123456789012"));
    assert_eq!(finding.region.as_deref(), Some("eu-west-1"));
    assert_eq!(finding.risk, Some(95.0));
    assert_eq!((finding.score, finding.epss), (Some(7.8), Some(0.00052)));
    assert_eq!(
        finding.score_vector.as_deref(),
        Some("AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H")
    );
    assert_eq!((finding.exploited, finding.kev), (Some(true), Some(true)));
    assert_eq!(finding.path.as_deref(), Some("tcp/22"));
    let ignored = report.finding("QID-105016");
    assert_eq!(ignored.status, Some(FindingStatus::Suppressed));
    assert_eq!(ignored.status_reason.as_deref(), Some("ignored in Qualys"));
    let next = report.finding("QID-6");
    assert_eq!((next.image.as_deref(), next.severity), (None, Severity::Untriaged));
    assert_eq!(report.rejections(), "3, line 42: the severity is 9, outside 1 to 5");
    assert!(report.summary.more_pages, "the list was cut");
}

#[test]
fn the_results_of_a_scan_are_read_with_host_and_port() {
    let report = read(include_str!("fixtures/qualys-scan.xml"));
    let finding = report.finding("QID-86476");
    assert_eq!(finding.aliases, ["CVE-2026-7003", "CVE-2026-7004"]);
    assert_eq!(finding.path.as_deref(), Some("tcp/443"));
    assert_eq!(finding.resource.as_deref(), Some("web.example.com"));
    assert_eq!(finding.platform.as_deref(), Some("Linux 5.x"));
    assert_eq!(finding.description.as_deref(), Some("d\n\nc"));
    let kinds: Vec<_> = report
        .findings
        .iter()
        .map(|finding| finding.finding_type.as_deref().unwrap())
        .collect();
    assert_eq!(kinds, ["QUALYS_INFO", "QUALYS_INFO", "QUALYS_VULN", "QUALYS_POTENTIAL"]);
    assert_eq!(report.summary.subject.name.as_deref(), Some("Nightly"));
    assert_eq!(report.rejections(), "5, line 16: the entry has no QID");
}

#[test]
fn a_scan_of_a_web_application_names_the_address() {
    let report = read(include_str!("fixtures/qualys-was.xml"));
    let finding = report.finding("QID-150085");
    assert_eq!(finding.path.as_deref(), Some("https://shop.example.com/pay (amount)"));
    assert_eq!(finding.resource.as_deref(), Some("Shop"));
    assert_eq!(finding.cwes, ["CWE-772", "CWE-400"]);
    assert_eq!(finding.finding_type.as_deref(), Some("QUALYS_POTENTIAL"));
    assert_eq!(finding.status, Some(FindingStatus::Suppressed));
    assert_eq!(finding.first_seen.unwrap().to_string(), "2026-02-12T20:42:00.000Z");
    assert_eq!(finding.description.as_deref(), Some("d"));
    assert_eq!(report.finding("QID-150152").title, "Forms Crawled");
    assert_eq!(report.finding("QID-150001").severity, Severity::Untriaged);
    assert_eq!(report.summary.entries, 3);
}

#[test]
fn a_scan_table_is_read_behind_its_preamble_with_formulas_as_plain_text() {
    let report = read(include_str!("fixtures/qualys-scan.csv"));
    insta::assert_json_snapshot!(report.finding("QID-105971"));
    assert_eq!(report.finding("QID-105972").status, Some(FindingStatus::Closed));
    assert_eq!(report.rejections(), "3, line 9: the QID is \"x1\", which is no number");
    assert_eq!(
        report.summary.subject.written.unwrap().to_string(),
        "2026-03-01T09:00:00.000Z"
    );
}

#[test]
fn a_host_that_was_not_scanned_is_not_clean() {
    let report = read(include_str!("fixtures/qualys-scan.csv"));
    assert_eq!(report.summary.subject.gap.as_deref(), Some("10.0.0.3: host not alive"));
}

#[test]
fn a_vmdr_export_by_cve_is_about_the_cve_and_its_threats() {
    let report = read(include_str!("fixtures/qualys-vmdr.csv"));
    assert_eq!(report.summary.format, Format::QualysVmdrCsv);
    let finding = report.finding("CVE-2026-7007");
    assert_eq!(finding.aliases, ["QID-730143"]);
    assert_eq!((finding.exploited, finding.kev), (Some(true), Some(true)));
    assert_eq!(finding.score, Some(9.8));
    assert_eq!(finding.risk, Some(100.0));
    assert_eq!(finding.path.as_deref(), Some("tcp/8080"));
    assert_eq!(finding.package, None);
    assert_eq!(finding.first_seen.unwrap().to_string(), "2025-12-15T10:00:00.000Z");
    let quiet = report.finding("CVE-2026-7008");
    assert_eq!((quiet.exploited, quiet.kev, quiet.path.as_deref()), (None, None, None));
    assert_eq!(quiet.status, Some(FindingStatus::Suppressed));
    assert_eq!(report.rejections(), "3, line 6: `CVSS3` is 12, outside 0 to 10");
}

#[test]
fn a_pci_export_takes_the_level_of_qualys_and_never_guesses_a_date() {
    let report = read(include_str!("fixtures/qualys-pci.csv"));
    let finding = report.finding("QID-86476");
    assert_eq!(finding.severity, Severity::Medium);
    assert_eq!(finding.vendor_severity.as_deref(), Some("Medium"));
    assert_eq!(finding.last_seen.unwrap().to_string(), "2025-09-22T13:01:00.000Z");
    assert_eq!(
        (finding.status, finding.status_reason.as_deref()),
        (None, Some("false positive: Requested"))
    );
    let granted = report.finding("QID-86477");
    assert_eq!(granted.last_seen, None, "5 June or May 6");
    assert_eq!(granted.status, Some(FindingStatus::Suppressed));
    assert_eq!(granted.aliases, ["CVE-2026-7010"]);
}

#[test]
fn the_frame_of_an_api_answer_is_no_entry() {
    let report = read(include_str!("fixtures/qualys-detections.csv"));
    assert_eq!(report.summary.format, Format::QualysDetectionsCsv);
    assert_eq!(report.summary.entries, 1);
    assert!(report.summary.more_pages);
    let finding = report.finding("QID-38739");
    assert_eq!(finding.status_reason.as_deref(), Some("the QID is disabled in Qualys"));
    assert_eq!(finding.platform.as_deref(), Some("Linux"));
}

#[test]
fn what_has_no_detections_is_refused_with_what_to_import() {
    let reason = refusal("<KNOWLEDGE_BASE_VULN_LIST_OUTPUT/>");
    assert!(reason.contains("knowledge base"), "{reason}");
}
