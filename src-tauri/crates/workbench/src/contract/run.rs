//! Runs: one image build from start to AVAILABLE, FAILED or CANCELLED.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Deserialize, TS)]
pub struct RunRequest {
    /// The image build version ARN.
    pub run: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct CancelRun {
    pub run: String,
    /// Says what would be cancelled and cancels nothing.
    pub dry_run: bool,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct LogRequest {
    pub run: String,
    /// Lines to skip.
    pub offset: u32,
    /// At most 1,000.
    pub limit: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RunSummary {
    /// The image build version ARN.
    pub run: String,
    pub pipeline: Option<String>,
    pub recipe: String,
    /// Recipe version and build number, `1.8.0/3`.
    pub version: String,
    /// Image Builder's `ImageStatus`: PENDING … AVAILABLE, FAILED, CANCELLED.
    pub status: String,
    pub reason: Option<String>,
    /// RFC 3339, UTC.
    pub started: Option<String>,
    pub ended: Option<String>,
    pub account: String,
    pub region: String,
    pub as_of: String,
    /// The report of this build, once it is read.
    pub report: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RunList {
    pub runs: Vec<RunSummary>,
    pub as_of: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RunView {
    pub summary: RunSummary,
    /// BUILD, TEST, DISTRIBUTION in the order they ran.
    pub workflows: Vec<WorkflowView>,
    pub failure: Option<RunFailure>,
    pub outputs: Vec<OutputImage>,
    pub log_lines: u32,
    /// The job that follows this run now.
    pub job: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct WorkflowView {
    pub workflow: String,
    pub status: String,
    pub steps: Vec<RunStepView>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RunStepView {
    pub name: String,
    pub action: String,
    /// PENDING, SKIPPED, RUNNING, COMPLETED, FAILED, CANCELLED.
    pub status: String,
    pub message: Option<String>,
    pub started: Option<String>,
    pub ended: Option<String>,
}

/// What failed, in one sentence, with the line that did.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RunFailure {
    pub message: String,
    pub workflow_step: Option<String>,
    pub component: Option<String>,
    pub phase: Option<String>,
    pub step: Option<String>,
    /// The document in this workspace and the line of the step.
    pub file: Option<String>,
    pub line: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct OutputImage {
    pub region: String,
    pub account: String,
    pub ami: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct LogPage {
    pub total: u32,
    pub lines: Vec<LogLine>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct LogLine {
    /// RFC 3339, UTC.
    pub time: String,
    pub message: String,
}
