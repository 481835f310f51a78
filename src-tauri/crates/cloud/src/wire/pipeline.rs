//! Parts of pipelines.

use aws_sdk_imagebuilder::types as sdk;
use aws_smithy_types::error::operation::BuildError;
use ingot_recipe::resources::{
    AutoDisable, EcrScanning, ImageScanning, ImageTests, MaximumSeverity, OnWorkflowFailure, PipelineLogging,
    PipelineStatus, ScanCondition, ScanType, Schedule, StartCondition, Workflow, WorkflowParameter,
};

use super::{Wire, structure, words};

structure! {
    ImageTests => sdk::ImageTestsConfiguration {
        set_image_tests_enabled image_tests_enabled,
        set_timeout_minutes timeout_minutes,
    }
}

structure! {
    Schedule => sdk::Schedule {
        set_schedule_expression schedule_expression,
        set_timezone timezone,
        set_pipeline_execution_start_condition pipeline_execution_start_condition,
        set_auto_disable_policy auto_disable_policy,
    }
}

structure! {
    AutoDisable => sdk::AutoDisablePolicy {
        set_failure_count failure_count,
    }
}

structure! {
    ImageScanning => sdk::ImageScanningConfiguration {
        set_image_scanning_enabled image_scanning_enabled,
        set_ecr_configuration ecr_configuration,
        set_image_scanning_types image_scanning_types,
        set_scan_result_condition scan_result_condition,
    }
}

structure! {
    EcrScanning => sdk::EcrConfiguration {
        set_repository_name repository_name,
        set_container_tags container_tags,
    }
}

impl Wire for ScanCondition {
    type Sdk = sdk::ScanResultCondition;

    fn to_sdk(&self) -> Result<Self::Sdk, BuildError> {
        sdk::ScanResultCondition::builder()
            .maximum_severity_label(self.maximum_severity_label.to_sdk()?)
            .set_fix_available(self.fix_available)
            .build()
    }

    fn from_sdk(sdk: Self::Sdk) -> Self {
        Self {
            maximum_severity_label: MaximumSeverity::from_sdk(sdk.maximum_severity_label),
            fix_available: sdk.fix_available,
        }
    }
}

structure! {
    Workflow => sdk::WorkflowConfiguration {
        set_workflow_arn workflow_arn,
        set_parameters parameters,
        set_parallel_group parallel_group,
        set_on_failure on_failure,
    }
}

structure! {
    WorkflowParameter => sdk::WorkflowParameter {
        set_name name,
        set_value value,
    }
}

structure! {
    PipelineLogging => sdk::PipelineLoggingConfiguration {
        set_image_log_group_name image_log_group_name,
        set_pipeline_log_group_name pipeline_log_group_name,
    }
}

words! {
    PipelineStatus => sdk::PipelineStatus,
    StartCondition => sdk::PipelineExecutionStartCondition,
    ScanType => sdk::ImageScanningType,
    MaximumSeverity => sdk::MaximumSeverityLabel,
    OnWorkflowFailure => sdk::OnWorkflowFailure,
}
