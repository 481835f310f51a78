use std::path::PathBuf;

use clap::Args;
use ingot_workbench::commands;
use ingot_workbench::contract::run::{RunRequest, RunView};
use ingot_workbench::contract::scan::{FindingLayer, FindingRequest, FindingScope, FindingSort};
use ingot_workbench::contract::workspace::CreateSample;
use ingot_workbench::contract::{Code, Error, LaunchRequest, Nothing, PlanRequest, PublishRequest};
use ingot_workbench::{Options, Workbench};
use serde_json::{Value, json};

use super::output::{BAD, BOLD, DIM, GOOD, Output, plain};
use super::{Common, Exit};

/// Do the whole main job on the sample workspace against the sandbox
///
/// Check, plan, publish, launch, follow, scan report: each step prints its result. Everything happens in a folder of
/// its own that is removed afterwards. Exit code: 0 only if all of it worked.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Keep the workspace, cache and sandbox of the demo in this new folder
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

const RECIPE: &str = "payments-web";
const PIPELINE: &str = "payments-web";

pub async fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Exit, Error> {
    if common.workspace.is_some() || common.profile.is_some() || common.endpoint.is_some() || common.offline {
        return Err(Error::invalid("the demo runs on a workspace and a sandbox of its own")
            .hint("leave --workspace, --profile, --endpoint and --offline out"));
    }
    if arguments.keep.as_ref().is_some_and(|keep| keep.exists()) {
        return Err(Error::invalid("the folder of --keep exists already").hint("name a new one"));
    }
    let temporary = match &arguments.keep {
        Some(_) => None,
        None => Some(tempfile::tempdir().map_err(|error| {
            Error::new(Code::Io, format!("cannot make a folder for the demo: {error}"))
                .hint("set TMPDIR to a folder that can be written, or give one with --keep")
        })?),
    };
    let home = match (&arguments.keep, &temporary) {
        (Some(keep), _) => keep.clone(),
        (None, Some(temporary)) => temporary.path().to_owned(),
        (None, None) => return Err(Error::internal("the demo has no folder")),
    };
    let workbench = Workbench::start(Options {
        home: Some(home),
        ..Options::default()
    })?;
    let mut story = Story {
        workbench: &workbench,
        output,
    };
    let ended = story.tell().await;
    workbench.close().await;
    match ended {
        Ok(()) => {
            output.line(format_args!(
                "\n{GOOD}all of it worked{GOOD:#}  {DIM}open the window with `ingot --sample`{DIM:#}"
            ))?;
            Ok(Exit::Good)
        }
        Err((step, error)) => {
            if output.is_json() {
                output.json_line(&json!({ "step": step, "ok": false, "error": error }))?;
            }
            output.line(format_args!("{BAD}{step} did not work{BAD:#}"))?;
            super::report::print(&error);
            Ok(Exit::Bad)
        }
    }
}

struct Story<'a> {
    workbench: &'a Workbench,
    output: &'a Output,
}

type Told<T> = Result<T, (&'static str, Error)>;

impl Story<'_> {
    async fn tell(&mut self) -> Told<()> {
        self.check().await.map_err(|error| ("check", error))?;
        self.plan().await.map_err(|error| ("plan", error))?;
        self.publish().await.map_err(|error| ("publish", error))?;
        let run = self.launch().await.map_err(|error| ("launch", error))?;
        let view = self.follow(&run).await.map_err(|error| ("follow", error))?;
        self.scan(&view).await.map_err(|error| ("scan", error))
    }

    fn heading(&self, step: &str) -> Result<(), Error> {
        self.output.line(format_args!("\n{BOLD}{step}{BOLD:#}"))
    }

    fn good(&self, step: &str, sentence: &str, mut facts: Value) -> Result<(), Error> {
        if self.output.is_json() {
            if let Some(facts) = facts.as_object_mut() {
                facts.insert("step".to_owned(), step.into());
                facts.insert("ok".to_owned(), true.into());
            }
            return self.output.json_line(&facts);
        }
        self.output.line(format_args!("  {GOOD}✓{GOOD:#} {sentence}"))
    }

    async fn check(&mut self) -> Result<(), Error> {
        self.heading("check")?;
        let view = commands::workspace::sample(self.workbench, CreateSample { into: None }).await?;
        let problems = commands::workspace::problems(self.workbench, Nothing {}).await?;
        if problems.counts.errors > 0 {
            let first = problems
                .diagnostics
                .first()
                .map(|diagnostic| diagnostic.message.clone())
                .unwrap_or_default();
            return Err(Error::internal(format!(
                "the sample workspace has {} errors: {first}",
                problems.counts.errors
            )));
        }
        self.good(
            "check",
            &format!("{}: {} files, no errors, {} warnings", view.name, problems.files, problems.counts.warnings),
            json!({ "workspace": view.path, "files": problems.files, "errors": 0, "warnings": problems.counts.warnings }),
        )
    }

    async fn plan(&mut self) -> Result<(), Error> {
        self.heading("plan")?;
        let plan = commands::plan::make(
            self.workbench,
            PlanRequest {
                recipes: vec![RECIPE.to_owned()],
            },
        )
        .await?;
        if let Some(problem) = plan.problems.first() {
            return Err(Error::invalid(problem.message.clone()));
        }
        let launches: Vec<&str> = plan.launches.iter().map(|launch| launch.pipeline.as_str()).collect();
        self.good(
            "plan",
            &format!(
                "{} to create in {} ({}), then start {}",
                plan.changes,
                plan.account,
                plan.region,
                launches.join(", then ")
            ),
            json!({ "account": plan.account, "region": plan.region, "changes": plan.changes, "launches": launches }),
        )
    }

    /// Publishes what does not have to wait for an image: the golden image that the overlay stands on.
    async fn publish(&mut self) -> Result<(), Error> {
        self.heading("publish")?;
        let view = commands::recipe::get(
            self.workbench,
            ingot_workbench::contract::recipe::RecipeRequest {
                recipe: RECIPE.to_owned(),
            },
        )
        .await?;
        let golden = view
            .parent_recipe
            .ok_or_else(|| Error::internal(format!("{RECIPE} of the sample stands on no golden image")))?;
        let request = PublishRequest {
            recipes: vec![golden.clone()],
            dry_run: false,
            digest: None,
        };
        let started = commands::plan::publish(self.workbench, request).await?;
        let job = super::launch::finished(self.workbench, &started.job, self.output).await?;
        self.good(
            "publish",
            &format!("{golden}: {} resources are in AWS", job.progress.done),
            json!({ "recipe": golden, "resources": job.progress.done }),
        )
    }

    async fn launch(&mut self) -> Result<String, Error> {
        self.heading("launch")?;
        let request = LaunchRequest {
            pipelines: vec![PIPELINE.to_owned()],
            dry_run: false,
            digest: None,
        };
        let started = commands::plan::launch(self.workbench, request).await?;
        let job = super::launch::finished(self.workbench, &started.job, self.output).await?;
        let run = job
            .subject
            .ok_or_else(|| Error::internal("the launch answered no run"))?;
        self.good("launch", &run, json!({ "pipeline": PIPELINE, "run": run }))?;
        Ok(run)
    }

    async fn follow(&mut self, run: &str) -> Result<RunView, Error> {
        self.heading("follow")?;
        let view = super::launch::follow(self.workbench, run, self.output).await?;
        if view.summary.status != "AVAILABLE" {
            let reason = view.summary.reason.clone().unwrap_or_default();
            return Err(Error::internal(format!(
                "the run ended {}: {reason}",
                view.summary.status
            )));
        }
        let images: Vec<&str> = view.outputs.iter().map(|image| image.ami.as_str()).collect();
        self.good(
            "follow",
            &format!("{} {} is AVAILABLE", view.summary.recipe, view.summary.version),
            json!({ "run": run, "status": view.summary.status, "images": images, "log_lines": view.log_lines }),
        )?;
        Ok(view)
    }

    async fn scan(&mut self, view: &RunView) -> Result<(), Error> {
        self.heading("scan")?;
        let run = commands::run::get(
            self.workbench,
            RunRequest {
                run: view.summary.run.clone(),
            },
        )
        .await?;
        let report = run
            .summary
            .report
            .ok_or_else(|| Error::not_found("the run has no scan report"))?;
        let page = |query: &str| FindingRequest {
            scope: FindingScope {
                reports: vec![report.clone()],
                query: query.to_owned(),
            },
            sort: FindingSort::Severity,
            descending: true,
            offset: 0,
            limit: 200,
        };
        let total = commands::scan::page(self.workbench, page("")).await?.total;
        let critical = commands::scan::page(self.workbench, page("severity:critical fix:yes")).await?;
        for finding in critical.findings.iter().take(5) {
            self.output.line(format_args!(
                "  {} {} {} → {}  {DIM}{}{DIM:#}",
                plain(&finding.vulnerability),
                plain(&finding.package),
                plain(&finding.installed),
                finding.fixed.as_deref().map_or_else(|| "a fix".to_owned(), plain),
                match finding.layer {
                    FindingLayer::Golden => "inherited from golden",
                    FindingLayer::Overlay => "your layer",
                    FindingLayer::Unknown => "layer not known",
                },
            ))?;
        }
        if total == 0 {
            return Err(Error::internal("the scan report is empty"));
        }
        self.good(
            "scan",
            &format!("{total} findings, {} critical with a fix available", critical.total),
            json!({ "report": report, "findings": total, "critical_with_fix": critical.total }),
        )
    }
}
