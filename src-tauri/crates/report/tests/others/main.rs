//! Reports of scanners other than Inspector, and inventories.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods
)]

mod corpus;
mod cyclonedx;
mod grype;
mod properties;
mod qualys;
mod spdx;
mod trivy;

use std::ops::ControlFlow;

use ingot_report::read::{self, Entry, ReadError, Rejection, Summary};
use ingot_report::{Finding, Package};

/// A report that was read.
#[derive(Debug, PartialEq)]
struct Report {
    summary: Summary,
    findings: Vec<Finding>,
    packages: Vec<Package>,
    rejected: Vec<Rejection>,
}

impl Report {
    /// The first finding of that vulnerability.
    fn finding(&self, vulnerability: &str) -> &Finding {
        let found = self
            .findings
            .iter()
            .find(|finding| finding.vulnerability == vulnerability);
        found.unwrap_or_else(|| panic!("{vulnerability} is not among the findings"))
    }

    fn package(&self, name: &str) -> &Package {
        let found = self.packages.iter().find(|package| package.name == name);
        found.unwrap_or_else(|| panic!("{name} is not among the packages"))
    }

    /// The places and reasons of what was rejected, one on a line.
    fn rejections(&self) -> String {
        let lines: Vec<_> = self
            .rejected
            .iter()
            .map(|it| format!("{}, line {}: {}", it.entry, it.line, it.reason))
            .collect();
        lines.join("\n")
    }
}

fn try_read(bytes: &[u8]) -> Result<Report, ReadError> {
    let (mut findings, mut packages, mut rejected) = (Vec::new(), Vec::new(), Vec::new());
    let summary = read::read(&bytes, &mut |entry| {
        match entry {
            Entry::Findings { findings: found, .. } => findings.extend(found),
            Entry::Package { package, .. } => packages.push(package),
            Entry::Rejected(rejection) => rejected.push(rejection),
            other => panic!("{other:?} is none of these reports' entries"),
        }
        ControlFlow::Continue(())
    })?;
    Ok(Report {
        summary,
        findings,
        packages,
        rejected,
    })
}

fn read(text: &str) -> Report {
    try_read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

fn refusal(text: &str) -> String {
    try_read(text.as_bytes()).unwrap_err().to_string()
}

/// Every fixture, for what holds of all formats.
const FIXTURES: [(&str, &str); 19] = [
    ("trivy", include_str!("fixtures/trivy.json")),
    ("trivy-legacy", include_str!("fixtures/trivy-legacy.json")),
    ("trivy-cluster", include_str!("fixtures/trivy-cluster.json")),
    ("grype", include_str!("fixtures/grype.json")),
    ("grype-old", include_str!("fixtures/grype-old.json")),
    ("cyclonedx", include_str!("fixtures/cyclonedx.json")),
    ("cyclonedx-xml", include_str!("fixtures/cyclonedx.xml")),
    ("spdx", include_str!("fixtures/spdx.json")),
    ("spdx-tag-value", include_str!("fixtures/spdx.spdx")),
    ("spdx-3", include_str!("fixtures/spdx-3.json")),
    ("qualys-assets", include_str!("fixtures/qualys-assets.xml")),
    ("qualys-detections", include_str!("fixtures/qualys-detections.xml")),
    ("qualys-scan", include_str!("fixtures/qualys-scan.xml")),
    ("qualys-was", include_str!("fixtures/qualys-was.xml")),
    ("qualys-scan-table", include_str!("fixtures/qualys-scan.csv")),
    ("qualys-vmdr", include_str!("fixtures/qualys-vmdr.csv")),
    ("qualys-pci", include_str!("fixtures/qualys-pci.csv")),
    (
        "qualys-detections-table",
        include_str!("fixtures/qualys-detections.csv"),
    ),
    ("github", include_str!("fixtures/github-sbom.json")),
];
