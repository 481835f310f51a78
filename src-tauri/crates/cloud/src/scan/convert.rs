//! Inspector's findings as rows of the report model, the same rows that reading its exported JSON gives.
//!
//! botocore `inspector2/2020-06-08 service-2.json`, shape `Finding`.

use aws_sdk_inspector2::types::{
    CodeVulnerabilityDetails, ExploitAvailable, Finding as InspectorFinding, FindingStatus as InspectorStatus,
    InspectorScoreDetails, NetworkReachabilityDetails, PackageVulnerabilityDetails, Resource, ResourceType,
    VulnerablePackage,
};
use ingot_report::{Finding, FindingStatus, FixAvailable, Scanner, Score, Severity};

use crate::time;

/// One row for each resource and package that the finding names.
pub(super) fn rows(entry: InspectorFinding) -> Vec<Finding> {
    let details = entry.package_vulnerability_details;
    let vulnerability = details
        .as_ref()
        .map(|details| details.vulnerability_id.clone())
        .filter(|id| !id.is_empty())
        .or_else(|| entry.title.clone())
        .unwrap_or_else(|| "unnamed".to_owned());
    let severity = Severity::from_name(entry.severity.as_str()).unwrap_or(Severity::Untriaged);
    let mut common = Finding::new(Scanner::Inspector, vulnerability, severity);
    if let Some(title) = entry.title {
        common.title = title;
    }
    common.description = Some(entry.description).filter(|text| !text.is_empty());
    common.finding_type = Some(entry.r#type.as_str().to_owned());
    common.finding_arn = Some(entry.finding_arn);
    common.account = Some(entry.aws_account_id);
    common.status = status(&entry.status);
    common.first_seen = time::moment(&entry.first_observed_at);
    common.last_seen = time::moment(&entry.last_observed_at);
    common.updated = entry.updated_at.as_ref().and_then(time::moment);
    common.fix_available = entry.fix_available.and_then(|word| fix_available(word.as_str()));
    common.exploited = entry.exploit_available.map(|exploit| exploit == ExploitAvailable::Yes);
    common.exploited_at = entry
        .exploitability_details
        .and_then(|details| time::moment(&details.last_known_exploit_at?));
    common.epss = entry.epss.map(|epss| epss.score);
    common.score = entry.inspector_score;
    let recommendation = entry.remediation.and_then(|remediation| remediation.recommendation);
    if let Some(recommendation) = recommendation {
        common.remediation = recommendation.text.and_then(said);
        common.references.extend(recommendation.url);
    }
    if let Some(network) = entry.network_reachability_details {
        common.path = port(&network);
    }
    if let Some(code) = entry.code_vulnerability_details {
        common.path = place_in_code(&code);
        common.cwes = code.cwes;
        common.references.extend(code.reference_urls.unwrap_or_default());
    }
    let packages = match details {
        Some(details) => with_vulnerability(&mut common, details),
        None => Vec::new(),
    };
    with_adjusted_score(&mut common, entry.inspector_score_details);

    let places = if entry.resources.is_empty() {
        vec![common]
    } else {
        let places = entry.resources.into_iter();
        places.map(|resource| with_resource(common.clone(), resource)).collect()
    };
    if packages.is_empty() {
        return places;
    }
    places
        .iter()
        .flat_map(|placed| packages.iter().map(|package| with_package(placed.clone(), package)))
        .collect()
}

/// Where Inspector says it stands.
pub(super) fn status(word: &InspectorStatus) -> Option<FindingStatus> {
    match word {
        InspectorStatus::Active => Some(FindingStatus::Active),
        InspectorStatus::Suppressed => Some(FindingStatus::Suppressed),
        InspectorStatus::Closed => Some(FindingStatus::Closed),
        _ => None,
    }
}

/// Both services' word for it.
pub(super) fn fix_available(word: &str) -> Option<FixAvailable> {
    match word {
        "YES" => Some(FixAvailable::Yes),
        "NO" => Some(FixAvailable::No),
        "PARTIAL" => Some(FixAvailable::Partial),
        _ => None,
    }
}

/// `[epoch:]version[-release]`, as dpkg and rpm write it, without an epoch of zero.
pub(super) fn installed(version: Option<&str>, epoch: Option<i32>, release: Option<&str>) -> Option<String> {
    let version = version?;
    let epoch = epoch
        .filter(|epoch| *epoch != 0)
        .map(|epoch| format!("{epoch}:"))
        .unwrap_or_default();
    let release = release
        .filter(|release| !release.is_empty())
        .map(|release| format!("-{release}"));
    Some(format!("{epoch}{version}{}", release.unwrap_or_default()))
}

/// Inspector writes "NotAvailable" for a package without a fix and "None Provided" for a missing recommendation (seen
/// in published findings; the API reference names neither).
pub(super) fn said(text: String) -> Option<String> {
    (!matches!(text.as_str(), "" | "NotAvailable" | "None Provided")).then_some(text)
}

/// The other ids among what the service calls related.
pub(super) fn aliases(vulnerability: &str, related: Option<Vec<String>>) -> Vec<String> {
    let mut aliases = related.unwrap_or_default();
    aliases.retain(|id| !id.is_empty() && id != vulnerability);
    aliases
}

fn with_vulnerability(common: &mut Finding, details: PackageVulnerabilityDetails) -> Vec<VulnerablePackage> {
    common.aliases = aliases(&common.vulnerability, details.related_vulnerabilities);
    common.source = Some(details.source);
    common.source_url = details.source_url;
    common.vendor_severity = details.vendor_severity;
    common.published = details.vendor_created_at.as_ref().and_then(time::moment);
    // What is published about it goes before what to do about it.
    let mut references = details.reference_urls.unwrap_or_default();
    for reference in std::mem::take(&mut common.references) {
        if !references.contains(&reference) {
            references.push(reference);
        }
    }
    common.references = references;
    common.scores = details
        .cvss
        .unwrap_or_default()
        .into_iter()
        .map(|cvss| Score {
            source: Some(cvss.source),
            version: Some(cvss.version),
            score: Some(cvss.base_score),
            vector: Some(cvss.scoring_vector),
        })
        .collect();
    details.vulnerable_packages.unwrap_or_default()
}

fn with_adjusted_score(common: &mut Finding, details: Option<InspectorScoreDetails>) {
    let Some(adjusted) = details.and_then(|details| details.adjusted_cvss) else {
        return;
    };
    common.score_vector = Some(adjusted.scoring_vector.clone());
    let adjusted = Score {
        source: Some(adjusted.score_source),
        version: Some(adjusted.version),
        score: Some(adjusted.score),
        vector: Some(adjusted.scoring_vector),
    };
    if !common.scores.contains(&adjusted) {
        common.scores.push(adjusted);
    }
}

fn with_resource(mut row: Finding, resource: Resource) -> Finding {
    // The id of a container image is its own ARN, digest included; that of a scanned AMI is the AMI's.
    if matches!(
        resource.r#type,
        ResourceType::AwsEcrContainerImage | ResourceType::MachineImage
    ) {
        row.image = Some(resource.id.clone());
    }
    row.resource_type = Some(resource.r#type.as_str().to_owned());
    row.resource = Some(resource.id);
    row.region = resource.region;
    let Some(details) = resource.details else { return row };
    if let Some(instance) = details.aws_ec2_instance {
        row.platform = instance.platform;
        row.image = row.image.or(instance.image_id);
    } else if let Some(image) = details.machine_image {
        row.platform = image.platform;
        row.image = Some(image.machine_image_id);
    } else if let Some(image) = details.aws_ecr_container_image {
        row.platform = image.platform;
    }
    row
}

fn with_package(mut row: Finding, package: &VulnerablePackage) -> Finding {
    row.package = Some(package.name.clone());
    row.installed = installed(Some(&package.version), Some(package.epoch), package.release.as_deref());
    row.fixed = package
        .fixed_in_version
        .clone()
        .and_then(said)
        .map(|version| ingot_report::without_zero_epoch(&version).to_owned());
    row.path = package.file_path.clone().or(row.path);
    row.layer_digest = package.source_layer_hash.clone();
    row.package_manager = package
        .package_manager
        .as_ref()
        .map(|manager| manager.as_str().to_owned());
    row.arch = package.arch.clone();
    row.remediation = package.remediation.clone().and_then(said).or(row.remediation);
    row
}

/// `tcp/22`, `tcp/8000-8080`
fn port(network: &NetworkReachabilityDetails) -> Option<String> {
    let range = network.open_port_range.as_ref()?;
    let protocol = network.protocol.as_str().to_lowercase();
    Some(if range.begin == range.end {
        format!("{protocol}/{}", range.begin)
    } else {
        format!("{protocol}/{}-{}", range.begin, range.end)
    })
}

/// `src/app.py:12`
fn place_in_code(code: &CodeVulnerabilityDetails) -> Option<String> {
    let file = code.file_path.as_ref()?;
    Some(format!("{}:{}", file.file_path, file.start_line))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

    use aws_sdk_inspector2::types::{
        AwsEc2InstanceDetails, FindingType, NetworkProtocol, PortRange, ResourceDetails, Severity as InspectorSeverity,
    };
    use aws_smithy_types::DateTime;

    use super::*;

    fn entry(kind: FindingType) -> aws_sdk_inspector2::types::builders::FindingBuilder {
        let instance = AwsEc2InstanceDetails::builder()
            .image_id("ami-0123456789abcdef0")
            .platform("UBUNTU_22_04");
        let resource = Resource::builder()
            .r#type(ResourceType::AwsEc2Instance)
            .id("i-0123456789abcdef0")
            .details(ResourceDetails::builder().aws_ec2_instance(instance.build()).build())
            .build()
            .unwrap();
        InspectorFinding::builder()
            .finding_arn("arn:1")
            .aws_account_id("111122223333")
            .r#type(kind)
            .title("a title")
            .description("")
            .severity(InspectorSeverity::High)
            .first_observed_at(DateTime::from_secs(100))
            .last_observed_at(DateTime::from_secs(200))
            .status(InspectorStatus::Suppressed)
            .resources(resource)
    }

    #[test]
    fn a_finding_in_two_packages_is_two_rows_of_its_ami_and_what_is_not_said_stays_unknown() {
        let package = |name: &str, fixed: &str| {
            VulnerablePackage::builder()
                .name(name)
                .version("3.0.2")
                .release("0ubuntu1")
                .fixed_in_version(fixed)
                .build()
                .unwrap()
        };
        let details = PackageVulnerabilityDetails::builder()
            .vulnerability_id("CVE-2099-00001")
            .source("UBUNTU_CVE")
            .related_vulnerabilities("CVE-2099-00001")
            .related_vulnerabilities("GHSA-aaaa-bbbb-cccc")
            .vulnerable_packages(package("openssl", "0:3.0.2-0ubuntu2"))
            .vulnerable_packages(package("libssl3", "NotAvailable"))
            .build()
            .unwrap();
        let finding = entry(FindingType::PackageVulnerability)
            .package_vulnerability_details(details)
            .build()
            .unwrap();
        let rows = rows(finding);
        let told: Vec<_> = rows
            .iter()
            .map(|row| (row.package.as_deref().unwrap(), row.fixed.as_deref()))
            .collect();
        assert_eq!(told, [("openssl", Some("3.0.2-0ubuntu2")), ("libssl3", None)]);
        for row in &rows {
            assert_eq!(row.image.as_deref(), Some("ami-0123456789abcdef0"));
            assert_eq!(row.status, Some(FindingStatus::Suppressed));
            assert_eq!(row.aliases, ["GHSA-aaaa-bbbb-cccc"]);
            assert_eq!((row.epss, row.exploited, row.kev, row.score), (None, None, None, None));
            assert_eq!(row.description, None);
        }
    }

    #[test]
    fn an_open_port_is_a_row_with_its_port() {
        let network = |end| {
            NetworkReachabilityDetails::builder()
                .protocol(NetworkProtocol::Tcp)
                .open_port_range(PortRange::builder().begin(8000).end(end).build().unwrap())
                .build()
                .unwrap()
        };
        let finding = |end| {
            entry(FindingType::NetworkReachability)
                .network_reachability_details(network(end))
                .build()
                .unwrap()
        };
        let row = &rows(finding(8000))[0];
        assert_eq!(
            (row.vulnerability.as_str(), row.path.as_deref()),
            ("a title", Some("tcp/8000"))
        );
        assert_eq!(rows(finding(8080))[0].path.as_deref(), Some("tcp/8000-8080"));
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
