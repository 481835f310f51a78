//! Workflow executions and their steps.

use serde_json::{Value, json};

use super::{Answer, Moment, listed};
use crate::clock::iso;
use crate::simulation::run::ImageRun;
use crate::simulation::status::{StepStatus, WorkflowKind};
use crate::simulation::timeline::{Course, Stop};
use crate::state::State;
use crate::wire::json::{compact, merged, required};
use crate::wire::{ApiError, Call};

/// Names the default timeout of each action, in seconds; 4500 for a launch is AWS's
/// (AWS CLI example get-workflow-step-execution), the others are documented in
/// <https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html>.
fn timeout_seconds(action: &str) -> u32 {
    match action {
        "LaunchInstance" => 4500,
        "CollectImageMetadata" => 30 * 60,
        "CollectImageScanFindings" => 120 * 60,
        "ApplyImageConfigurations" | "DistributeImage" => 360 * 60,
        _ => 720 * 60,
    }
}

pub(crate) fn list_workflows(state: &State, moment: Moment, call: &Call) -> Answer {
    let run = run(state, required(&call.body, "imageBuildVersionArn")?)?;
    let course = Course::of(run);
    let items = course
        .begun_workflows(moment.now)
        .into_iter()
        .map(|kind| merged(workflow(&course, kind, moment.now), json!({"retried": false})))
        .collect();
    let answer = listed(call, "workflowExecutions", items)?;
    Ok(merged(answer, json!({"imageBuildVersionArn": run.arn})))
}

pub(crate) fn get_workflow(state: &State, moment: Moment, call: &Call) -> Answer {
    let id = required(&call.body, "workflowExecutionId")?;
    let (course, kind) = find_workflow(state, moment.now, id)?;
    Ok(merged(
        workflow(&course, kind, moment.now),
        json!({"imageBuildVersionArn": course.run.arn}),
    ))
}

pub(crate) fn list_steps(state: &State, moment: Moment, call: &Call) -> Answer {
    let id = required(&call.body, "workflowExecutionId")?;
    let (course, kind) = find_workflow(state, moment.now, id)?;
    let steps = course
        .steps_of(kind)
        .map(|(index, _)| step(&course, index, moment.now))
        .collect();
    let answer = listed(call, "steps", steps)?;
    Ok(merged(
        answer,
        json!({
            "workflowBuildVersionArn": course.workflow_arn(kind),
            "workflowExecutionId": id,
            "imageBuildVersionArn": course.run.arn,
        }),
    ))
}

pub(crate) fn get_step(state: &State, moment: Moment, call: &Call) -> Answer {
    let id = required(&call.body, "stepExecutionId")?;
    for run in state.images.values() {
        let course = Course::of(run);
        let begun = course.begun_workflows(moment.now);
        let found = course
            .steps
            .iter()
            .enumerate()
            .find(|(index, step)| begun.contains(&step.workflow) && course.step_id(*index) == id);
        if let Some((index, planned)) = found {
            let kind = planned.workflow;
            return Ok(merged(
                step(&course, index, moment.now),
                json!({
                    "workflowBuildVersionArn": course.workflow_arn(kind),
                    "workflowExecutionId": course.workflow_id(kind),
                    "imageBuildVersionArn": run.arn,
                    "onFailure": if planned.action == "TerminateInstance" { "Continue" } else { "Abort" },
                    "timeoutSeconds": timeout_seconds(planned.action),
                }),
            ));
        }
    }
    Err(ApiError::not_found(id))
}

fn run<'a>(state: &'a State, arn: &str) -> Result<&'a ImageRun, ApiError> {
    state.images.get(arn).ok_or_else(|| ApiError::not_found(arn))
}

fn find_workflow<'a>(state: &'a State, now: i64, id: &str) -> Result<(Course<'a>, WorkflowKind), ApiError> {
    state
        .images
        .values()
        .map(Course::of)
        .find_map(|course| {
            let kind = course
                .begun_workflows(now)
                .into_iter()
                .find(|kind| course.workflow_id(*kind) == id)?;
            Some((course, kind))
        })
        .ok_or_else(|| ApiError::not_found(id))
}

fn workflow(course: &Course<'_>, kind: WorkflowKind, now: i64) -> Value {
    let steps: Vec<usize> = course.steps_of(kind).map(|(index, _)| index).collect();
    let count = |status: StepStatus| {
        steps
            .iter()
            .filter(|index| course.step_status(**index, now) == status)
            .count()
    };
    let times: Vec<(Option<i64>, Option<i64>)> = steps.iter().map(|index| course.step_times(*index, now)).collect();
    let start = times.iter().find_map(|(start, _)| *start);
    let status = course.workflow_status(kind, now);
    let ended = matches!(status, "COMPLETED" | "CANCELLED" | "FAILED" | "ROLLBACK_COMPLETED");
    let end = ended.then(|| match status {
        "ROLLBACK_COMPLETED" => Some(course.finished_at()),
        _ => times.iter().filter_map(|(_, end)| *end).max(),
    });
    let failing = steps
        .iter()
        .find(|index| course.step_status(**index, now) == StepStatus::Failed);
    compact(json!({
        "workflowBuildVersionArn": course.workflow_arn(kind),
        "workflowExecutionId": course.workflow_id(kind),
        "type": kind.name(),
        "status": status,
        "message": failing.map(|index| bounded(&format!(
            "Step '{}' failed: {}",
            course.steps[*index].name,
            failure_message(course)
        ))),
        "totalStepCount": steps.len(),
        "totalStepsSucceeded": count(StepStatus::Completed),
        "totalStepsFailed": count(StepStatus::Failed),
        "totalStepsSkipped": count(StepStatus::Skipped),
        "startTime": start.map(iso),
        "endTime": end.flatten().map(iso),
    }))
}

fn step(course: &Course<'_>, index: usize, now: i64) -> Value {
    let planned = &course.steps[index];
    let status = course.step_status(index, now);
    let (start, end) = course.step_times(index, now);
    let message = match (status, course.stop) {
        (StepStatus::Failed, _) => Some(bounded(&failure_message(course))),
        (StepStatus::Cancelled, _) => Some("The image creation was cancelled.".to_owned()),
        _ => None,
    };
    compact(json!({
        "stepExecutionId": course.step_id(index),
        "name": planned.name,
        "action": planned.action,
        "status": status.name(),
        "rollbackStatus": course.rollback(index, now),
        "message": message,
        "inputs": (start.is_some()).then(|| inputs(course, index).to_string()),
        "outputs": (status == StepStatus::Completed).then(|| outputs(course, index)).flatten().map(|outputs| outputs.to_string()),
        "startTime": start.map(iso),
        "endTime": end.map(iso),
    }))
}

fn inputs(course: &Course<'_>, index: usize) -> Value {
    let planned = &course.steps[index];
    let instance = course.instance(planned.workflow);
    match planned.action {
        "LaunchInstance" => json!({"waitFor": "ssmAgent"}),
        "DistributeImage" | "ModifyImageAttributes" | "ApplyImageConfigurations" => json!({}),
        _ => json!({"instanceId": instance}),
    }
}

fn outputs(course: &Course<'_>, index: usize) -> Option<Value> {
    let planned = &course.steps[index];
    let run_command = crate::identity::uuid(&[&course.step_id(index), "run-command"]);
    Some(match planned.action {
        "LaunchInstance" => json!({"instanceId": course.instance(planned.workflow)}),
        "ExecuteComponents" => json!({"runCommandId": run_command, "status": "Success"}),
        "CollectImageMetadata" => json!({"osVersion": course.run.os.display(), "associationId": run_command}),
        "SanitizeInstance" => json!({"status": "Success", "output": "Skipping cleanup\n", "runCommandId": run_command}),
        "CreateImage" => json!({"imageId": course.run.output_ami()}),
        _ => return None,
    })
}

fn failure_message(course: &Course<'_>) -> String {
    let Some(failure) = &course.run.failure else {
        return String::new();
    };
    match course.stop {
        Some(Stop::Failed {
            script: Some(index), ..
        }) => {
            let entry = &course.run.script[index];
            format!(
                "Component '{}' failed in phase '{}', step '{}': {}",
                entry.component_arn, entry.phase, entry.step, failure.message
            )
        }
        _ => failure.message.clone(),
    }
}

/// Messages have at most 500 characters (botocore `WorkflowExecutionMessage`).
fn bounded(message: &str) -> String {
    message.chars().take(500).collect()
}
