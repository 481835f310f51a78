use clap::Args;
use ingot_workbench::Workbench;
use ingot_workbench::commands;
use ingot_workbench::contract::{Error, Nothing};

use super::Exit;
use super::output::{DIM, Output, plain, table};

/// List the organisation's accounts, from the cache
#[derive(Debug, Args)]
pub struct Arguments {}

pub async fn run(_: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    let list = commands::target::list(workbench, Nothing {}).await?;
    if output.is_json() {
        output.json(&list)?;
        return Ok(Exit::Good);
    }
    if list.accounts.is_empty() {
        output.line("no accounts are cached; read them with `ingot sync`")?;
    }
    let rows: Vec<Vec<String>> = list
        .accounts
        .iter()
        .map(|account| {
            vec![
                account.account.clone(),
                plain(&account.name),
                plain(&account.ou_path),
                account.status.clone(),
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
