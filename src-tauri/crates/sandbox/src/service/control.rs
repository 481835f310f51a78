//! What is no AWS: looking into a sandbox and steering it, under `/_sandbox/`.

use serde_json::{Value, json};

use crate::clock::iso;
use crate::identity::ACCOUNT;
use crate::simulation::timeline::Course;
use crate::state::{PlannedFailure, State};
use crate::wire::ApiError;
use crate::wire::json::required;

use super::{Answer, Moment};

/// The longest build, a day.
const MAX_BUILD_SECONDS: f64 = 86_400.0;
/// The most failures that wait for a run.
const MAX_FAILURES: usize = 100;

/// `GET /_sandbox/state`: what there is, in brief.
pub(crate) fn summary(state: &State, moment: Moment) -> Value {
    let images: Vec<Value> = state
        .images
        .values()
        .map(|run| {
            json!({
                "arn": run.arn,
                "pipeline": run.pipeline_name,
                "status": Course::of(run).status(moment.now).name(),
                "created": iso(run.created),
            })
        })
        .collect();
    json!({
        "account": ACCOUNT,
        "now": iso(moment.now),
        "buildSeconds": moment.build_millis as f64 / 1000.0,
        "components": state.components.len(),
        "recipes": state.recipes.len(),
        "infrastructureConfigurations": state.infrastructures.len(),
        "distributionConfigurations": state.distributions.len(),
        "pipelines": state.pipelines.len(),
        "resourceShares": state.shares.len(),
        "images": images,
        "failures": state.failures,
    })
}

/// `POST /_sandbox/fail`: the next run of a pipeline fails at a step, once.
pub(crate) fn fail(state: &mut State, body: &Value) -> Answer {
    if state.failures.len() >= MAX_FAILURES {
        return Err(ApiError::invalid_request(format!(
            "{MAX_FAILURES} failures wait already."
        )));
    }
    let bounded =
        |key: &str, max: usize| -> Result<String, ApiError> { Ok(required(body, key)?.chars().take(max).collect()) };
    state.failures.push(PlannedFailure {
        pipeline: bounded("pipeline", 128)?,
        step: bounded("step", 512)?,
        message: bounded("message", 1024)?,
    });
    Ok(json!({"failures": state.failures}))
}

/// `POST /_sandbox/pace`: how long builds that begin from now on take.
pub(crate) fn pace(state: &mut State, body: &Value) -> Answer {
    let seconds = body
        .get("buildSeconds")
        .and_then(Value::as_f64)
        .filter(|seconds| (0.0..=MAX_BUILD_SECONDS).contains(seconds))
        .ok_or_else(|| {
            ApiError::invalid_value(
                "buildSeconds",
                format!("A number from 0 to {MAX_BUILD_SECONDS} is expected."),
            )
        })?;
    // In bounds, so neither truncated nor negative.
    state.build_millis = Some((seconds * 1000.0).round() as u64);
    Ok(json!({"buildSeconds": seconds}))
}

/// `POST /_sandbox/reset`: an empty sandbox.
pub(crate) fn reset(state: &mut State) -> Answer {
    *state = State::default();
    Ok(json!({}))
}
