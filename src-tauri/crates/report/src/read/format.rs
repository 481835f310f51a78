//! The kinds of files that are read.

use serde::{Deserialize, Serialize};

/// What kind of report a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// `aws inspector2 list-findings`, or a JSON findings report exported to S3.
    #[serde(rename = "inspector-findings-json")]
    InspectorFindings,
    /// `aws imagebuilder list-image-scan-findings`.
    #[serde(rename = "image-builder-findings-json")]
    ImageBuilderFindings,
    /// `aws inspector2 batch-get-finding-details`: more about findings of another file.
    #[serde(rename = "inspector-details-json")]
    InspectorDetails,
    /// EventBridge events of Inspector and Security Hub.
    #[serde(rename = "inspector-events-json")]
    InspectorEvents,
    /// A CSV findings report exported to S3 or from the console.
    #[serde(rename = "inspector-findings-csv")]
    InspectorCsv,
    /// `aws inspector2 get-cis-scan-result-details` or `list-cis-scan-results-aggregated-by-checks`.
    #[serde(rename = "inspector-cis-json")]
    InspectorCis,
    /// A CIS scan report in CSV.
    #[serde(rename = "inspector-cis-csv")]
    InspectorCisCsv,
    /// `aws inspector-scan scan-sbom --output-format INSPECTOR`.
    #[serde(rename = "inspector-scan-json")]
    InspectorScan,
    /// AWS Security Finding Format, as `aws securityhub get-findings` writes it.
    #[serde(rename = "security-hub-json")]
    SecurityHub,
    /// `trivy --format json`, of an artifact or a cluster.
    #[serde(rename = "trivy-json")]
    TrivyJson,
    /// `grype -o json`.
    #[serde(rename = "grype-json")]
    GrypeJson,
    /// A CycloneDX document in JSON.
    #[serde(rename = "cyclonedx-json")]
    CyclonedxJson,
    /// A CycloneDX document in XML.
    #[serde(rename = "cyclonedx-xml")]
    CyclonedxXml,
    /// An SPDX 2 document in JSON.
    #[serde(rename = "spdx-json")]
    SpdxJson,
    /// An SPDX 2 document as tags and values.
    #[serde(rename = "spdx-tag-value")]
    SpdxTagValue,
    /// An SPDX 3 document in JSON-LD.
    #[serde(rename = "spdx-3-json")]
    Spdx3Json,
    /// Qualys' report on assets (`ASSET_DATA_REPORT`).
    #[serde(rename = "qualys-asset-report-xml")]
    QualysAssetXml,
    /// Qualys' results of one scan (`SCAN`).
    #[serde(rename = "qualys-scan-xml")]
    QualysScanXml,
    /// Qualys' host list of detections (`HOST_LIST_VM_DETECTION_OUTPUT`).
    #[serde(rename = "qualys-detections-xml")]
    QualysDetectionsXml,
    /// Qualys' reports on web applications (`WAS_SCAN_REPORT`, `WAS_WEBAPP_REPORT`).
    #[serde(rename = "qualys-was-xml")]
    QualysWasXml,
    /// Qualys' scan results and asset reports as a table.
    #[serde(rename = "qualys-scan-csv")]
    QualysScanCsv,
    /// Qualys' PCI exports and those of HackerGuardian.
    #[serde(rename = "qualys-pci-csv")]
    QualysPciCsv,
    /// Qualys' VMDR exports, by CVE or by QID.
    #[serde(rename = "qualys-vmdr-csv")]
    QualysVmdrCsv,
    /// Qualys' host list of detections as a table.
    #[serde(rename = "qualys-detections-csv")]
    QualysDetectionsCsv,
    /// CISA's catalog of known exploited vulnerabilities.
    #[serde(rename = "kev-json")]
    KevJson,
    /// The same as a table.
    #[serde(rename = "kev-csv")]
    KevCsv,
    /// FIRST's exploit prediction scores.
    #[serde(rename = "epss-csv")]
    EpssCsv,
}

impl Format {
    pub const ALL: [Self; 27] = [
        Self::InspectorFindings,
        Self::ImageBuilderFindings,
        Self::InspectorDetails,
        Self::InspectorEvents,
        Self::InspectorCsv,
        Self::InspectorCis,
        Self::InspectorCisCsv,
        Self::InspectorScan,
        Self::SecurityHub,
        Self::TrivyJson,
        Self::GrypeJson,
        Self::CyclonedxJson,
        Self::CyclonedxXml,
        Self::SpdxJson,
        Self::SpdxTagValue,
        Self::Spdx3Json,
        Self::QualysAssetXml,
        Self::QualysScanXml,
        Self::QualysDetectionsXml,
        Self::QualysWasXml,
        Self::QualysScanCsv,
        Self::QualysPciCsv,
        Self::QualysVmdrCsv,
        Self::QualysDetectionsCsv,
        Self::KevJson,
        Self::KevCsv,
        Self::EpssCsv,
    ];

    /// The name that is stored, shown and written in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::InspectorFindings => "inspector-findings-json",
            Self::ImageBuilderFindings => "image-builder-findings-json",
            Self::InspectorDetails => "inspector-details-json",
            Self::InspectorEvents => "inspector-events-json",
            Self::InspectorCsv => "inspector-findings-csv",
            Self::InspectorCis => "inspector-cis-json",
            Self::InspectorCisCsv => "inspector-cis-csv",
            Self::InspectorScan => "inspector-scan-json",
            Self::SecurityHub => "security-hub-json",
            Self::TrivyJson => "trivy-json",
            Self::GrypeJson => "grype-json",
            Self::CyclonedxJson => "cyclonedx-json",
            Self::CyclonedxXml => "cyclonedx-xml",
            Self::SpdxJson => "spdx-json",
            Self::SpdxTagValue => "spdx-tag-value",
            Self::Spdx3Json => "spdx-3-json",
            Self::QualysAssetXml => "qualys-asset-report-xml",
            Self::QualysScanXml => "qualys-scan-xml",
            Self::QualysDetectionsXml => "qualys-detections-xml",
            Self::QualysWasXml => "qualys-was-xml",
            Self::QualysScanCsv => "qualys-scan-csv",
            Self::QualysPciCsv => "qualys-pci-csv",
            Self::QualysVmdrCsv => "qualys-vmdr-csv",
            Self::QualysDetectionsCsv => "qualys-detections-csv",
            Self::KevJson => "kev-json",
            Self::KevCsv => "kev-csv",
            Self::EpssCsv => "epss-csv",
        }
    }
}
