//! Following a run: every change and log line goes to the cache as it comes, so what was seen stays readable and
//! following can be taken up again where it was cut off.

use std::time::Duration;

use ingot_cloud::{LogCursor, ProfileKind, RunState, RunUpdate};
use ingot_store::{LogLine, Run, RunFailure, RunFailureComponent, RunOutput, RunStep, RunWorkflow, Scope};

use crate::contract::{Code, Error, Event, Topic};
use crate::jobs::Job;
use crate::{Workbench, clock, scans};

/// How long to wait between two looks at a run. Image Builder publishes no request rate; a build takes 15 minutes and
/// more, so that four looks a minute miss nothing that a person would act on.
const LOOK_EVERY: Duration = Duration::from_secs(15);
const LOOK_EVERY_IN_SANDBOX: Duration = Duration::from_millis(300);

/// Times that a sandbox of ours which went away with another process is started again.
const REATTACH: usize = 3;

/// Follows the run to its end; a run that became AVAILABLE then has its scan report read.
pub async fn run(workbench: &Workbench, job: &Job, run: &str) -> Result<RunState, Error> {
    for _ in 0..REATTACH {
        match once(workbench, job, run).await {
            // Another Ingot ran the sandbox and has ended; its state is on disk, and the next call serves it here.
            Err(error) if error.code == Code::Offline && workbench.session().serves_itself() => {}
            ended => return ended,
        }
    }
    once(workbench, job, run).await
}

async fn once(workbench: &Workbench, job: &Job, run: &str) -> Result<RunState, Error> {
    let scope = workbench.session().scope(&job.cancel).await?;
    let cloud = workbench.session().cloud().await?;
    let pace = if workbench.session().kind() == ProfileKind::Sandbox {
        LOOK_EVERY_IN_SANDBOX
    } else {
        LOOK_EVERY
    };
    let cursor = {
        let reader = workbench.store().reader()?;
        LogCursor {
            token: reader.run_log_token(run)?,
            lines: reader.run_log(run, 0, 0)?.total,
        }
    };
    let mut stored: Result<(), Error> = Ok(());
    let mut on_update = |update: RunUpdate| {
        let kept = match update {
            RunUpdate::State(state) => {
                job.progress(
                    stage(&state.status),
                    STAGES,
                    format!("{} {}", state.image.name, state.status.to_lowercase()),
                );
                store_state(workbench, &scope, run, &state, true)
            }
            RunUpdate::Log { lines, cursor } => store_log(workbench, run, lines, &cursor),
        };
        if stored.is_ok() {
            stored = kept;
        }
    };
    let ended = cloud
        .follow(run, cursor, &|_: &RunState| pace, &mut on_update, &job.cancel)
        .await;
    let state = match ended {
        Ok(state) => state,
        Err(error) => return Err(workbench.session().failed(&error).await),
    };
    stored?;
    workbench.session().told(true);
    if state.status == "AVAILABLE" {
        // First the inventory: it says which build this one stands on, and others can stand on this one now.
        crate::sync::inventory(workbench, &|now| job.progress(STAGES, STAGES, now), &job.cancel).await?;
        job.progress(STAGES, STAGES, "reading the scan report");
        if let Err(error) = scans::collect(workbench, &scope, run, job).await {
            if matches!(error.code, Code::Offline | Code::SignIn | Code::Cancelled) {
                return Err(error);
            }
            // The image is there all the same; a later sync tries again.
            let summary = format!(
                "{} is {}; its scan could not be read: {error}",
                state.image.name, state.status
            );
            job.progress(STAGES, STAGES, summary);
            return Ok(state);
        }
    }
    job.progress(STAGES, STAGES, format!("{} is {}", state.image.name, state.status));
    Ok(state)
}

/// Stages of a run, as progress: Image Builder's `ImageStatus` in the order a build goes through it.
const ORDER: [&str; 7] = [
    "PENDING",
    "CREATING",
    "BUILDING",
    "TESTING",
    "DISTRIBUTING",
    "INTEGRATING",
    "AVAILABLE",
];
const STAGES: u32 = 7;

fn stage(status: &str) -> u32 {
    ORDER
        .iter()
        .position(|known| *known == status)
        .and_then(|at| u32::try_from(at).ok())
        .unwrap_or(STAGES)
}

/// Stores what AWS says of a run now.
pub fn store_state(
    workbench: &Workbench,
    scope: &Scope,
    run: &str,
    state: &RunState,
    followed: bool,
) -> Result<(), Error> {
    let workflows: Vec<RunWorkflow> = state
        .workflows
        .iter()
        .map(|workflow| RunWorkflow {
            id: workflow.id.clone(),
            kind: workflow.kind.clone(),
            status: workflow.status.clone(),
            message: workflow.message.clone(),
            started: workflow.start.clone(),
            ended: workflow.end.clone(),
            steps: workflow
                .steps
                .iter()
                .map(|step| RunStep {
                    name: step.name.clone(),
                    action: step.action.clone(),
                    status: step.status.clone(),
                    message: step.message.clone(),
                    started: step.start.clone(),
                    ended: step.end.clone(),
                })
                .collect(),
        })
        .collect();
    // AWS gives no end of an image build; that of its last workflow step is the nearest it says.
    let ended = state
        .ended()
        .then(|| {
            workflows
                .iter()
                .flat_map(|workflow| workflow.steps.iter().filter_map(|step| step.ended.clone()))
                .max()
        })
        .flatten();
    let stored = Run {
        id: run.to_owned(),
        scope: scope.clone(),
        pipeline: state.image.pipeline_arn.clone(),
        recipe: Some(state.image.name.clone()),
        version: Some(state.image.version.clone()),
        build: Some(u64::from(state.image.build)),
        status: state.status.clone(),
        reason: state.reason.clone(),
        started: state.image.date_created.clone(),
        ended,
        failure: state.failure.as_ref().map(|failure| RunFailure {
            workflow: failure.workflow.clone(),
            step: failure.step.clone(),
            component: failure.component.as_ref().map(|component| RunFailureComponent {
                arn: component.arn.clone(),
                name: component.name.clone(),
                phase: component.phase.clone(),
                step: component.step.clone(),
                action: component.action.clone(),
                message: component.message.clone(),
            }),
            message: failure.message.clone(),
        }),
        outputs: state
            .outputs
            .iter()
            .map(|output| RunOutput {
                region: output.region.clone(),
                account: output.account.clone(),
                image: output.image.clone(),
            })
            .collect(),
        scan_state: state.scan_state.clone(),
        as_of: clock::now(),
        followed,
    };
    workbench.write(|writer| {
        writer.put_run(&stored)?;
        writer.put_run_steps(run, &workflows)
    })?;
    workbench.tell(Event::Cache { topic: Topic::Runs });
    Ok(())
}

fn store_log(
    workbench: &Workbench,
    run: &str,
    lines: Vec<ingot_cloud::LogLine>,
    cursor: &LogCursor,
) -> Result<(), Error> {
    let lines: Vec<LogLine> = lines
        .into_iter()
        .map(|line| LogLine {
            time: line.time,
            message: line.message,
        })
        .collect();
    workbench.write(|writer| writer.append_run_log(run, &lines, cursor.token.as_deref()))?;
    workbench.tell(Event::Cache { topic: Topic::Runs });
    Ok(())
}
