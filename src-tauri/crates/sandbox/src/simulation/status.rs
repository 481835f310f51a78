//! The states that images, workflows and steps go through, by their names in the API.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ImageStatus {
    Pending,
    Creating,
    Building,
    Testing,
    Distributing,
    Integrating,
    Available,
    Failed,
    Cancelled,
}

impl ImageStatus {
    pub(crate) fn name(self) -> &'static str {
        match self {
            ImageStatus::Pending => "PENDING",
            ImageStatus::Creating => "CREATING",
            ImageStatus::Building => "BUILDING",
            ImageStatus::Testing => "TESTING",
            ImageStatus::Distributing => "DISTRIBUTING",
            ImageStatus::Integrating => "INTEGRATING",
            ImageStatus::Available => "AVAILABLE",
            ImageStatus::Failed => "FAILED",
            ImageStatus::Cancelled => "CANCELLED",
        }
    }

    pub(crate) fn is_final(self) -> bool {
        matches!(
            self,
            ImageStatus::Available | ImageStatus::Failed | ImageStatus::Cancelled
        )
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WorkflowKind {
    Build,
    Test,
    Distribution,
}

impl WorkflowKind {
    pub(crate) const ALL: [WorkflowKind; 3] = [WorkflowKind::Build, WorkflowKind::Test, WorkflowKind::Distribution];

    pub(crate) fn name(self) -> &'static str {
        match self {
            WorkflowKind::Build => "BUILD",
            WorkflowKind::Test => "TEST",
            WorkflowKind::Distribution => "DISTRIBUTION",
        }
    }

    /// The managed workflow's path in its ARN.
    pub(crate) fn resource(self) -> &'static str {
        match self {
            WorkflowKind::Build => "build/build-image",
            WorkflowKind::Test => "test/test-image",
            WorkflowKind::Distribution => "distribution/distribute-image",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StepStatus {
    Pending,
    Skipped,
    Running,
    Completed,
    Failed,
    Cancelled,
}

impl StepStatus {
    pub(crate) fn name(self) -> &'static str {
        match self {
            StepStatus::Pending => "PENDING",
            StepStatus::Skipped => "SKIPPED",
            StepStatus::Running => "RUNNING",
            StepStatus::Completed => "COMPLETED",
            StepStatus::Failed => "FAILED",
            StepStatus::Cancelled => "CANCELLED",
        }
    }
}
