//! `ingot scan whose`.

use clap::Args;
use ingot_workbench::Workbench;
use ingot_workbench::commands;
use ingot_workbench::contract::Error;
use ingot_workbench::contract::scan::ReportRequest;

use super::super::Exit;
use super::super::output::{BOLD, DIM, GOOD, Output, WARN, plain};
use super::counts;

/// Say whose the findings of a report are: inherited from golden, or brought in by this image's own layers
#[derive(Debug, Args)]
pub struct Arguments {
    /// The report's id, of `ingot scan list`
    report: String,
}

pub async fn run(arguments: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    let report = arguments.report.clone();
    let whose = commands::scan::whose(workbench, ReportRequest { report }).await?;
    if output.is_json() {
        output.json(&whose)?;
        return Ok(Exit::Good);
    }
    output.line(format_args!("{BOLD}Inherited{BOLD:#}"))?;
    if whose.golden.is_empty() {
        output.line("  nothing is known to come with a golden image")?;
    }
    for golden in &whose.golden {
        output.line(format_args!(
            "  {} {}: {} findings  {DIM}{}{DIM:#}",
            plain(&golden.name),
            plain(&golden.build),
            golden.share.total,
            counts(&golden.share.counts)
        ))?;
        if let Some(newer) = &golden.newer {
            output.line(format_args!(
                "    {GOOD}move to {}{GOOD:#}: {} go, {} stay, {} not known  {DIM}{}{DIM:#}",
                plain(&newer.build),
                newer.fixes,
                newer.keeps,
                newer.unknown,
                plain(&newer.evidence)
            ))?;
        }
        if let Some(note) = &golden.note {
            output.line(format_args!("    {DIM}{}{DIM:#}", plain(note)))?;
        }
    }
    output.line(format_args!("{BOLD}In your layer{BOLD:#}"))?;
    if whose.own.is_empty() {
        output.line("  nothing is known to come with this image's own layers")?;
    }
    for own in &whose.own {
        output.line(format_args!(
            "  {}: {} findings, {} with a fix  {DIM}{}{DIM:#}",
            own.component
                .as_deref()
                .map_or_else(|| "component not known".to_owned(), plain),
            own.share.total,
            own.share.fixable,
            counts(&own.share.counts)
        ))?;
    }
    if whose.unknown.total > 0 {
        output.line(format_args!(
            "{WARN}Not known{WARN:#}: {} findings{}",
            whose.unknown.total,
            whose
                .unknown_reason
                .as_deref()
                .map_or_else(String::new, |reason| format!("; {}", plain(reason)))
        ))?;
    }
    Ok(Exit::Good)
}
