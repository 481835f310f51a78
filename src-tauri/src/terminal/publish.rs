use clap::Args;
use ingot_workbench::Workbench;
use ingot_workbench::commands;
use ingot_workbench::contract::{Error, JobView, PlanRequest, PublishRequest};
use serde::Serialize;

use super::Exit;
use super::output::{GOOD, Output};

/// Carry the plan out: create components and recipes, update the rest
#[derive(Debug, Args)]
pub struct Arguments {
    /// Recipe names [default: all]
    recipes: Vec<String>,
    /// Ask AWS to validate and create nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct Published {
    dry_run: bool,
    changes: u32,
    job: Option<JobView>,
}

pub async fn run(arguments: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    let plan = commands::plan::make(
        workbench,
        PlanRequest {
            recipes: arguments.recipes.clone(),
        },
    )
    .await?;
    super::plan::print(&plan, output)?;
    if !plan.blocked.is_empty() {
        if output.is_json() {
            output.json(&plan)?;
        }
        return Ok(Exit::Bad);
    }
    let mut job = None;
    if plan.changes > 0 {
        let request = PublishRequest {
            recipes: arguments.recipes.clone(),
            dry_run: arguments.dry_run,
            digest: Some(plan.digest.clone()),
        };
        let started = commands::plan::publish(workbench, request).await?;
        job = Some(super::launch::finished(workbench, &started.job, output).await?);
    }
    if output.is_json() {
        return output
            .json(&Published {
                dry_run: arguments.dry_run,
                changes: plan.changes,
                job,
            })
            .map(|()| Exit::Good);
    }
    let done = match (arguments.dry_run, plan.changes) {
        (_, 0) => "nothing to publish: AWS holds all of it already".to_owned(),
        (true, changes) => format!("AWS accepts all {changes} changes; nothing was created"),
        (false, changes) => format!("published {changes} changes"),
    };
    output.line(format_args!("{GOOD}{done}{GOOD:#}"))?;
    Ok(Exit::Good)
}
