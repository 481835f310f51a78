use serde_json::{Value, json};

use super::filters::{apply, filters, is_here};
use super::names::{Arn, check_name, own_arn};
use super::{Answer, Moment, listed, recipes};
use crate::clock::iso;
use crate::simulation::run::ImageRun;
use crate::simulation::status::ImageStatus;
use crate::simulation::timeline::Course;
use crate::state::{Configuration, State};
use crate::wire::json::{compact, flag, merged, pick, required, tags, text};
use crate::wire::{ApiError, Call};

const SETTINGS: &[&str] = &[
    "description",
    "imageRecipeArn",
    "infrastructureConfigurationArn",
    "distributionConfigurationArn",
    "imageTestsConfiguration",
    "enhancedImageMetadataEnabled",
    "schedule",
    "status",
    "imageTags",
    "imageScanningConfiguration",
    "workflows",
    "executionRole",
    "loggingConfiguration",
];

pub(crate) fn create(state: &mut State, moment: Moment, call: &Call) -> Answer {
    let name = required(&call.body, "name")?;
    check_name(name)?;
    let settings = settings(state, call)?;
    let arn = own_arn(&call.region, "image-pipeline", name);
    if state.pipelines.contains_key(&arn) {
        return Err(ApiError::already_exists("ImagePipeline", &arn));
    }
    let pipeline = Configuration {
        name: name.to_owned(),
        settings,
        tags: tags(&call.body, "tags")?,
        created: moment.now,
        updated: moment.now,
    };
    state.pipelines.insert(arn.clone(), pipeline);
    Ok(json!({"imagePipelineArn": arn}))
}

/// A full replacement: without `status` a disabled pipeline is enabled again, without `schedule` it becomes manual
/// (<https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_UpdateImagePipeline.html>).
pub(crate) fn update(state: &mut State, moment: Moment, call: &Call) -> Answer {
    let arn = required(&call.body, "imagePipelineArn")?;
    Arn::expect("imagePipelineArn", arn, "image-pipeline")?;
    let settings = settings(state, call)?;
    let pipeline = state.pipelines.get_mut(arn).ok_or_else(|| ApiError::not_found(arn))?;
    pipeline.settings = settings;
    pipeline.updated = moment.now;
    Ok(json!({"imagePipelineArn": arn}))
}

pub(crate) fn get(state: &State, moment: Moment, call: &Call) -> Answer {
    let arn = required(&call.body, "imagePipelineArn")?;
    Arn::expect("imagePipelineArn", arn, "image-pipeline")?;
    let pipeline = state.pipelines.get(arn).ok_or_else(|| ApiError::not_found(arn))?;
    Ok(json!({"imagePipeline": shown(state, moment, arn, pipeline)}))
}

pub(crate) fn list(state: &State, moment: Moment, call: &Call) -> Answer {
    let filters = filters(
        call,
        &[
            "description",
            "distributionConfigurationArn",
            "imageRecipeArn",
            "infrastructureConfigurationArn",
            "name",
            "status",
        ],
    )?;
    let items = state
        .pipelines
        .iter()
        .filter(|(arn, _)| is_here(arn, call))
        .map(|(arn, pipeline)| shown(state, moment, arn, pipeline))
        .collect();
    listed(call, "imagePipelineList", apply(items, &filters))
}

/// Images that the pipeline made stay.
pub(crate) fn delete(state: &mut State, _: Moment, call: &Call) -> Answer {
    let arn = required(&call.body, "imagePipelineArn")?;
    state.pipelines.remove(arn).ok_or_else(|| ApiError::not_found(arn))?;
    Ok(json!({"imagePipelineArn": arn}))
}

/// The pipeline's runs, oldest first.
pub(crate) fn runs_of<'a>(state: &'a State, arn: &str) -> Vec<&'a ImageRun> {
    let mut runs: Vec<&ImageRun> = state.images.values().filter(|run| run.pipeline_arn == arn).collect();
    runs.sort_by_key(|run| (run.created, run.build));
    runs
}

fn shown(state: &State, moment: Moment, arn: &str, pipeline: &Configuration) -> Value {
    let runs = runs_of(state, arn);
    let statuses: Vec<ImageStatus> = runs.iter().map(|run| Course::of(run).status(moment.now)).collect();
    let failures = statuses
        .iter()
        .rev()
        .filter(|status| status.is_final())
        .take_while(|status| **status == ImageStatus::Failed)
        .count();
    compact(merged(
        json!({
            "arn": arn,
            "name": pipeline.name,
            "platform": "Linux",
            "dateCreated": iso(pipeline.created),
            "dateUpdated": iso(pipeline.updated),
            "dateLastRun": runs.last().map(|run| iso(run.created)),
            "lastRunStatus": statuses.last().map(|status| status.name()),
            "tags": pipeline.tags,
            "consecutiveFailures": failures,
        }),
        pipeline.settings.clone(),
    ))
}

/// Reads and checks what create and update have in common, with the service's defaults filled in.
fn settings(state: &State, call: &Call) -> Result<Value, ApiError> {
    let body = &call.body;
    required(body, "clientToken")?;
    match (text(body, "imageRecipeArn"), text(body, "containerRecipeArn")) {
        (Some(_), Some(_)) => {
            return Err(ApiError::combination(
                "Give imageRecipeArn or containerRecipeArn, not both.",
            ));
        }
        (None, Some(_)) => {
            return Err(ApiError::invalid_value(
                "containerRecipeArn",
                "The sandbox builds AMIs only.",
            ));
        }
        (None, None) => {
            return Err(ApiError::combination(
                "One of imageRecipeArn and containerRecipeArn is required.",
            ));
        }
        (Some(reference), None) => recipes::resolve(state, "imageRecipeArn", reference)
            .map_err(|error| as_parameter(error, "imageRecipeArn"))?,
    };
    let infrastructure = required(body, "infrastructureConfigurationArn")?;
    if !state.infrastructures.contains_key(infrastructure) {
        return Err(unknown("infrastructureConfigurationArn", infrastructure));
    }
    if let Some(distribution) = text(body, "distributionConfigurationArn")
        && !state.distributions.contains_key(distribution)
    {
        return Err(unknown("distributionConfigurationArn", distribution));
    }
    schedule(&body["schedule"])?;
    if text(body, "status").is_some_and(|status| !["ENABLED", "DISABLED"].contains(&status)) {
        return Err(ApiError::invalid_value(
            "status",
            "One of ENABLED, DISABLED is expected.",
        ));
    }
    if body["workflows"]
        .as_array()
        .is_some_and(|workflows| !workflows.is_empty())
    {
        return Err(ApiError::invalid_value(
            "workflows",
            "The sandbox runs the managed workflows only.",
        ));
    }
    let tests = flag(&body["imageTestsConfiguration"], "imageTestsEnabled").unwrap_or(true);
    let scans = flag(&body["imageScanningConfiguration"], "imageScanningEnabled").unwrap_or(false);
    if scans && !tests {
        return Err(ApiError::combination(
            "Image scanning needs image tests, for it scans the test instance.",
        ));
    }
    let defaults = json!({
        "imageTestsConfiguration": {"imageTestsEnabled": true, "timeoutMinutes": 720},
        "enhancedImageMetadataEnabled": true,
        "status": "ENABLED",
    });
    Ok(merged(defaults, pick(body, SETTINGS)))
}

/// `cron(…)` with six fields, or `rate(…)`
/// (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-builder-cron.html>).
fn schedule(schedule: &Value) -> Result<(), ApiError> {
    if schedule.is_null() {
        return Ok(());
    }
    let expression = required(schedule, "scheduleExpression")?;
    let inside = |name: &str| {
        expression
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix('('))
            .and_then(|rest| rest.strip_suffix(')'))
            .map(|inside| inside.split_whitespace().collect::<Vec<_>>())
    };
    let cron = inside("cron").is_some_and(|fields| {
        // One of day-of-month and day-of-week must be '?'.
        matches!(fields[..], [_, _, day, _, weekday, _] if (day == "?") != (weekday == "?"))
    });
    let rate = inside("rate").is_some_and(|fields| {
        matches!(fields[..], [count, unit] if count.parse::<u32>().is_ok_and(|count| count > 0)
            && ["minute", "minutes", "hour", "hours", "day", "days"].contains(&unit))
    });
    if cron || rate {
        Ok(())
    } else {
        Err(ApiError::invalid_value(
            "schedule",
            format!("The expression '{expression}' is neither cron(<six fields>) nor rate(<n> <unit>)."),
        ))
    }
}

fn as_parameter(error: ApiError, parameter: &str) -> ApiError {
    if error.code == "ResourceNotFoundException" {
        ApiError::invalid_value(parameter, error.message)
    } else {
        error
    }
}

fn unknown(parameter: &str, arn: &str) -> ApiError {
    ApiError::invalid_value(parameter, format!("The resource with ARN '{arn}' cannot be found."))
}
