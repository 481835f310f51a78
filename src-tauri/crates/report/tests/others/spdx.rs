use ingot_report::read::Format;
use ingot_report::{FindingStatus, Severity};

use crate::{read, refusal};

const JSON: &str = include_str!("fixtures/spdx.json");
const TAG_VALUE: &str = include_str!("fixtures/spdx.spdx");
const GRAPH: &str = include_str!("fixtures/spdx-3.json");

#[test]
fn packages_are_an_inventory() {
    let report = read(JSON);
    assert_eq!(report.summary.format, Format::SpdxJson);
    insta::assert_debug_snapshot!(report.packages);
    assert_eq!(report.summary.subject.name.as_deref(), Some("shop:1.4"));
    assert_eq!(report.summary.subject.tool.as_deref(), Some("packer-1.2"));
}

#[test]
fn an_advisory_is_a_finding_of_unknown_severity_and_standing() {
    let report = read(JSON);
    let finding = report.finding("CVE-2026-5001");
    assert_eq!(finding.severity, Severity::Untriaged);
    assert_eq!((finding.status, finding.fix_available), (None, None));
    assert_eq!(finding.package.as_deref(), Some("org.apache:log4j-core"));
    assert_eq!(finding.description.as_deref(), Some("Read it"));
    assert_eq!(finding.remediation.as_deref(), Some("Merged upstream"));
    assert_eq!(
        finding.references,
        [
            "https://example.com/CVE-2026-5001",
            "https://example.com/more/CVE-2026-5001",
            "https://example.com/fix/CVE-2026-5001"
        ]
    );
    let ids: Vec<_> = report
        .findings
        .iter()
        .map(|finding| finding.vulnerability.as_str())
        .collect();
    assert_eq!(ids, ["CVE-2026-5001", "https://example.com/advisory/77"]);
    assert_eq!(report.rejections(), "5, line 29: the package has no `name`");
}

#[test]
fn tags_and_values_say_the_same_as_json() {
    let (json, tags) = (read(JSON), read(TAG_VALUE));
    assert_eq!(tags.summary.format, Format::SpdxTagValue);
    assert_eq!(json.packages, tags.packages);
    assert_eq!(json.findings, tags.findings);
    assert_eq!(json.summary.subject, tags.summary.subject);
    assert_eq!(tags.rejections(), "5, line 35: the package has no `name`");
}

#[test]
fn an_spdx_3_document_gives_its_packages_and_what_vex_says_of_them() {
    let report = read(GRAPH);
    assert_eq!(report.summary.format, Format::Spdx3Json);
    let told: Vec<_> = report
        .findings
        .iter()
        .map(|finding| {
            let words = [
                Some(finding.vulnerability.as_str()),
                finding.package.as_deref(),
                finding.status_reason.as_deref(),
            ];
            words.map(Option::unwrap_or_default).join(" | ")
        })
        .collect();
    assert_eq!(
        told,
        [
            "CVE-2026-6001 | zlib | not_affected: componentNotPresent: not linked",
            "CVE-2026-6001 | org.example:core | affected",
            "CVE-2026-6001 |  | affected",
            "CVE-2026-6002 | org.example:core | ",
        ]
    );
    let finding = &report.findings[1];
    assert_eq!(finding.status, Some(FindingStatus::Active));
    assert_eq!(finding.severity, Severity::Critical);
    assert_eq!(
        (finding.score, finding.epss, finding.kev),
        (Some(9.1), Some(0.5), Some(true))
    );
    assert_eq!(finding.remediation.as_deref(), Some("Upgrade"));
    assert_eq!(report.package("org.example:core").kind.as_deref(), Some("maven"));
    assert_eq!(
        report.rejections(),
        "4, line 26: the vulnerability `urn:gone` is not in the file\n7, line 71: the package has no `name`"
    );
}

#[test]
fn a_dependency_graph_of_github_is_an_spdx_document() {
    let report = read(include_str!("fixtures/github-sbom.json"));
    assert_eq!(report.packages.len(), 1);
    assert_eq!(report.summary.subject.name.as_deref(), Some("com.github.example/shop"));
}

#[test]
fn other_spellings_of_spdx_are_refused_with_what_to_do() {
    let yaml = refusal("SPDXID: SPDXRef-DOCUMENT\nspdxVersion: SPDX-2.3\npackages: []\n");
    assert!(
        yaml.ends_with("it is an SPDX document in YAML; export it as JSON or tag-value"),
        "{yaml}"
    );
    let rdf = refusal(
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:spdx="http://spdx.org/rdf/terms#"/>"#,
    );
    assert!(
        rdf.ends_with("it is an SPDX document in RDF; export it as JSON or tag-value"),
        "{rdf}"
    );
}
