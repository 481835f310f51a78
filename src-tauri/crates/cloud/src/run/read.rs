//! Reading a run: the image, its workflows, their steps.

use aws_sdk_imagebuilder::types::{Image, ImageState, WorkflowExecutionMetadata, WorkflowStepMetadata};
use tokio_util::sync::CancellationToken;

use super::{ComponentFailure, Failure, RunOutput, RunState, StepExecution, WorkflowExecution};
use crate::call::{Service, pages};
use crate::inventory::cloud_image;
use crate::logs::LogPlace;
use crate::time;
use crate::{Cloud, CloudError};

impl Cloud {
    /// The state of a run at this moment; `image_build_arn` is what [`Cloud::start_pipeline`] answered.
    pub async fn read_run(&self, image_build_arn: &str, cancel: &CancellationToken) -> Result<RunState, CloudError> {
        self.read_run_after(image_build_arn, None, cancel).await
    }

    /// As [`Cloud::read_run`], without asking again for the steps of workflows that were over before.
    pub(super) async fn read_run_after(
        &self,
        image_build_arn: &str,
        before: Option<&RunState>,
        cancel: &CancellationToken,
    ) -> Result<RunState, CloudError> {
        let image = self.image(image_build_arn, cancel).await?;

        let mut workflows = Vec::new();
        for execution in self.workflow_executions(image_build_arn, cancel).await? {
            let mut workflow = workflow_execution(execution);
            let known = before
                .and_then(|before| before.workflows.iter().find(|known| known.id == workflow.id))
                .filter(|known| known.status == workflow.status && known.settled());
            workflow.steps = match known {
                Some(known) => known.steps.clone(),
                None => self.workflow_steps(&workflow.id, cancel).await?,
            };
            workflows.push(workflow);
        }
        // AWS does not say in which order it lists them.
        workflows.sort_by_key(|workflow| {
            let stage = match workflow.kind.as_str() {
                "BUILD" => 0,
                "TEST" => 1,
                _ => 2,
            };
            (stage, workflow.start.clone())
        });
        Ok(run_state(image, workflows))
    }

    async fn workflow_executions(
        &self,
        image_build_arn: &str,
        cancel: &CancellationToken,
    ) -> Result<Vec<WorkflowExecutionMetadata>, CloudError> {
        pages(|token| async {
            let request = self
                .imagebuilder()
                .list_workflow_executions()
                .image_build_version_arn(image_build_arn)
                .set_next_token(token)
                .send();
            let page = self
                .call(
                    Service::ImageBuilder.operation("ListWorkflowExecutions"),
                    cancel,
                    request,
                )
                .await?;
            Ok((page.workflow_executions.unwrap_or_default(), page.next_token))
        })
        .await
    }

    async fn workflow_steps(
        &self,
        workflow: &str,
        cancel: &CancellationToken,
    ) -> Result<Vec<StepExecution>, CloudError> {
        let mut steps = pages(|token| async {
            let request = self
                .imagebuilder()
                .list_workflow_step_executions()
                .workflow_execution_id(workflow)
                .set_next_token(token)
                .send();
            let operation = Service::ImageBuilder.operation("ListWorkflowStepExecutions");
            let page = self.call(operation, cancel, request).await?;
            Ok((
                page.steps.unwrap_or_default().into_iter().map(step_execution).collect(),
                page.next_token,
            ))
        })
        .await?;
        // Steps that have not started stay behind the others, in AWS's order: the sort is stable.
        steps.sort_by_key(|step: &StepExecution| (step.start.is_none(), step.start.clone()));
        Ok(steps)
    }
}

fn run_state(image: Image, workflows: Vec<WorkflowExecution>) -> RunState {
    let state = image.state.clone();
    let scan = image.scan_state.as_ref().and_then(|scan| scan.status.as_ref());
    let scan_state = scan.map(|status| status.as_str().to_owned());
    let group = image
        .logging_configuration
        .clone()
        .and_then(|logging| logging.log_group_name);
    let image = cloud_image(image);
    let outputs = image.amis.iter().map(|ami| RunOutput {
        region: ami.region.clone(),
        account: ami.account.clone().unwrap_or_default(),
        image: ami.image.clone(),
    });
    RunState {
        status: image.status.clone(),
        reason: image.reason.clone(),
        failure: (image.status == "FAILED").then(|| failure(state.as_ref(), &workflows)),
        workflows,
        outputs: outputs.collect(),
        scan_state,
        log: LogPlace::of_image(&image.name, &image.version, image.build, group.as_deref()),
        image,
    }
}

/// From AWS's failure context; where AWS sent none, from the failed step, else from the state's reason.
fn failure(state: Option<&ImageState>, workflows: &[WorkflowExecution]) -> Failure {
    let reason = state.and_then(|state| state.reason.clone()).unwrap_or_default();
    let context = state.and_then(|state| state.failure_context.as_ref());
    let named = context.and_then(|context| context.workflow_execution_id.as_deref());
    let workflow = workflows
        .iter()
        .find(|workflow| named == Some(workflow.id.as_str()))
        .or_else(|| {
            workflows
                .iter()
                .find(|workflow| workflow.steps.iter().any(|step| step.status == "FAILED"))
        });
    let failed_step = workflow.and_then(|workflow| workflow.steps.iter().find(|step| step.status == "FAILED"));
    let component = context
        .and_then(|context| context.component_failure.as_ref())
        .map(|failed| {
            let arn = failed.component_arn.clone().unwrap_or_default();
            ComponentFailure {
                name: arn.split('/').nth(1).unwrap_or_default().to_owned(),
                arn,
                phase: failed.phase_name.clone().unwrap_or_default(),
                step: failed.step_name.clone().unwrap_or_default(),
                action: failed.action.clone().unwrap_or_default(),
                message: failed.error_message.clone().unwrap_or_default(),
            }
        });
    let distribution = context
        .and_then(|context| context.distribution_failure.as_ref())
        .map(|failed| {
            let regions = failed.region_failures.iter().flatten().filter_map(|region| {
                let place = region.region.as_deref()?;
                Some(format!(
                    "{place}: {}",
                    region.error_message.as_deref().unwrap_or("failed")
                ))
            });
            let parts = failed.error_message.clone().into_iter().chain(regions);
            parts.collect::<Vec<_>>().join("; ")
        });
    let message = [
        component.as_ref().map(|failed| failed.message.clone()),
        distribution,
        failed_step.and_then(|step| step.message.clone()),
        Some(reason),
    ]
    .into_iter()
    .flatten()
    .find(|message| !message.is_empty())
    .unwrap_or_else(|| "AWS gives no reason".to_owned());
    Failure {
        workflow: workflow.map(|workflow| workflow.kind.clone()),
        step: context
            .and_then(|context| context.failed_step.clone())
            .or_else(|| failed_step.map(|step| step.name.clone())),
        component,
        message,
    }
}

fn workflow_execution(execution: WorkflowExecutionMetadata) -> WorkflowExecution {
    WorkflowExecution {
        id: execution.workflow_execution_id.unwrap_or_default(),
        kind: execution
            .r#type
            .map(|kind| kind.as_str().to_owned())
            .unwrap_or_default(),
        status: execution
            .status
            .map(|status| status.as_str().to_owned())
            .unwrap_or_default(),
        message: execution.message.filter(|message| !message.is_empty()),
        start: execution.start_time.filter(|time| !time.is_empty()).map(time::normal),
        end: execution.end_time.filter(|time| !time.is_empty()).map(time::normal),
        steps: Vec::new(),
    }
}

fn step_execution(step: WorkflowStepMetadata) -> StepExecution {
    StepExecution {
        id: step.step_execution_id.unwrap_or_default(),
        name: step.name.unwrap_or_default(),
        action: step.action.unwrap_or_default(),
        status: step.status.map(|status| status.as_str().to_owned()).unwrap_or_default(),
        message: step.message.filter(|message| !message.is_empty()),
        start: step.start_time.filter(|time| !time.is_empty()).map(time::normal),
        end: step.end_time.filter(|time| !time.is_empty()).map(time::normal),
    }
}
