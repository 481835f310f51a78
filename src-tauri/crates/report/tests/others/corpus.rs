//! Published reports of Qualys, Trivy, Grype, CycloneDX and SPDX, read whole. They lie beside the repository, not in it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods
)]

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use ingot_report::read::{self, Entry, Format, Rejection, Summary};
use ingot_report::{Finding, Package};
use serde_json::Value;

/// The files of one part of the corpus; none, and a word of it, where the corpus is not there.
fn corpus(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../../shared/corpora")
        .join(kind);
    let mut files = Vec::new();
    if folder.is_dir() {
        gather(&folder, &mut files);
        files.sort();
        assert!(!files.is_empty(), "{} has no files", folder.display());
    } else {
        eprintln!("skipped: {} is not there", folder.display());
    }
    files
}

fn gather(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, into);
        } else {
            into.push(path);
        }
    }
}

struct Report {
    summary: Summary,
    findings: Vec<Finding>,
    packages: Vec<Package>,
    rejected: Vec<Rejection>,
}

fn read_file(file: &Path) -> Report {
    let bytes = fs::read(file).unwrap();
    let (mut findings, mut packages, mut rejected) = (Vec::new(), Vec::new(), Vec::new());
    let summary = read::read(&&bytes[..], &mut |entry| {
        match entry {
            Entry::Findings { findings: found, .. } => findings.extend(found),
            Entry::Package { package, .. } => packages.push(package),
            Entry::Rejected(rejection) => rejected.push(rejection),
            other => panic!("{}: {other:?}", file.display()),
        }
        ControlFlow::Continue(())
    });
    let summary = summary.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    assert_eq!(
        summary.entries,
        summary.imported + summary.rejected,
        "{}",
        file.display()
    );
    assert_eq!(summary.broken_off, None, "{}", file.display());
    if std::env::var_os("SHOW").is_some() {
        eprintln!("== {} {summary:?}", file.display());
        for finding in findings.iter().take(3) {
            eprintln!("{}", serde_json::to_string(finding).unwrap().replace("null", "~"));
        }
        eprintln!("{:?}", packages.iter().take(2).collect::<Vec<_>>());
    }
    Report {
        summary,
        findings,
        packages,
        rejected,
    }
}

fn parsed(file: &Path) -> Value {
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

fn count(value: &Value) -> u64 {
    value.as_array().map_or(0, Vec::len) as u64
}

#[test]
fn every_entry_of_a_trivy_report_is_read() {
    const LISTS: [&str; 6] = [
        "Vulnerabilities",
        "Packages",
        "Misconfigurations",
        "Secrets",
        "Licenses",
        "ExperimentalModifiedFindings",
    ];
    for file in corpus("trivy") {
        let report = read_file(&file);
        let tree = parsed(&file);
        let results = tree["Results"].as_array().unwrap();
        let entries: u64 = results
            .iter()
            .map(|result| LISTS.map(|list| count(&result[list])).iter().sum::<u64>())
            .sum();
        assert_eq!(report.summary.format, Format::TrivyJson);
        assert_eq!(report.summary.entries, entries, "{}", file.display());
        assert_eq!(report.rejected, [], "{}", file.display());
        assert!(
            report
                .findings
                .iter()
                .all(|finding| finding.resource.is_some() || tree["ArtifactName"] == "")
        );
    }
}

#[test]
fn every_match_of_a_grype_report_is_read() {
    for file in corpus("grype") {
        let report = read_file(&file);
        let tree = parsed(&file);
        let entries = count(&tree["matches"]) + count(&tree["ignoredMatches"]);
        assert_eq!(report.summary.format, Format::GrypeJson);
        assert_eq!(report.summary.entries, entries, "{}", file.display());
        assert_eq!(report.rejected, [], "{}", file.display());
        assert!(report.summary.rows >= entries);
    }
}

/// Components, those inside others among them.
fn components(list: &Value) -> u64 {
    let list = list.as_array().map_or(&[][..], Vec::as_slice);
    list.iter()
        .map(|component| 1 + components(&component["components"]))
        .sum()
}

#[test]
fn every_component_and_vulnerability_of_a_cyclonedx_document_is_read() {
    for file in corpus("sbom-cyclonedx") {
        let report = read_file(&file);
        let tree = parsed(&file);
        assert_eq!(report.summary.format, Format::CyclonedxJson);
        assert_eq!(
            report.packages.len() as u64,
            components(&tree["components"]),
            "{}",
            file.display()
        );
        let entries = components(&tree["components"]) + count(&tree["vulnerabilities"]);
        assert_eq!(report.summary.entries, entries, "{}", file.display());
        assert_eq!(report.rejected, [], "{}", file.display());
    }
}

#[test]
fn every_package_and_advisory_of_an_spdx_document_is_read() {
    for file in corpus("sbom-spdx") {
        let report = read_file(&file);
        let tree = parsed(&file);
        let packages = match tree["@graph"].as_array() {
            Some(graph) => graph
                .iter()
                .filter(|element| element["type"] == "software_Package")
                .count() as u64,
            None => count(&tree["packages"]),
        };
        assert_eq!(report.packages.len() as u64, packages, "{}", file.display());
        assert_eq!(
            report.summary.entries,
            packages + report.findings.len() as u64,
            "{}",
            file.display()
        );
        assert_eq!(report.rejected, [], "{}", file.display());
    }
}

#[test]
fn every_detection_of_a_qualys_report_is_read() {
    // Counted by hand in the tables; their rows go over several lines.
    let rows = |name: &str| match name {
        "Qualys_Sample_Report.csv" => 6,
        "many_vulns_cve.csv" | "many_vulns_qid.csv" => 5,
        "many_finding.csv" => 4,
        "one_finding.csv" => 2,
        "one_vuln_cve.csv" | "one_vuln_qid.csv" | "one_vuln_no_metadata_cve.csv" | "monthly_pci_issue6932.csv" => 1,
        _ => 0,
    };
    for file in corpus("qualys") {
        let report = read_file(&file);
        let name = file.file_name().unwrap().to_str().unwrap();
        let entries = if name.ends_with(".xml") {
            let text = fs::read_to_string(&file).unwrap();
            let tags = [
                "<VULN_INFO>",
                "<VULN ",
                "<VULNERABILITY>\n",
                "<SENSITIVE_CONTENT>\n",
                "<INFORMATION_GATHERED>\n",
            ];
            tags.iter().map(|tag| text.matches(tag).count() as u64).sum()
        } else {
            rows(name)
        };
        assert_eq!(report.summary.entries, entries, "{}", file.display());
        assert_eq!(report.rejected, [], "{}", file.display());
    }
}
