//! Runs and their logs, from the cache; following and cancelling them in AWS.

use ingot_recipe::ImageBuilderArn;
use ingot_recipe::names::normalised;
use ingot_store::{Run, RunQuery};
use tokio_util::sync::CancellationToken;

use crate::Workbench;
use crate::contract::run::{
    CancelRun, LogLine, LogPage, LogRequest, OutputImage, RunFailure, RunList, RunRequest, RunStepView, RunSummary,
    RunView, WorkflowView,
};
use crate::contract::{Error, JobKind, JobStarted, Nothing};
use crate::jobs::Resume;
use crate::{follow, scans, views};

pub async fn list(workbench: &Workbench, _: Nothing) -> Result<RunList, Error> {
    let runs = summaries(workbench)?;
    let as_of = runs.iter().map(|run| run.as_of.clone()).max();
    Ok(RunList { runs, as_of })
}

/// Of the present profile, newest first.
pub fn summaries(workbench: &Workbench) -> Result<Vec<RunSummary>, Error> {
    let profile = workbench.session().state().profile;
    let query = RunQuery {
        profile: Some(profile),
        ..RunQuery::default()
    };
    workbench
        .store()
        .reader()?
        .runs(&query)?
        .iter()
        .map(|run| summary(workbench, run))
        .collect()
}

pub async fn get(workbench: &Workbench, request: RunRequest) -> Result<RunView, Error> {
    let run = find(workbench, &request.run)?;
    let reader = workbench.store().reader()?;
    let workflows = reader
        .run_steps(&run.id)?
        .into_iter()
        .map(|workflow| WorkflowView {
            workflow: workflow.kind,
            status: workflow.status,
            steps: workflow
                .steps
                .into_iter()
                .map(|step| RunStepView {
                    name: step.name,
                    action: step.action,
                    status: step.status,
                    message: step.message,
                    started: step.started,
                    ended: step.ended,
                })
                .collect(),
        })
        .collect();
    let log_lines = u32::try_from(reader.run_log(&run.id, 0, 0)?.total).unwrap_or(u32::MAX);
    Ok(RunView {
        summary: summary(workbench, &run)?,
        workflows,
        failure: run.failure.as_ref().map(|failure| failure_view(workbench, failure)),
        outputs: run
            .outputs
            .iter()
            .map(|output| OutputImage {
                region: output.region.clone(),
                account: output.account.clone(),
                ami: output.image.clone(),
            })
            .collect(),
        log_lines,
        job: workbench.jobs().running_for(&run.id),
    })
}

pub async fn logs(workbench: &Workbench, request: LogRequest) -> Result<LogPage, Error> {
    let run = find(workbench, &request.run)?;
    let page = workbench
        .store()
        .reader()?
        .run_log(&run.id, u64::from(request.offset), request.limit.min(1_000))?;
    Ok(LogPage {
        total: u32::try_from(page.total).unwrap_or(u32::MAX),
        lines: page
            .lines
            .into_iter()
            .map(|line| LogLine {
                time: line.time,
                message: line.message,
            })
            .collect(),
    })
}

/// Follows a run to its end; answers the job that does so already, where there is one.
pub async fn follow(workbench: &Workbench, request: RunRequest) -> Result<JobStarted, Error> {
    if let Some(job) = workbench.jobs().running_for(&request.run) {
        return Ok(JobStarted { job });
    }
    Ok(JobStarted {
        job: start_following(workbench, request.run),
    })
}

pub fn start_following(workbench: &Workbench, run: String) -> String {
    let title = match run.parse::<ImageBuilderArn>() {
        Ok(arn) => format!("follow {}", arn.name),
        Err(_) => "follow run".to_owned(),
    };
    let resume = Resume::Follow { run: run.clone() };
    let follower = workbench.clone();
    workbench
        .jobs()
        .start(JobKind::Follow, title, Some(resume), move |job| async move {
            job.subject(&run);
            follow::run(&follower, &job, &run).await.map(|_| ())
        })
}

pub async fn cancel(workbench: &Workbench, request: CancelRun) -> Result<RunSummary, Error> {
    let run = find(workbench, &request.run)?;
    if matches!(run.status.as_str(), "AVAILABLE" | "FAILED" | "CANCELLED") {
        return Err(Error::invalid(format!("this run has ended already: {}", run.status)));
    }
    if !request.dry_run {
        let cancel = CancellationToken::new();
        let cloud = workbench.session().cloud().await?;
        if let Err(error) = cloud.cancel_run(&run.id, &cancel).await {
            return Err(workbench.session().failed(&error).await);
        }
        match cloud.read_run(&run.id, &cancel).await {
            Ok(state) => follow::store_state(workbench, &run.scope, &run.id, &state, true)?,
            Err(error) => return Err(workbench.session().failed(&error).await),
        }
    }
    summary(workbench, &find(workbench, &request.run)?)
}

fn find(workbench: &Workbench, id: &str) -> Result<Run, Error> {
    workbench.store().reader()?.run(id)?.ok_or_else(|| {
        Error::not_found(format!("no run {id} is known")).hint("list them with `ingot runs`, or read AWS with a sync")
    })
}

fn summary(workbench: &Workbench, run: &Run) -> Result<RunSummary, Error> {
    let version = match (&run.version, run.build) {
        (Some(version), Some(build)) => format!("{version}/{build}"),
        (Some(version), None) => version.clone(),
        (None, _) => String::new(),
    };
    Ok(RunSummary {
        run: run.id.clone(),
        pipeline: run.pipeline.as_deref().map(|arn| match arn.parse::<ImageBuilderArn>() {
            Ok(arn) => arn.name,
            Err(_) => arn.to_owned(),
        }),
        recipe: run.recipe.clone().unwrap_or_default(),
        version,
        status: run.status.clone(),
        reason: run.reason.clone(),
        started: run.started.clone(),
        ended: run.ended.clone(),
        account: run.scope.account.clone(),
        region: run.scope.region.clone(),
        as_of: run.as_of.clone(),
        report: scans::report_of(workbench, &run.id)?.map(|report| report.to_string()),
    })
}

/// The line of the step that failed, where its document is in this workspace.
fn failure_view(workbench: &Workbench, failure: &ingot_store::RunFailure) -> RunFailure {
    let component = failure.component.as_ref();
    let place = component.and_then(|component| {
        let prepared = workbench.desk().prepared().ok()?;
        let facts = prepared.catalogue.components().iter().find(|facts| {
            facts.origin == ingot_recipe::Origin::Workspace && normalised(&facts.name) == normalised(&component.name)
        })?;
        Some((
            facts.document_file.clone()?,
            views::step_line(facts, &component.phase, &component.step),
        ))
    });
    let message = match component {
        Some(component) => format!(
            "{} failed in step {} of phase {}: {}",
            component.name, component.step, component.phase, component.message
        ),
        None => failure.message.clone(),
    };
    RunFailure {
        message,
        workflow_step: failure.step.clone(),
        component: component.map(|component| component.name.clone()),
        phase: component.map(|component| component.phase.clone()),
        step: component.map(|component| component.step.clone()),
        line: place.as_ref().and_then(|place| place.1),
        file: place.map(|place| place.0),
    }
}
