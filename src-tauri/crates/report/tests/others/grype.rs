use ingot_report::read::Format;
use ingot_report::{FindingStatus, FixAvailable, Severity};

use crate::read;

fn report() -> crate::Report {
    read(include_str!("fixtures/grype.json"))
}

#[test]
fn an_advisory_has_the_epss_and_kev_of_the_cve_behind_it() {
    let report = report();
    assert_eq!(report.summary.format, Format::GrypeJson);
    insta::assert_json_snapshot!(report.finding("GHSA-aaaa-bbbb-cccc"));
}

#[test]
fn an_artifact_in_two_places_is_two_findings() {
    let report = report();
    let paths: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.vulnerability == "GHSA-aaaa-bbbb-cccc")
        .map(|finding| {
            (
                finding.path.as_deref().unwrap(),
                finding.layer_digest.as_deref().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("/opt/a/log4j-core.jar", "sha256:1111"),
        ("/opt/b/log4j-core.jar", "sha256:2222"),
    ];
    assert_eq!(paths, expected);
}

#[test]
fn a_package_of_the_system_lies_nowhere_and_a_python_package_in_one_place() {
    let report = report();
    let bash = report.finding("CVE-2026-3003");
    assert_eq!(bash.path, None);
    assert_eq!(bash.layer_digest.as_deref(), Some("sha256:3333"));
    assert_eq!(bash.installed.as_deref(), Some("4.4.20-4.el8"));
    assert_eq!(bash.arch.as_deref(), Some("x86_64"));
    let requests: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.vulnerability == "CVE-2026-3004")
        .collect();
    assert_eq!(requests.len(), 1);
    assert_eq!(
        requests[0].path.as_deref(),
        Some("/usr/lib/python3/requests.dist-info/METADATA")
    );
}

#[test]
fn what_grype_does_not_say_is_not_no() {
    let report = report();
    let finding = report.finding("CVE-2026-3004");
    assert_eq!(finding.severity, Severity::Untriaged);
    assert_eq!((finding.epss, finding.kev, finding.exploited), (None, None, None));
    assert_eq!(finding.fix_available, None);
    let unfixed = report.finding("CVE-2026-3003");
    assert_eq!(unfixed.severity, Severity::Informational);
    assert_eq!(unfixed.fix_available, Some(FixAvailable::No));
    assert_eq!(unfixed.status_reason.as_deref(), Some("wont-fix"));
}

#[test]
fn ignored_matches_are_suppressed_by_the_rules_that_ignored_them() {
    let report = report();
    let ignored = report.finding("CVE-2026-3005");
    assert_eq!(ignored.status, Some(FindingStatus::Suppressed));
    assert_eq!(
        ignored.status_reason.as_deref(),
        Some("not reachable; not_affected: component_not_present; ignored by rule for fix state not-fixed")
    );
}

#[test]
fn what_was_scanned_is_known_though_it_stands_at_the_end() {
    let report = report();
    for finding in &report.findings {
        assert_eq!(finding.image.as_deref(), Some("registry.example.com/shop@sha256:bbbb"));
        assert_eq!(finding.resource.as_deref(), Some("registry.example.com/shop:1.4"));
        assert_eq!(finding.platform.as_deref(), Some("rhel 8.9"));
    }
    assert_eq!(report.summary.subject.tool.as_deref(), Some("grype 0.94.0"));
}

#[test]
fn a_match_without_an_id_is_rejected() {
    let report = report();
    assert_eq!(report.rejections(), "4, line 77: the entry has no `vulnerability.id`");
    assert_eq!((report.summary.entries, report.summary.rows), (5, 5));
}

#[test]
fn reports_of_the_first_versions_are_read() {
    let report = read(include_str!("fixtures/grype-old.json"));
    let finding = report.finding("CVE-2019-3001");
    assert_eq!(finding.installed.as_deref(), Some("4:5.16.3-297.el7"));
    assert_eq!(finding.fixed.as_deref(), Some("1.2.4"));
    assert_eq!(finding.score, Some(5.0));
    assert_eq!(finding.scores.len(), 1);
    assert_eq!(finding.references, ["https://example.com/old"]);
    assert_eq!(finding.resource.as_deref(), Some("/srv/app"));
    assert_eq!(finding.image, None);
}

#[test]
fn metadata_of_any_shape_costs_no_match() {
    for metadata in [r#"{"epoch":null}"#, r#"{"epoch":"one"}"#, "[]", "null", "7"] {
        let file = format!(
            r#"{{"matches":[{{"vulnerability":{{"id":"CVE-2026-1"}},"artifact":{{"name":"a","version":"1","metadata":{metadata}}}}}]}}"#
        );
        assert_eq!(read(&file).findings[0].installed.as_deref(), Some("1"), "{metadata}");
    }
}
