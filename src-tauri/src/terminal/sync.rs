use clap::Args;
use ingot_workbench::Workbench;
use ingot_workbench::commands;
use ingot_workbench::contract::{Error, Nothing};

use super::Exit;
use super::output::{GOOD, Output};

/// Fill the cache from AWS: components, recipes, images, runs, scan findings, accounts, shares
#[derive(Debug, Args)]
pub struct Arguments {}

pub async fn run(_: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    let started = commands::session::sync(workbench, Nothing {}).await?;
    let job = super::launch::finished(workbench, &started.job, output).await?;
    if output.is_json() {
        output.json(&job)?;
    }
    output.line(format_args!("{GOOD}{}{GOOD:#}", job.progress.now))?;
    Ok(Exit::Good)
}
