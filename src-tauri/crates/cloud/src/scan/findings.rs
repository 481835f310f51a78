//! Image Builder's findings as rows of the report model.

use aws_sdk_imagebuilder::types::{CvssScore, ImageScanFinding, VulnerablePackage};
use ingot_report::{Finding, Scanner, Score, Severity};

use super::convert::{aliases, fix_available, installed, said};
use crate::time;

/// One row for each package that the finding names; without packages a single one.
pub(super) fn rows(entry: ImageScanFinding, image_build_arn: &str, region: &str) -> Vec<Finding> {
    let details = entry.package_vulnerability_details;
    let vulnerability = details
        .as_ref()
        .map(|details| details.vulnerability_id.clone())
        .filter(|id| !id.is_empty())
        .or_else(|| entry.title.clone())
        .unwrap_or_else(|| "unnamed".to_owned());
    let severity = entry
        .severity
        .as_deref()
        .and_then(Severity::from_name)
        .unwrap_or(Severity::Untriaged);
    let adjusted = entry.inspector_score_details.and_then(|details| details.adjusted_cvss);
    let recommendation = entry.remediation.and_then(|remediation| remediation.recommendation);

    let mut common = Finding::new(Scanner::Inspector, vulnerability, severity);
    if let Some(title) = entry.title {
        common.title = title;
    }
    common.description = entry.description;
    common.fix_available = entry.fix_available.as_deref().and_then(fix_available);
    common.score = entry.inspector_score;
    if let Some(recommendation) = recommendation {
        common.remediation = recommendation.text.and_then(said);
        common.references.extend(recommendation.url);
    }
    common.resource = Some(image_build_arn.to_owned());
    common.resource_type = Some("AWS_IMAGEBUILDER_IMAGE".to_owned());
    common.image = Some(image_build_arn.to_owned());
    common.account = entry.aws_account_id;
    common.region = Some(region.to_owned());
    common.first_seen = entry.first_observed_at.as_ref().and_then(time::moment);
    common.updated = entry.updated_at.as_ref().and_then(time::moment);
    common.finding_type = entry.r#type;
    let mut packages = Vec::new();
    if let Some(details) = details {
        common.aliases = aliases(&common.vulnerability, details.related_vulnerabilities);
        common.source = details.source;
        common.source_url = details.source_url;
        common.vendor_severity = details.vendor_severity;
        common.published = details.vendor_created_at.as_ref().and_then(time::moment);
        let mut references = details.reference_urls.unwrap_or_default();
        references.append(&mut common.references);
        common.references = references;
        common.scores = details.cvss.unwrap_or_default().into_iter().map(score).collect();
        packages = details.vulnerable_packages.unwrap_or_default();
    }
    if let Some(adjusted) = adjusted {
        common.score_vector = adjusted.scoring_vector.clone();
        let adjusted = Score {
            source: adjusted.score_source,
            version: adjusted.version,
            score: adjusted.score,
            vector: adjusted.scoring_vector,
        };
        if !common.scores.contains(&adjusted) {
            common.scores.push(adjusted);
        }
    }
    if packages.is_empty() {
        return vec![common];
    }
    packages
        .into_iter()
        .map(|package| with_package(common.clone(), package))
        .collect()
}

fn with_package(mut row: Finding, package: VulnerablePackage) -> Finding {
    row.installed = installed(package.version.as_deref(), package.epoch, package.release.as_deref());
    row.package = package.name;
    row.fixed = package
        .fixed_in_version
        .and_then(said)
        .map(|version| ingot_report::without_zero_epoch(&version).to_owned());
    row.path = package.file_path;
    row.package_manager = package.package_manager;
    row.arch = package.arch;
    row.layer_digest = package.source_layer_hash;
    row.remediation = package.remediation.and_then(said).or(row.remediation);
    row
}

fn score(cvss: CvssScore) -> Score {
    Score {
        source: cvss.source,
        version: cvss.version,
        score: cvss.base_score,
        vector: cvss.scoring_vector,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use aws_sdk_imagebuilder::types::PackageVulnerabilityDetails;

    use super::*;

    const IMAGE: &str = "arn:aws:imagebuilder:eu-west-1:111122223333:image/web/1.0.0/1";

    #[test]
    fn a_finding_in_two_packages_is_two_rows_with_the_same_vulnerability() {
        let package = |name: &str| {
            VulnerablePackage::builder()
                .name(name)
                .version("3.0.2")
                .release("0ubuntu1")
                .build()
        };
        let details = PackageVulnerabilityDetails::builder()
            .vulnerability_id("CVE-2099-00001")
            .vulnerable_packages(package("openssl"))
            .vulnerable_packages(package("libssl3"))
            .build()
            .unwrap();
        let entry = ImageScanFinding::builder()
            .severity("CRITICAL")
            .fix_available("YES")
            .package_vulnerability_details(details)
            .build();
        let rows = rows(entry, IMAGE, "eu-west-1");
        let told: Vec<_> = rows
            .iter()
            .map(|row| {
                (
                    row.vulnerability.as_str(),
                    row.package.as_deref().unwrap(),
                    row.installed.as_deref().unwrap(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("CVE-2099-00001", "openssl", "3.0.2-0ubuntu1"),
                ("CVE-2099-00001", "libssl3", "3.0.2-0ubuntu1")
            ]
        );
        assert!(
            rows.iter()
                .all(|row| row.severity == Severity::Critical && row.status.is_none() && row.epss.is_none())
        );
    }

    #[test]
    fn a_finding_with_next_to_nothing_in_it_is_still_a_row() {
        let rows = rows(
            ImageScanFinding::builder().severity("SEVERE").build(),
            IMAGE,
            "eu-west-1",
        );
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (rows[0].severity, rows[0].image.as_deref()),
            (Severity::Untriaged, Some(IMAGE))
        );
    }
}
