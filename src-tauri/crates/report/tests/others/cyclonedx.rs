use ingot_report::read::Format;
use ingot_report::{FindingStatus, Severity};

use crate::read;

const JSON: &str = include_str!("fixtures/cyclonedx.json");
const XML: &str = include_str!("fixtures/cyclonedx.xml");

#[test]
fn a_vulnerability_is_joined_with_each_component_that_it_affects() {
    let report = read(JSON);
    assert_eq!(report.summary.format, Format::CyclonedxJson);
    let findings: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.vulnerability == "CVE-2026-4001")
        .collect();
    insta::assert_json_snapshot!(findings);
}

#[test]
fn components_at_any_depth_are_packages() {
    insta::assert_debug_snapshot!(read(JSON).packages);
}

#[test]
fn json_and_xml_say_the_same() {
    let (json, xml) = (read(JSON), read(XML));
    assert_eq!(xml.summary.format, Format::CyclonedxXml);
    assert_eq!(json.findings, xml.findings);
    assert_eq!(json.packages, xml.packages);
    assert_eq!(json.summary.subject, xml.summary.subject);
    assert_eq!(json.summary.entries, xml.summary.entries);
    let reasons = |report: &crate::Report| report.rejected.iter().map(|it| it.reason.clone()).collect::<Vec<_>>();
    assert_eq!(reasons(&json), reasons(&xml));
}

#[test]
fn a_severity_is_never_made_up_from_a_score() {
    let report = read(JSON);
    let finding = report.finding("CVE-2026-4002");
    assert_eq!(finding.severity, Severity::Untriaged);
    assert_eq!(finding.score, Some(10.0));
    assert_eq!((finding.package.as_deref(), finding.status), (None, None));
    let unknown = report.finding("CVE-2026-4004");
    assert_eq!(unknown.severity, Severity::Untriaged);
    assert_eq!(unknown.vendor_severity.as_deref(), Some("other severe"));
    assert_eq!(unknown.status, Some(FindingStatus::Closed));
}

#[test]
fn a_reference_that_leads_nowhere_still_names_a_package_if_it_is_a_purl() {
    let report = read(JSON);
    let packages: Vec<_> = report
        .findings
        .iter()
        .filter(|finding| finding.vulnerability == "CVE-2026-4003")
        .map(|finding| finding.package.as_deref())
        .collect();
    assert_eq!(packages, [Some("@scope/left"), None]);
}

#[test]
fn a_nameless_component_and_a_nameless_vulnerability_are_rejected() {
    let report = read(JSON);
    assert_eq!(
        report.rejections(),
        "5, line 79: the component has no `name`\n10, line 49: the vulnerability has no `id`"
    );
    assert_eq!((report.summary.entries, report.summary.packages), (10, 4));
}

#[test]
fn one_broken_component_does_not_cost_those_beside_and_inside_it() {
    let report = read(
        r#"{"bomFormat":"CycloneDX","components":[
            {"name":"outer","components":[{"name":7,"components":[{"name":"inside"}]},{"name":"beside","components":{}}]}]}"#,
    );
    let names: Vec<_> = report.packages.iter().map(|package| package.name.as_str()).collect();
    assert_eq!(names, ["outer", "inside", "beside"]);
    let reasons: Vec<_> = report.rejected.iter().map(|it| it.reason.as_str()).collect();
    assert_eq!(
        reasons,
        [
            "`name`: invalid type: integer `7`, expected a string",
            "its `components` are no list"
        ]
    );
}

#[test]
fn an_inventory_without_vulnerabilities_is_a_report_of_packages() {
    let report = read(r#"{"bomFormat":"CycloneDX","specVersion":"1.2","components":[{"type":"library","name":"a"}]}"#);
    assert_eq!((report.summary.rows, report.summary.packages), (0, 1));
}
