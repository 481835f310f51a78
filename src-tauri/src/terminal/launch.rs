use clap::Args;
use ingot_workbench::Workbench;
use ingot_workbench::commands;
use ingot_workbench::contract::run::{RunRequest, RunView};
use ingot_workbench::contract::{Code, Error, Event, JobState, JobView, LaunchRequest};

use super::Exit;
use super::output::{BAD, BOLD, DIM, GOOD, Output, plain};

/// Publish what a pipeline needs and start it
///
/// Golden images that its parent needs and that have no image yet are built first.
/// Exit code with --follow: 0 AVAILABLE, 1 FAILED or CANCELLED.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The pipeline's name
    pipeline: String,
    /// Stay until the run has ended and print its stages and steps
    #[arg(long)]
    follow: bool,
    /// Ask AWS to validate what would be published; start nothing
    #[arg(long)]
    dry_run: bool,
}

pub async fn run(arguments: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    let request = LaunchRequest {
        pipelines: vec![arguments.pipeline.clone()],
        dry_run: arguments.dry_run,
        digest: None,
    };
    let started = commands::plan::launch(workbench, request).await?;
    let launched = match finished(workbench, &started.job, output).await {
        Ok(launched) => launched,
        Err(error) if error.code == Code::RunFailed => {
            // A golden image that the pipeline stands on: its run is the answer.
            let failed = workbench.jobs().get(&started.job)?.subject;
            if let Some(run) = failed {
                let view = commands::run::get(workbench, RunRequest { run }).await?;
                print_end(&view, output)?;
                if output.is_json() {
                    output.json(&view)?;
                }
            }
            super::report::print(&error);
            return Ok(Exit::Bad);
        }
        Err(error) => return Err(error),
    };
    let Some(run) = launched.subject.clone() else {
        if output.is_json() {
            output.json(&launched)?;
        }
        output.line(format_args!("{GOOD}AWS accepts it; nothing was started{GOOD:#}"))?;
        return Ok(Exit::Good);
    };
    output.line(format_args!("{GOOD}started{GOOD:#} {run}"))?;
    if !arguments.follow {
        if output.is_json() {
            output.json(&commands::run::get(workbench, RunRequest { run }).await?.summary)?;
        } else {
            output.line(format_args!("{DIM}ingot logs {run}{DIM:#}"))?;
        }
        return Ok(Exit::Good);
    }
    let view = follow(workbench, &run, output).await?;
    if output.is_json() {
        output.json(&view)?;
    }
    Ok(if view.summary.status == "AVAILABLE" {
        Exit::Good
    } else {
        Exit::Bad
    })
}

/// Follows a run to its end, printing each stage and step as it changes.
pub async fn follow(workbench: &Workbench, run: &str, output: &Output) -> Result<RunView, Error> {
    let request = RunRequest { run: run.to_owned() };
    let mut events = workbench.events();
    let job = commands::run::follow(workbench, request.clone()).await?.job;
    let mut printed = Printed::default();
    let waited = workbench.jobs().wait(&job);
    tokio::pin!(waited);
    let ended = loop {
        tokio::select! {
            ended = &mut waited => break ended?,
            event = events.recv() => {
                if matches!(event, Ok(Event::Cache { .. }) | Err(tokio::sync::broadcast::error::RecvError::Lagged(_))) {
                    let view = commands::run::get(workbench, request.clone()).await?;
                    printed.print(&view, output)?;
                }
            }
        }
    };
    let view = commands::run::get(workbench, request).await?;
    printed.print(&view, output)?;
    if let Some(error) = ended.error {
        return Err(error);
    }
    print_end(&view, output)?;
    Ok(view)
}

/// What failed and where, or what came out.
fn print_end(view: &RunView, output: &Output) -> Result<(), Error> {
    if let Some(failure) = &view.failure {
        output.line(format_args!("{BAD}{}{BAD:#}", plain(&failure.message)))?;
        if let (Some(file), Some(line)) = (&failure.file, failure.line) {
            output.line(format_args!("  {}:{line}", plain(file)))?;
        }
    }
    for image in &view.outputs {
        output.line(format_args!(
            "  {GOOD}{}{GOOD:#} in {} ({})",
            image.ami, image.region, image.account
        ))?;
    }
    Ok(())
}

/// What of a run was printed already.
#[derive(Default)]
struct Printed {
    status: String,
    steps: std::collections::BTreeMap<(String, String), String>,
}

impl Printed {
    fn print(&mut self, view: &RunView, output: &Output) -> Result<(), Error> {
        if self.status != view.summary.status {
            self.status.clone_from(&view.summary.status);
            output.line(format_args!(
                "{BOLD}{}{BOLD:#}  {} {}",
                self.status, view.summary.recipe, view.summary.version
            ))?;
        }
        for workflow in &view.workflows {
            for step in &workflow.steps {
                let key = (workflow.workflow.clone(), step.name.clone());
                let news = self.steps.get(&key) != Some(&step.status);
                if news && !matches!(step.status.as_str(), "PENDING" | "RUNNING") {
                    let style = if step.status == "FAILED" { BAD } else { DIM };
                    output.line(format_args!(
                        "  {} · {} {style}{}{style:#}",
                        workflow.workflow,
                        plain(&step.name),
                        step.status
                    ))?;
                }
                self.steps.insert(key, step.status.clone());
            }
        }
        Ok(())
    }
}

/// Waits for a job, telling its progress, and answers its error as one.
pub async fn finished(workbench: &Workbench, job: &str, output: &Output) -> Result<JobView, Error> {
    let mut events = workbench.events();
    let waited = workbench.jobs().wait(job);
    tokio::pin!(waited);
    let mut last = None;
    let ended = loop {
        tokio::select! {
            ended = &mut waited => break ended?,
            event = events.recv() => {
                if let Ok(Event::Job { job: view }) = event
                    && view.job == job
                    && view.state == JobState::Running
                    // Steps on the way, not each thing that is read for one.
                    && last != Some(view.progress.done)
                {
                    last = Some(view.progress.done);
                    output.line(format_args!("  {DIM}{}{DIM:#}", plain(&view.progress.now)))?;
                }
            }
        }
    };
    match ended.error {
        Some(error) => Err(error),
        None => Ok(ended),
    }
}
