//! Image Builder's findings as rows of the report model.

use aws_sdk_imagebuilder::types::{ImageScanFinding, VulnerablePackage};
use ingot_report::{Finding, FixAvailable, Scanner, Severity};

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
    common.score_vector = adjusted.and_then(|cvss| cvss.scoring_vector);
    common.remediation = recommendation.and_then(|recommendation| recommendation.text);
    common.resource = Some(image_build_arn.to_owned());
    common.resource_type = Some("AWS_IMAGEBUILDER_IMAGE".to_owned());
    common.image = Some(image_build_arn.to_owned());
    common.account = entry.aws_account_id;
    common.region = Some(region.to_owned());
    common.first_seen = entry.first_observed_at.as_ref().and_then(time::moment);
    common.updated = entry.updated_at.as_ref().and_then(time::moment);
    common.finding_type = entry.r#type;
    let Some(details) = details else { return vec![common] };
    common.source = details.source;
    common.source_url = details.source_url;
    common.references = details.reference_urls.unwrap_or_default();
    match details.vulnerable_packages {
        Some(packages) if !packages.is_empty() => packages
            .into_iter()
            .map(|package| with_package(common.clone(), package))
            .collect(),
        _ => vec![common],
    }
}

fn with_package(mut row: Finding, package: VulnerablePackage) -> Finding {
    row.installed = installed(package.version.as_deref(), package.epoch, package.release.as_deref());
    row.package = package.name;
    row.fixed = package
        .fixed_in_version
        .filter(|version| version != "NotAvailable" && !version.is_empty())
        .map(|version| ingot_report::without_zero_epoch(&version).to_owned());
    row.path = package.file_path;
    row.package_manager = package.package_manager;
    row.arch = package.arch;
    row.remediation = package.remediation.or(row.remediation);
    row
}

/// `[epoch:]version[-release]`, as dpkg and rpm write it, without an epoch of zero.
pub(super) fn installed(version: Option<&str>, epoch: Option<i32>, release: Option<&str>) -> Option<String> {
    let version = version?;
    let epoch = epoch
        .filter(|epoch| *epoch > 0)
        .map(|epoch| format!("{epoch}:"))
        .unwrap_or_default();
    let release = release
        .filter(|release| !release.is_empty())
        .map(|release| format!("-{release}"));
    Some(format!("{epoch}{version}{}", release.unwrap_or_default()))
}

fn fix_available(word: &str) -> Option<FixAvailable> {
    match word {
        "YES" => Some(FixAvailable::Yes),
        "NO" => Some(FixAvailable::No),
        "PARTIAL" => Some(FixAvailable::Partial),
        _ => None,
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

    #[test]
    fn versions_are_written_as_the_package_manager_writes_them() {
        assert_eq!(installed(Some("1.2"), Some(0), None).as_deref(), Some("1.2"));
        assert_eq!(
            installed(Some("1.2"), Some(2), Some("3.el7")).as_deref(),
            Some("2:1.2-3.el7")
        );
        assert_eq!(installed(None, Some(2), Some("3")), None);
    }
}
