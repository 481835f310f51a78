//! Which steps a build's workflows have, and how long each takes beside the others.
//!
//! Build steps are those of AWS's managed workflow build-image
//! (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-workflows.html> and the CDK's copy,
//! aws-cdk `packages/@aws-cdk/aws-imagebuilder-alpha/test/assets/workflow-data.yaml`). The managed test workflow has
//! four steps (AWS CLI examples, list-workflow-executions); the name of its finding collection and the names in the
//! distribution workflow are ours, after their documented actions
//! (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html>).

use super::run::ImageRun;
use super::status::{ImageStatus, WorkflowKind};

pub(crate) const COLLECT_FINDINGS: &str = "CollectImageScanFindings";

pub(crate) fn apply_step(test: bool) -> &'static str {
    if test {
        "ApplyTestComponents"
    } else {
        "ApplyBuildComponents"
    }
}

/// A step before it has a place in time.
pub(super) struct Outline {
    pub(super) workflow: WorkflowKind,
    pub(super) stage: ImageStatus,
    pub(super) name: &'static str,
    pub(super) action: &'static str,
    /// Thousandths of the build, about; 0 where the step is skipped.
    pub(super) weight: i64,
}

/// The steps of a run's workflows, in order.
pub(super) fn outline(run: &ImageRun) -> Vec<Outline> {
    let when = |holds: bool, weight: i64| if holds { weight } else { 0 };
    let windows = run.platform == "Windows";
    let builds = run.script.iter().any(|step| !step.is_test());
    let tests = run.script.iter().any(|step| step.is_test());
    let mut outline = Vec::new();
    let mut add = |workflow, stage, name, action, weight| {
        outline.push(Outline {
            workflow,
            stage,
            name,
            action,
            weight,
        });
    };
    let build = (WorkflowKind::Build, ImageStatus::Building);
    for (name, action, weight) in [
        ("LaunchBuildInstance", "LaunchInstance", 90),
        ("ApplyBuildComponents", "ExecuteComponents", when(builds, 320)),
        (
            "InventoryCollection",
            "CollectImageMetadata",
            when(run.metadata_enabled, 40),
        ),
        ("RunSanitizeScript", "SanitizeInstance", when(!windows, 30)),
        ("RunSysPrepScript", "RunSysPrep", when(windows, 30)),
        ("CreateOutputAMI", "CreateImage", 110),
        ("TerminateBuildInstance", "TerminateInstance", 20),
    ] {
        add(build.0, build.1, name, action, weight);
    }
    if run.tests_enabled {
        for (name, action, weight) in [
            ("LaunchTestInstance", "LaunchInstance", 60),
            ("ApplyTestComponents", "ExecuteComponents", when(tests, 90)),
            (
                COLLECT_FINDINGS,
                "CollectImageScanFindings",
                when(run.scanning_enabled, 70),
            ),
            ("TerminateTestInstance", "TerminateInstance", 20),
        ] {
            add(WorkflowKind::Test, ImageStatus::Testing, name, action, weight);
        }
    }
    for (stage, name, weight) in [
        (ImageStatus::Distributing, "DistributeImage", 60),
        (ImageStatus::Distributing, "ModifyImageAttributes", 20),
        (ImageStatus::Integrating, "ApplyImageConfigurations", 20),
    ] {
        add(WorkflowKind::Distribution, stage, name, name, weight);
    }
    outline
}
