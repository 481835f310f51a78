//! Reports from files and from AWS.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Asks AWS for more than a build's own findings. What is written into S3 is a change of AWS.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FetchReport {
    /// Image Builder's findings of one image build, joined with Inspector's.
    ImageBuild { image: String },
    /// Inspector's findings of the instances of an AMI, with their details and coverage.
    Ami { ami: String },
    /// A findings report that Inspector writes into a bucket, followed and fetched.
    FindingsReport {
        ami: Option<String>,
        format: AwsReportFormat,
        bucket: String,
        prefix: Option<String>,
        kms_key: String,
    },
    /// A software bill of materials that Inspector writes into a bucket, followed and fetched.
    Sbom {
        ami: Option<String>,
        format: SbomFormat,
        bucket: String,
        prefix: Option<String>,
        kms_key: String,
    },
    /// The results of CIS scans.
    Cis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AwsReportFormat {
    Csv,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SbomFormat {
    Cyclonedx,
    Spdx,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct ImportRequest {
    /// Reports, KEV and EPSS snapshots, and ZIP archives of them; recognised by their content.
    pub files: Vec<String>,
}

/// The result of an import, one entry a file or member of an archive.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportSummary {
    pub files: Vec<ImportedFile>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ImportedFile {
    /// The path; of an archive's member, `archive.zip/member.json`.
    pub file: String,
    /// `inspector-findings-json`; `None` when the file is not a report.
    pub format: Option<String>,
    pub report: Option<String>,
    pub entries: u32,
    /// Entries of which every part was read.
    pub imported: u32,
    pub rejected: Vec<RejectedEntry>,
    /// All of them; `rejected` lists the first ones.
    pub rejected_total: u32,
    /// Rows of the table: one for each vulnerable package of an entry.
    pub rows: u32,
    /// Rows of the package inventory.
    pub packages: u32,
    pub new: u32,
    pub changed: u32,
    pub closed: u32,
    /// Rows of the file that say again what another row of it says: the same finding, counted once.
    pub repeated: u32,
    /// Why the file could not be read, or not to its end.
    pub error: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RejectedEntry {
    /// From 1.
    pub entry: u32,
    pub line: u32,
    pub reason: String,
}
