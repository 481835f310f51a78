//! The fields of an image pipeline
//! (botocore imagebuilder/2019-12-02 service-2.json, `CreateImagePipelineRequest`).

use std::collections::BTreeMap;

use super::shape::{choice, shape};
use crate::names::Reference;

shape! {
    /// A pipeline: which recipe, where it is built, where the image goes, and when.
    pub struct ImagePipeline as "a pipeline" {
        /// `ResourceName`.
        required "name" => name: String,
        /// What it is for.
        "description" => description: Option<String>,
        /// The recipe; exactly one of this and `containerRecipeArn`.
        "imageRecipeArn" => image_recipe_arn: Option<Reference>,
        /// The container recipe.
        "containerRecipeArn" => container_recipe_arn: Option<Reference>,
        /// Where it is built.
        required "infrastructureConfigurationArn" => infrastructure_configuration_arn: Reference,
        /// Where the image goes.
        "distributionConfigurationArn" => distribution_configuration_arn: Option<Reference>,
        /// Whether the test stage runs.
        "imageTestsConfiguration" => image_tests_configuration: Option<ImageTests>,
        /// Whether OS version and packages are collected; `true` without it.
        "enhancedImageMetadataEnabled" => enhanced_image_metadata_enabled: Option<bool>,
        /// When it runs; by hand only without it.
        "schedule" => schedule: Option<Schedule>,
        /// Whether the schedule counts.
        "status" => status: Option<PipelineStatus>,
        /// Whether Inspector scans the result.
        "imageScanningConfiguration" => image_scanning_configuration: Option<ImageScanning>,
        /// Workflows that replace the default ones.
        "workflows" => workflows: Vec<Workflow>,
        /// The role that workflows run with.
        "executionRole" => execution_role: Option<String>,
        /// Where the logs go.
        "loggingConfiguration" => logging_configuration: Option<PipelineLogging>,
        /// Tags of the pipeline.
        "tags" => tags: BTreeMap<String, String>,
        /// Tags of images that scheduled builds make.
        "imageTags" => image_tags: BTreeMap<String, String>,
    }
}

shape! {
    /// Whether the test stage runs.
    pub struct ImageTests as "`imageTestsConfiguration`" {
        /// `true` without it.
        "imageTestsEnabled" => image_tests_enabled: Option<bool>,
        /// 60 to 1,440; AWS ignores it and answers 720 where none was given.
        "timeoutMinutes" => timeout_minutes: Option<i64>,
    }
}

shape! {
    /// When the pipeline runs.
    pub struct Schedule as "`schedule`" {
        /// `cron(0 6 ? * mon *)` or `rate(1 day)`.
        "scheduleExpression" => schedule_expression: Option<String>,
        /// IANA name; UTC without it.
        "timezone" => timezone: Option<String>,
        /// Whether a tick always builds, or only when something it depends on is newer.
        "pipelineExecutionStartCondition" => pipeline_execution_start_condition: Option<StartCondition>,
        /// When AWS switches the pipeline off.
        "autoDisablePolicy" => auto_disable_policy: Option<AutoDisable>,
    }
}

choice! {
    /// What a tick of the schedule needs to start a build (`PipelineExecutionStartCondition`).
    pub enum StartCondition {
        Always = "EXPRESSION_MATCH_ONLY",
        DependencyUpdates = "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE",
    }
}

shape! {
    /// When AWS switches the pipeline off.
    pub struct AutoDisable as "`autoDisablePolicy`" {
        /// Failed scheduled builds in a row, 1 to 10.
        required "failureCount" => failure_count: Option<i64>,
    }
}

choice! {
    /// Whether the schedule counts (`PipelineStatus`).
    pub enum PipelineStatus {
        Enabled = "ENABLED",
        Disabled = "DISABLED",
    }
}

shape! {
    /// Whether Inspector scans the result.
    pub struct ImageScanning as "`imageScanningConfiguration`" {
        /// Needs the test stage.
        "imageScanningEnabled" => image_scanning_enabled: Option<bool>,
        /// Where container images are scanned.
        "ecrConfiguration" => ecr_configuration: Option<EcrScanning>,
        /// One of `TEST_INSTANCE_CVE` (without it) and `ON_DEMAND_AMI_CVE`.
        "imageScanningTypes" => image_scanning_types: Vec<ScanType>,
        /// Findings that fail the build.
        "scanResultCondition" => scan_result_condition: Option<ScanCondition>,
    }
}

shape! {
    /// Where container images are scanned.
    pub struct EcrScanning as "`ecrConfiguration`" {
        /// The repository.
        "repositoryName" => repository_name: Option<String>,
        /// Tags of the scanned image.
        "containerTags" => container_tags: Vec<String>,
    }
}

choice! {
    /// What Inspector scans (`ImageScanningType`).
    pub enum ScanType {
        TestInstance = "TEST_INSTANCE_CVE",
        Ami = "ON_DEMAND_AMI_CVE",
    }
}

shape! {
    /// Findings that fail the build.
    pub struct ScanCondition as "`scanResultCondition`" {
        /// The worst that is let through.
        required "maximumSeverityLabel" => maximum_severity_label: MaximumSeverity,
        /// Count only findings with a fix.
        "fixAvailable" => fix_available: Option<bool>,
    }
}

choice! {
    /// The worst severity that is let through (`MaximumSeverityLabel`).
    pub enum MaximumSeverity {
        Informational = "INFORMATIONAL",
        Low = "LOW",
        Medium = "MEDIUM",
        High = "HIGH",
    }
}

shape! {
    /// A workflow that replaces a default one.
    pub struct Workflow as "an entry of `workflows`" {
        /// Its ARN.
        required "workflowArn" => workflow_arn: String,
        /// Values for its parameters.
        "parameters" => parameters: Vec<WorkflowParameter>,
        /// Test workflows of a group run at the same time.
        "parallelGroup" => parallel_group: Option<String>,
        /// What a failed test workflow means.
        "onFailure" => on_failure: Option<OnWorkflowFailure>,
    }
}

shape! {
    /// A value for one parameter of a workflow.
    pub struct WorkflowParameter as "an entry of a workflow's `parameters`" {
        /// The parameter.
        required "name" => name: String,
        /// Its value.
        required "value" => value: Vec<String>,
    }
}

choice! {
    /// What a failed test workflow means (`OnWorkflowFailure`).
    pub enum OnWorkflowFailure {
        Continue = "CONTINUE",
        Abort = "ABORT",
    }
}

shape! {
    /// Where the logs go.
    pub struct PipelineLogging as "`loggingConfiguration`" {
        /// Of images.
        "imageLogGroupName" => image_log_group_name: Option<String>,
        /// Of the pipeline.
        "pipelineLogGroupName" => pipeline_log_group_name: Option<String>,
    }
}
