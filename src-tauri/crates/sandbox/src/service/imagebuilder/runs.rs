//! Starting and cancelling image builds.

use serde_json::{Value, json};

use super::configurations::{shown_distribution, shown_infrastructure};
use super::names::{Arn, own_arn};
use super::{Answer, Moment, components, parents, recipes};
use crate::document::Document;
use crate::simulation::run::{Failure, FailurePoint, ImageRun, ScriptedStep};
use crate::simulation::software::installed_by;
use crate::simulation::timeline::Course;
use crate::state::{Configuration, PlannedFailure, Recipe, State};
use crate::wire::json::{flag, pick, required, tags, text};
use crate::wire::{ApiError, Call};

/// The phases Image Builder runs; others are for the command line only.
const PHASES: &[&str] = &["build", "validate", "test"];

pub(crate) fn start(state: &mut State, moment: Moment, call: &Call) -> Answer {
    let pipeline_arn = required(&call.body, "imagePipelineArn")?;
    required(&call.body, "clientToken")?;
    let pipeline = state
        .pipelines
        .get(pipeline_arn)
        .cloned()
        .ok_or_else(|| ApiError::not_found(pipeline_arn))?;
    let reference = text(&pipeline.settings, "imageRecipeArn").unwrap_or_default();
    let (recipe_arn, recipe) = recipes::resolve(state, "imageRecipeArn", reference)?;
    let (recipe_arn, recipe) = (recipe_arn.clone(), recipe.clone());
    let mut image_tags = tags(&pipeline.settings, "imageTags")?;
    image_tags.extend(tags(&call.body, "tags")?);
    let mut run = prepared(state, moment, &call.region, &recipe_arn, &recipe)?;
    run.tags = image_tags;
    follow_pipeline(state, &mut run, pipeline_arn, &pipeline)?;
    if let Some(planned) = take_failure(state, &pipeline.name) {
        run.failure = Some(failure(&run, &planned));
    }
    let arn = run.arn.clone();
    state.images.insert(arn.clone(), run);
    Ok(json!({"imageBuildVersionArn": arn}))
}

/// Only a build that has not ended can be cancelled
/// (<https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CancelImageCreation.html>).
pub(crate) fn cancel(state: &mut State, moment: Moment, call: &Call) -> Answer {
    let arn = required(&call.body, "imageBuildVersionArn")?;
    Arn::expect("imageBuildVersionArn", arn, "image")?;
    required(&call.body, "clientToken")?;
    let run = state.images.get_mut(arn).ok_or_else(|| ApiError::not_found(arn))?;
    let status = Course::of(run).status(moment.now);
    if status.is_final() {
        return Err(ApiError::invalid_request(format!(
            "The image '{arn}' is {}; only an image that is being created can be cancelled.",
            status.name()
        )));
    }
    run.cancelled = Some(moment.now);
    Ok(json!({"imageBuildVersionArn": arn}))
}

/// A run of the recipe with references resolved as they stand now.
fn prepared(
    state: &State,
    moment: Moment,
    region: &str,
    recipe_arn: &str,
    recipe: &Recipe,
) -> Result<ImageRun, ApiError> {
    let base = parents::resolve(state, moment.now, region, &recipe.parent_image)?;
    let mut software = base.software;
    let mut script = Vec::new();
    let mut resolved = recipe.clone();
    for layer in &mut resolved.components {
        let (arn, component) = components::resolve(state, region, &layer.component_arn).ok_or_else(|| {
            ApiError::invalid_request(format!(
                "The component '{}' does not exist any more.",
                layer.component_arn
            ))
        })?;
        for key in installed_by(&component.name, &component.data) {
            if component.kind == "BUILD" && !software.iter().any(|known| known == key) {
                software.push(key.to_owned());
            }
        }
        let document = Document::read(&component.data).map_err(ApiError::internal)?;
        for phase in document.phases {
            if !PHASES.contains(&phase.name.as_str()) {
                continue;
            }
            script.extend(phase.steps.into_iter().map(|step| ScriptedStep {
                component_arn: arn.clone(),
                phase: phase.name.clone(),
                step: step.name,
                action: step.action,
                commands: step.commands,
            }));
        }
        layer.component_arn = arn;
    }
    let prefix = format!("{}/{}", own_arn(region, "image", &recipe.name), recipe.version);
    let build = state
        .images
        .values()
        .filter(|run| run.arn.starts_with(&format!("{prefix}/")))
        .map(|run| run.build)
        .max()
        .unwrap_or(0)
        + 1;
    Ok(ImageRun {
        arn: format!("{prefix}/{build}"),
        region: region.to_owned(),
        name: recipe.name.clone(),
        version: recipe.version.clone(),
        build,
        platform: recipe.platform.clone(),
        os: base.os,
        software,
        parent_ami: base.ami,
        pipeline_arn: String::new(),
        pipeline_name: String::new(),
        recipe: recipes::shown(recipe_arn, &resolved),
        infrastructure: Value::Null,
        distribution: None,
        tests_enabled: true,
        scanning_enabled: false,
        metadata_enabled: true,
        settings: Value::Null,
        log_group: format!("/aws/imagebuilder/{}", recipe.name),
        script,
        tags: Default::default(),
        created: moment.now,
        build_millis: moment.build_millis,
        failure: None,
        cancelled: None,
    })
}

fn follow_pipeline(state: &State, run: &mut ImageRun, arn: &str, pipeline: &Configuration) -> Result<(), ApiError> {
    let settings = &pipeline.settings;
    let infrastructure = text(settings, "infrastructureConfigurationArn").unwrap_or_default();
    run.infrastructure = state
        .infrastructures
        .get(infrastructure)
        .map(|configuration| shown_infrastructure(infrastructure, configuration))
        .ok_or_else(|| ApiError::not_found(infrastructure))?;
    run.distribution = text(settings, "distributionConfigurationArn").and_then(|arn| {
        let configuration = state.distributions.get(arn)?;
        Some(shown_distribution(arn, configuration))
    });
    run.pipeline_arn = arn.to_owned();
    run.pipeline_name = pipeline.name.clone();
    run.tests_enabled = flag(&settings["imageTestsConfiguration"], "imageTestsEnabled").unwrap_or(true);
    run.scanning_enabled = flag(&settings["imageScanningConfiguration"], "imageScanningEnabled").unwrap_or(false);
    run.metadata_enabled = flag(settings, "enhancedImageMetadataEnabled").unwrap_or(true);
    run.settings = pick(
        settings,
        &["imageTestsConfiguration", "imageScanningConfiguration", "executionRole"],
    );
    if let Some(group) = text(&settings["loggingConfiguration"], "imageLogGroupName") {
        run.log_group = group.to_owned();
    }
    Ok(())
}

/// Takes the first failure ordered for this pipeline; each is used once.
fn take_failure(state: &mut State, pipeline: &str) -> Option<PlannedFailure> {
    let place = state
        .failures
        .iter()
        .position(|planned| planned.pipeline == "*" || planned.pipeline == pipeline)?;
    Some(state.failures.remove(place))
}

/// Finds the place a planned failure names: a workflow step, `component:phase:step`, `phase.step` or a step's name.
/// One that is nowhere in this run fails at the launch and says so, rather than being lost.
fn failure(run: &ImageRun, planned: &PlannedFailure) -> Failure {
    let wanted = planned.step.as_str();
    let workflow_step = Course::of(run)
        .steps
        .iter()
        .any(|step| step.name == wanted && !step.skipped);
    let runs = |step: &ScriptedStep| run.tests_enabled || !step.is_test();
    let scripted = run.script.iter().position(|step| {
        runs(step)
            && (wanted == format!("{}:{}:{}", step.component_name(), step.phase, step.step)
                || wanted == format!("{}.{}", step.phase, step.step)
                || wanted == step.step)
    });
    match (workflow_step, scripted) {
        (true, _) => Failure {
            at: FailurePoint::WorkflowStep(wanted.to_owned()),
            message: planned.message.clone(),
        },
        (false, Some(index)) => Failure {
            at: FailurePoint::Scripted(index),
            message: planned.message.clone(),
        },
        (false, None) => Failure {
            at: FailurePoint::WorkflowStep("LaunchBuildInstance".to_owned()),
            message: format!(
                "the sandbox was told to fail the step '{wanted}', which this run does not have: {}",
                planned.message
            ),
        },
    }
}
