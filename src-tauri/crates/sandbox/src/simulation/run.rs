use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::os::Os;
use crate::wire::json::Tags;

/// One image build: everything its course, logs, packages and findings follow from.
///
/// Resources it was made from are copied in, since they may be changed or deleted while the image stays.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ImageRun {
    /// The build version ARN.
    pub arn: String,
    pub region: String,
    pub name: String,
    pub version: String,
    pub build: u32,
    pub platform: String,
    pub os: Os,
    /// Software over the operating system: the parent build's first, then what this recipe's components add.
    pub software: Vec<String>,
    /// The AMI the build instance was launched from.
    pub parent_ami: String,
    pub pipeline_arn: String,
    pub pipeline_name: String,
    /// `GetImageRecipe`'s shape at the start of the run, with build versions for the components.
    pub recipe: Value,
    /// `GetInfrastructureConfiguration`'s shape.
    pub infrastructure: Value,
    /// `GetDistributionConfiguration`'s shape, where the pipeline has one.
    pub distribution: Option<Value>,
    pub tests_enabled: bool,
    pub scanning_enabled: bool,
    pub metadata_enabled: bool,
    /// Settings of the pipeline that the image shows as they are.
    pub settings: Value,
    pub log_group: String,
    pub script: Vec<ScriptedStep>,
    pub tags: Tags,
    pub created: i64,
    pub build_millis: u64,
    pub failure: Option<Failure>,
    pub cancelled: Option<i64>,
}

/// A step of a component document that the build runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ScriptedStep {
    pub component_arn: String,
    pub phase: String,
    pub step: String,
    pub action: String,
    pub commands: Vec<String>,
}

/// Where and how a run fails; ordered beforehand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Failure {
    pub at: FailurePoint,
    pub message: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum FailurePoint {
    /// A step of a workflow, by name.
    WorkflowStep(String),
    /// An entry of [`ImageRun::script`].
    Scripted(usize),
}

impl ScriptedStep {
    /// Image Builder runs the phases `build` and `validate` before it makes the image, `test` after
    /// (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html>).
    pub(crate) fn is_test(&self) -> bool {
        self.phase == "test"
    }

    pub(crate) fn component_name(&self) -> &str {
        self.component_arn.split('/').nth(1).unwrap_or_default()
    }
}

impl ImageRun {
    /// `infrastructureConfiguration.terminateInstanceOnFailure`; true where not given.
    pub(crate) fn rolls_back(&self) -> bool {
        self.infrastructure
            .get("terminateInstanceOnFailure")
            .and_then(Value::as_bool)
            .unwrap_or(true)
    }

    /// The log stream's name: `<version>/<build>`.
    pub(crate) fn log_stream(&self) -> String {
        format!("{}/{}", self.version, self.build)
    }

    /// The AMI that the build makes in its own region and account.
    pub(crate) fn output_ami(&self) -> String {
        self.ami_in(&self.region, crate::identity::ACCOUNT)
    }

    /// The copy of the AMI in a region and account.
    pub(crate) fn ami_in(&self, region: &str, account: &str) -> String {
        crate::identity::ec2("ami", &[&self.arn, region, account])
    }
}
