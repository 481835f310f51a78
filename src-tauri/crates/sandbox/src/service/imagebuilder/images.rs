use serde_json::{Value, json};

use super::components::one_per_name;
use super::filters::{Owner, apply, filters, is_here, owner};
use super::names::{Arn, Version, latest_references};
use super::{Answer, Moment, dependents, listed, managed, parents, pipelines};
use crate::clock::iso;
use crate::identity::ACCOUNT;
use crate::simulation::run::ImageRun;
use crate::simulation::status::ImageStatus;
use crate::simulation::timeline::{Course, Stop};
use crate::state::State;
use crate::wire::json::{compact, flag, merged, required, text, texts};
use crate::wire::{ApiError, Call};

/// A build ARN gives that build in any state; a version or wildcard ARN the newest AVAILABLE one
/// (<https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_GetImage.html>).
pub(crate) fn get(state: &State, moment: Moment, call: &Call) -> Answer {
    let reference = required(&call.body, "imageBuildVersionArn")?;
    let wanted = Arn::expect("imageBuildVersionArn", reference, "image")?;
    if wanted.owner == "aws" {
        return managed_image(&call.region, reference, &wanted);
    }
    let run = match state.images.get(reference) {
        Some(run) => run,
        None if wanted.build.is_none() => {
            parents::available(state, moment.now, &wanted).ok_or_else(|| ApiError::not_found(reference))?
        }
        None => return Err(ApiError::not_found(reference)),
    };
    Ok(json!({
        "image": shown(run, moment.now),
        "latestVersionReferences": latest_references(&run.arn),
    }))
}

pub(crate) fn list(state: &State, _: Moment, call: &Call) -> Answer {
    let filters = filters(call, &["name", "osVersion", "platform", "type", "version"])?;
    let by_name = flag(&call.body, "byName").unwrap_or(false);
    if by_name && filters.iter().any(|filter| filter.name == "version") {
        return Err(ApiError::combination(
            "byName cannot be combined with the version filter.",
        ));
    }
    let mut items: Vec<Value> = match owner(call)? {
        Owner::Own => versions(state, call),
        Owner::Amazon => managed::IMAGES
            .iter()
            .map(|(name, os)| {
                json!({
                    "arn": format!("arn:aws:imagebuilder:{}:aws:image/{name}/{}", call.region, managed::IMAGE_VERSION),
                    "name": name,
                    "type": "AMI",
                    "version": managed::IMAGE_VERSION,
                    "platform": "Linux",
                    "osVersion": os.display(),
                    "owner": "Amazon",
                    "dateCreated": iso(managed::IMAGE_CREATED),
                    "imageSource": "AMAZON_MANAGED",
                })
            })
            .collect(),
        Owner::Marketplace | Owner::Nobody => Vec::new(),
    };
    items = apply(items, &filters);
    if by_name {
        items = one_per_name(items);
    }
    listed(call, "imageVersionList", items)
}

pub(crate) fn list_builds(state: &State, moment: Moment, call: &Call) -> Answer {
    let filters = filters(call, &["name", "osVersion", "platform", "type", "version"])?;
    let wanted = match text(&call.body, "imageVersionArn") {
        Some(reference) => Some(Arn::expect("imageVersionArn", reference, "image")?),
        None => None,
    };
    let mut runs: Vec<&ImageRun> = state
        .images
        .values()
        .filter(|run| is_here(&run.arn, call))
        .filter(|run| {
            wanted
                .as_ref()
                .is_none_or(|wanted| Arn::parse(&run.arn).is_some_and(|arn| wanted.means(&arn)))
        })
        .collect();
    runs.sort_by_key(|run| (run.created, run.arn.clone()));
    let items = runs.into_iter().map(|run| summary(run, moment.now)).collect();
    listed(call, "imageSummaryList", apply(items, &filters))
}

pub(crate) fn list_of_pipeline(state: &State, moment: Moment, call: &Call) -> Answer {
    let filters = filters(call, &["name", "version"])?;
    let pipeline = required(&call.body, "imagePipelineArn")?;
    if !state.pipelines.contains_key(pipeline) {
        return Err(ApiError::not_found(pipeline));
    }
    let items = pipelines::runs_of(state, pipeline)
        .into_iter()
        .map(|run| summary(run, moment.now))
        .collect();
    listed(call, "imageSummaryList", apply(items, &filters))
}

/// Deletes the resource, never the AMIs (<https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_DeleteImage.html>).
pub(crate) fn delete(state: &mut State, moment: Moment, call: &Call) -> Answer {
    let arn = required(&call.body, "imageBuildVersionArn")?.to_owned();
    let run = state.images.get(&arn).ok_or_else(|| ApiError::not_found(&arn))?;
    if !Course::of(run).status(moment.now).is_final() {
        return Err(ApiError::new(
            400,
            "ResourceInUseException",
            format!("The image '{arn}' is being created; cancel it first."),
        ));
    }
    let dependents = dependents::shares(state, &arn);
    if !dependents.is_empty() {
        return Err(ApiError::has_dependents(&arn, &dependents));
    }
    state.images.remove(&arn);
    Ok(json!({"imageBuildVersionArn": arn}))
}

/// The AMIs that exist by `now`: the build's own as soon as it is made, all copies when the image is AVAILABLE.
pub(crate) fn amis(run: &ImageRun, now: i64) -> Vec<Value> {
    let course = Course::of(run);
    if course.ami_at().is_none_or(|at| now < at) {
        return Vec::new();
    }
    let state = json!({"status": ImageStatus::Available.name()});
    let own = json!({
        "region": run.region,
        "image": run.output_ami(),
        "name": ami_name(run, None),
        "accountId": ACCOUNT,
        "state": state,
    });
    let Some(distribution) = &run.distribution else {
        return vec![own];
    };
    if course.status(now) != ImageStatus::Available {
        return vec![own];
    }
    let mut amis = Vec::new();
    for place in distribution["distributions"].as_array().into_iter().flatten() {
        let Some(region) = text(place, "region") else { continue };
        let ami = &place["amiDistributionConfiguration"];
        let mut accounts = texts(ami, "targetAccountIds");
        if accounts.is_empty() {
            accounts.push(ACCOUNT.to_owned());
        }
        for account in accounts {
            amis.push(compact(json!({
                "region": region,
                "image": run.ami_in(region, &account),
                "name": ami_name(run, text(ami, "name")),
                "description": text(ami, "description"),
                "accountId": account,
                "state": state,
            })));
        }
    }
    amis
}

/// Image, workflow and step of a failure, and the component that failed
/// (botocore imagebuilder `FailureContext`, `ComponentFailure`).
pub(crate) fn state_of(run: &ImageRun, now: i64) -> Value {
    let course = Course::of(run);
    let status = course.status(now);
    let (Some(Stop::Failed { step, script, .. }), Some(failure)) = (course.stop, &run.failure) else {
        return compact(json!({
            "status": status.name(),
            "reason": (status == ImageStatus::Cancelled).then_some("The image creation was cancelled."),
        }));
    };
    if status != ImageStatus::Failed {
        return json!({"status": status.name()});
    }
    let planned = &course.steps[step];
    let workflow = course.workflow_id(planned.workflow);
    let component = script.map(|index| {
        let entry = &run.script[index];
        json!({
            "componentArn": entry.component_arn,
            "phaseName": entry.phase,
            "stepName": entry.step,
            "action": entry.action,
            "errorMessage": failure.message,
        })
    });
    compact(json!({
        "status": status.name(),
        "reason": format!(
            "Workflow Execution ID: '{workflow}' failed with reason: Step '{}' failed: {}",
            planned.name, failure.message
        ),
        "failureContext": {
            "imageStatus": course.status(planned.start).name(),
            "workflowExecutionId": workflow,
            "workflowArn": course.workflow_arn(planned.workflow),
            "stepExecutionId": course.step_id(step),
            "failedStep": planned.name,
            "componentFailure": component,
        },
    }))
}

fn shown(run: &ImageRun, now: i64) -> Value {
    let course = Course::of(run);
    let scan = run.scanning_enabled.then(|| {
        let status = match course.scanned_at() {
            Some(at) if now >= at => "COMPLETED",
            _ if course.status(now).is_final() => "ABANDONED",
            _ => "PENDING",
        };
        json!({"status": status})
    });
    compact(merged(
        json!({
            "arn": run.arn,
            "type": "AMI",
            "name": run.name,
            "version": run.log_stream(),
            "platform": run.platform,
            "enhancedImageMetadataEnabled": run.metadata_enabled,
            "osVersion": run.os.display(),
            "state": state_of(run, now),
            "imageRecipe": run.recipe,
            "sourcePipelineName": run.pipeline_name,
            "sourcePipelineArn": run.pipeline_arn,
            "infrastructureConfiguration": run.infrastructure,
            "distributionConfiguration": run.distribution,
            "dateCreated": iso(run.created),
            "outputResources": {"amis": amis(run, now)},
            "tags": run.tags,
            "buildType": "USER_INITIATED",
            "scanState": scan,
            "loggingConfiguration": {"logGroupName": run.log_group},
        }),
        run.settings.clone(),
    ))
}

fn summary(run: &ImageRun, now: i64) -> Value {
    json!({
        "arn": run.arn,
        "name": run.name,
        "type": "AMI",
        "version": run.log_stream(),
        "platform": run.platform,
        "osVersion": run.os.display(),
        "state": state_of(run, now),
        "owner": ACCOUNT,
        "dateCreated": iso(run.created),
        "outputResources": {"amis": amis(run, now)},
        "tags": run.tags,
        "buildType": "USER_INITIATED",
        "loggingConfiguration": {"logGroupName": run.log_group},
    })
}

/// One entry for each image version of this account, dated as its first build.
fn versions(state: &State, call: &Call) -> Vec<Value> {
    let mut runs: Vec<&ImageRun> = state.images.values().filter(|run| is_here(&run.arn, call)).collect();
    runs.sort_by_key(|run| (run.name.clone(), Version::parse(&run.version), run.build));
    runs.dedup_by(|later, first| later.name == first.name && later.version == first.version);
    runs.into_iter()
        .filter_map(|run| {
            let (arn, _) = run.arn.rsplit_once('/')?;
            Some(json!({
                "arn": arn,
                "name": run.name,
                "type": "AMI",
                "version": run.version,
                "platform": run.platform,
                "osVersion": run.os.display(),
                "owner": ACCOUNT,
                "dateCreated": iso(run.created),
                "buildType": "USER_INITIATED",
            }))
        })
        .collect()
}

fn managed_image(region: &str, reference: &str, wanted: &Arn) -> Answer {
    let (os, name) = managed::image(wanted).ok_or_else(|| ApiError::not_found(reference))?;
    let version = managed::IMAGE_VERSION;
    let arn = format!("arn:aws:imagebuilder:{region}:aws:image/{name}/{version}/1");
    Ok(json!({
        "image": {
            "arn": arn,
            "type": "AMI",
            "name": name,
            "version": format!("{version}/1"),
            "platform": "Linux",
            "osVersion": os.display(),
            "state": {"status": "AVAILABLE"},
            "dateCreated": iso(managed::IMAGE_CREATED),
            "outputResources": {"amis": []},
            "tags": {},
            "imageSource": "AMAZON_MANAGED",
        },
        "latestVersionReferences": latest_references(&arn),
    }))
}

/// The AMI's name: the distribution's with its variables filled in, or recipe name and build date
/// (<https://docs.aws.amazon.com/imagebuilder/latest/userguide/cr-upd-ami-distribution-settings.html>).
fn ami_name(run: &ImageRun, template: Option<&str>) -> String {
    let date = iso(run.created).replace(':', "-");
    let mut name = String::new();
    let mut rest = match template {
        None => return format!("{} {date}", run.name),
        Some(template) => template,
    };
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((variable, after)) = after.split_once("}}") else {
            break;
        };
        name.push_str(before);
        match variable.trim() {
            "imagebuilder:buildDate" => name.push_str(&date),
            "imagebuilder:buildVersion" => name.push_str(&run.build.to_string()),
            other => name.push_str(other),
        }
        rest = after;
    }
    name.push_str(rest);
    name
}
