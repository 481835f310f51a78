//! A run: one execution of a pipeline, which makes one image build.

mod follow;
mod read;

use ingot_recipe::inventory::CloudImage;
use serde::{Deserialize, Serialize};

use crate::logs::LogPlace;

pub use follow::{LogCursor, RunUpdate};

/// Everything AWS tells about a run at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunState {
    pub image: CloudImage,
    /// `PENDING`, `CREATING`, `BUILDING`, `TESTING`, `DISTRIBUTING`, `INTEGRATING`, then `AVAILABLE`, `FAILED` or
    /// `CANCELLED`; later `DEPRECATED`, `DISABLED` or `DELETED` (botocore `imagebuilder/2019-12-02`, `ImageStatus`).
    pub status: String,
    pub reason: Option<String>,
    /// Only for a failed run.
    pub failure: Option<Failure>,
    /// In the order of the stages: build, test, distribution.
    pub workflows: Vec<WorkflowExecution>,
    /// The AMIs made so far, per region and account.
    pub outputs: Vec<RunOutput>,
    /// `PENDING`, `SCANNING`, `COLLECTING`, `COMPLETED`, `ABANDONED`, `FAILED` or `TIMED_OUT`; absent where the image
    /// is not scanned.
    pub scan_state: Option<String>,
    pub log: LogPlace,
}

/// Why a run failed, as far as AWS says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// `BUILD`, `TEST` or `DISTRIBUTION`.
    pub workflow: Option<String>,
    /// The workflow's step, e.g. `ApplyBuildComponents`.
    pub step: Option<String>,
    /// The step of a component document, where one failed.
    pub component: Option<ComponentFailure>,
    pub message: String,
}

/// The step of a component document that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentFailure {
    pub arn: String,
    pub name: String,
    pub phase: String,
    pub step: String,
    pub action: String,
    pub message: String,
}

/// One workflow of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkflowExecution {
    pub id: String,
    /// `BUILD`, `TEST` or `DISTRIBUTION`.
    #[serde(rename = "type")]
    pub kind: String,
    /// `PENDING`, `SKIPPED`, `RUNNING`, `COMPLETED`, `FAILED`, `ROLLBACK_IN_PROGRESS`, `ROLLBACK_COMPLETED` or
    /// `CANCELLED`.
    pub status: String,
    pub message: Option<String>,
    /// RFC 3339, UTC.
    pub start: Option<String>,
    pub end: Option<String>,
    /// In the order of their start.
    pub steps: Vec<StepExecution>,
}

/// One step of a workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepExecution {
    pub id: String,
    pub name: String,
    /// The step's action, e.g. `ExecuteComponents`.
    pub action: String,
    /// `PENDING`, `SKIPPED`, `RUNNING`, `COMPLETED`, `FAILED` or `CANCELLED`.
    pub status: String,
    pub message: Option<String>,
    /// RFC 3339, UTC.
    pub start: Option<String>,
    pub end: Option<String>,
}

/// An AMI that a run made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunOutput {
    pub region: String,
    pub account: String,
    /// `ami-…`
    pub image: String,
}

impl RunState {
    /// Whether the run is over, well or not.
    pub fn ended(&self) -> bool {
        matches!(
            self.status.as_str(),
            "AVAILABLE" | "FAILED" | "CANCELLED" | "DEPRECATED" | "DISABLED" | "DELETED"
        )
    }
}

impl WorkflowExecution {
    /// Whether nothing about it will change any more.
    fn settled(&self) -> bool {
        matches!(
            self.status.as_str(),
            "SKIPPED" | "COMPLETED" | "FAILED" | "ROLLBACK_COMPLETED" | "CANCELLED"
        ) && self.steps.iter().all(|step| {
            matches!(
                step.status.as_str(),
                "SKIPPED" | "COMPLETED" | "FAILED" | "CANCELLED" | "PENDING"
            )
        })
    }
}
