use clap::Args;
use ingot_workbench::Workbench;
use ingot_workbench::commands;
use ingot_workbench::contract::{Error, Nothing};

use super::Exit;
use super::output::{DIM, Output, plain, table};

/// List the runs that are known, newest first
#[derive(Debug, Args)]
pub struct Arguments {}

pub async fn run(_: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    let list = commands::run::list(workbench, Nothing {}).await?;
    if output.is_json() {
        output.json(&list)?;
        return Ok(Exit::Good);
    }
    if list.runs.is_empty() {
        output.line("no runs yet; start one with `ingot launch PIPELINE --follow`, or read AWS with `ingot sync`")?;
        return Ok(Exit::Good);
    }
    let rows: Vec<Vec<String>> = list
        .runs
        .iter()
        .map(|run| {
            vec![
                run.status.clone(),
                format!("{} {}", plain(&run.recipe), run.version),
                run.started.clone().unwrap_or_default(),
                run.run.clone(),
            ]
        })
        .collect();
    for line in table(&rows) {
        output.line(line)?;
    }
    if let Some(as_of) = &list.as_of {
        output.line(format_args!("{DIM}as of {as_of}{DIM:#}"))?;
    }
    Ok(Exit::Good)
}
