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
    pub const ALL: [Self; 12] = [
        Self::InspectorFindings,
        Self::ImageBuilderFindings,
        Self::InspectorDetails,
        Self::InspectorEvents,
        Self::InspectorCsv,
        Self::InspectorCis,
        Self::InspectorCisCsv,
        Self::InspectorScan,
        Self::SecurityHub,
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
            Self::KevJson => "kev-json",
            Self::KevCsv => "kev-csv",
            Self::EpssCsv => "epss-csv",
        }
    }
}
