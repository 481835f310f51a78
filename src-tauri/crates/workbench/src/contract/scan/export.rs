//! Findings as text and as files.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::decide::Which;
use super::finding::FindingSort;

#[derive(Debug, Clone, Deserialize, Serialize, TS)]
pub struct CopyFindings {
    pub which: Which,
    pub format: CopyFormat,
    /// Keys of the columns, in order; empty for the usual ones.
    pub columns: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CopyFormat {
    Markdown,
    Csv,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct CopiedText {
    pub text: String,
    pub findings: u32,
    /// More were asked for than are copied at once.
    pub cut: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, TS)]
pub struct ExportFindings {
    pub scope: ExportScope,
    pub format: ExportFormat,
    /// Where to write; an existing file is replaced.
    pub file: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize, TS)]
pub struct ExportScope {
    pub reports: Vec<String>,
    pub query: String,
    pub sort: FindingSort,
    pub descending: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    Csv,
    Json,
    Html,
}
