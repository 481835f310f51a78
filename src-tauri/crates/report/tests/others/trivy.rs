use ingot_report::read::Format;
use ingot_report::{FindingStatus, FixAvailable, Severity};

use crate::{read, refusal};

fn report() -> crate::Report {
    read(include_str!("fixtures/trivy.json"))
}

#[test]
fn a_vulnerability_keeps_what_trivy_says_of_it() {
    let report = report();
    assert_eq!(report.summary.format, Format::TrivyJson);
    insta::assert_json_snapshot!(report.finding("CVE-2026-1001"));
}

#[test]
fn a_report_says_what_was_scanned_and_when() {
    let subject = report().summary.subject;
    assert_eq!(subject.name.as_deref(), Some("registry.example.com/shop:1.4"));
    assert_eq!(subject.image.as_deref(), Some("registry.example.com/shop@sha256:bbbb"));
    assert_eq!(subject.written.unwrap().to_string(), "2026-03-01T09:00:00.123Z");
    assert_eq!(subject.tool.as_deref(), Some("Trivy"));
}

#[test]
fn one_vulnerability_in_two_packages_is_two_findings() {
    let report = report();
    let packages: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.vulnerability == "CVE-2026-1001")
        .map(|finding| finding.package.as_deref().unwrap())
        .collect();
    assert_eq!(packages, ["openssl", "libssl3"]);
}

#[test]
fn what_the_distribution_will_not_fix_or_is_not_affected_by_says_so() {
    let report = report();
    let unfixed = report.finding("CVE-2026-1002");
    assert_eq!(unfixed.severity, Severity::Untriaged);
    assert_eq!(unfixed.fix_available, Some(FixAvailable::No));
    assert_eq!(unfixed.status, Some(FindingStatus::Active));
    assert_eq!(unfixed.status_reason.as_deref(), Some("will_not_fix"));
    let unaffected = &report.findings[2];
    assert_eq!(unaffected.status, Some(FindingStatus::Suppressed));
    assert_eq!(unaffected.fix_available, None);
}

#[test]
fn a_vex_statement_suppresses_with_its_reason() {
    let report = report();
    let suppressed = report.finding("CVE-2026-1005");
    assert_eq!(suppressed.status, Some(FindingStatus::Suppressed));
    assert_eq!(
        suppressed.status_reason.as_deref(),
        Some("not_affected: vulnerable_code_not_in_execute_path (by vex.json)")
    );
}

#[test]
fn a_language_is_no_file_and_a_lock_file_is() {
    let report = report();
    assert_eq!(
        report.finding("CVE-2026-1003").path.as_deref(),
        Some("opt/shop/web.jar")
    );
    assert_eq!(report.finding("CVE-2026-1005").path, None);
    let legacy = read(include_str!("fixtures/trivy-legacy.json"));
    let finding = legacy.finding("CVE-2019-0001");
    assert_eq!(finding.path.as_deref(), Some("app/Gemfile.lock"));
    assert_eq!(finding.fixed.as_deref(), Some("2.0.8"));
    assert_eq!(finding.resource, None);
}

#[test]
fn a_system_of_schema_1_is_no_file() {
    let report = read(
        r#"[{"Target":"alpine:3.9 (alpine 3.9.0)","Type":"alpine","Vulnerabilities":[{"VulnerabilityID":"CVE-2019-1"}]}]"#,
    );
    assert_eq!(report.findings[0].path, None);
}

#[test]
fn a_secret_is_named_and_never_shown() {
    let report = report();
    let secret = report.finding("aws-access-key-id");
    assert_eq!(secret.finding_type.as_deref(), Some("SECRET"));
    assert_eq!(secret.path.as_deref(), Some("etc/app/config.yaml:7"));
    assert!(!format!("{report:?}").contains("EXAMPLE-SECRET-VALUE"));
}

#[test]
fn a_misconfiguration_that_passed_is_closed_and_a_license_names_its_package() {
    let report = report();
    let failed = report.finding("DS002");
    assert_eq!(failed.finding_type.as_deref(), Some("MISCONFIGURATION"));
    assert_eq!(failed.status, Some(FindingStatus::Active));
    assert_eq!(failed.path.as_deref(), Some("Dockerfile:3"));
    assert_eq!(failed.remediation.as_deref(), Some("Add a USER line"));
    assert_eq!(report.finding("DS001").status, Some(FindingStatus::Closed));
    let license = report.finding("GPL-2.0");
    assert_eq!(license.finding_type.as_deref(), Some("LICENSE"));
    assert_eq!(license.package.as_deref(), Some("apk-tools"));
}

#[test]
fn installed_packages_are_an_inventory() {
    insta::assert_debug_snapshot!(report().packages);
}

#[test]
fn a_bad_entry_is_rejected_with_its_place_and_the_rest_is_read() {
    let report = report();
    assert_eq!(
        report.rejections(),
        "7, line 83: `CVSS.nvd.V3Score` is 11, outside 0 to 10"
    );
    assert_eq!(report.summary.entries, 12);
}

#[test]
fn a_cluster_names_the_resource_even_if_it_stands_behind_its_vulnerabilities() {
    let report = read(include_str!("fixtures/trivy-cluster.json"));
    assert_eq!(report.summary.subject.name.as_deref(), Some("prod"));
    let finding = report.finding("CVE-2026-2001");
    assert_eq!(finding.resource.as_deref(), Some("shop/Deployment/web"));
    assert_eq!(finding.resource_type.as_deref(), Some("Deployment"));
    assert_eq!(finding.package_manager.as_deref(), Some("debian"));
    assert_eq!(finding.path, None);
}

#[test]
fn the_scan_of_an_ami_is_about_that_ami() {
    let report = read(
        r#"{"SchemaVersion":2,"ArtifactName":"ami:ami-0123456789abcdef0","ArtifactType":"vm",
            "Results":[{"Target":"x","Class":"os-pkgs","Vulnerabilities":[{"VulnerabilityID":"CVE-2026-1"}]}]}"#,
    );
    assert_eq!(report.findings[0].image.as_deref(), Some("ami-0123456789abcdef0"));
}

#[test]
fn a_report_without_results_is_read_as_clean_and_another_file_is_refused() {
    let report = read(r#"{"SchemaVersion":2,"ArtifactName":"alpine","ArtifactType":"container_image"}"#);
    assert_eq!(report.summary.entries, 0);
    assert!(refusal(r#"{"Results":[{"Other":1}]}"#).starts_with("not a report"));
}
