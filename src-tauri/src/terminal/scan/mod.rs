//! `ingot scan`: reports read, listed, compared and exported, offline.

mod diff;
mod export;
mod import;
mod list;
mod whose;

use clap::{Args, Subcommand};
use ingot_workbench::Workbench;
use ingot_workbench::contract::Error;
use ingot_workbench::contract::scan::SeverityCounts;

use super::Exit;
use super::output::Output;

/// Read scan reports, offline
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Import(import::Arguments),
    List(list::Arguments),
    Diff(diff::Arguments),
    Whose(whose::Arguments),
    Export(export::Arguments),
}

pub async fn run(arguments: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    match &arguments.action {
        Action::Import(arguments) => import::run(arguments, workbench, output).await,
        Action::List(arguments) => list::run(arguments, workbench, output).await,
        Action::Diff(arguments) => diff::run(arguments, workbench, output).await,
        Action::Whose(arguments) => whose::run(arguments, workbench, output).await,
        Action::Export(arguments) => export::run(arguments, workbench, output).await,
    }
}

fn counts(counts: &SeverityCounts) -> String {
    format!(
        "{} critical, {} high, {} medium, {} low, {} other",
        counts.critical,
        counts.high,
        counts.medium,
        counts.low,
        counts.informational + counts.untriaged
    )
}
