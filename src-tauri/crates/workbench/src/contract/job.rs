//! Long work: progress, cancel, result.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::error::Error;

#[derive(Debug, Clone, Deserialize, TS)]
pub struct JobRequest {
    pub job: String,
}

/// Answered by every command that starts long work.
#[derive(Debug, Clone, Serialize, TS)]
pub struct JobStarted {
    pub job: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct JobList {
    /// Newest first; finished ones stay until the program ends.
    pub jobs: Vec<JobView>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct JobView {
    pub job: String,
    pub kind: JobKind,
    /// `launch payments-web`
    pub title: String,
    pub state: JobState,
    pub progress: Progress,
    pub error: Option<Error>,
    /// What the job is about: a run, a report.
    pub subject: Option<String>,
    /// RFC 3339, UTC.
    pub started: String,
    pub ended: Option<String>,
    /// Whether `job.resume` would take it up again.
    pub resumable: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    Sync,
    Publish,
    Launch,
    Follow,
    Import,
    Fetch,
    Export,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, TS)]
pub struct Progress {
    pub done: u32,
    /// 0 when the end is not known.
    pub total: u32,
    /// What is being done now.
    pub now: String,
}
