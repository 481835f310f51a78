//! `ingot scan export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use ingot_workbench::Workbench;
use ingot_workbench::commands;
use ingot_workbench::contract::scan::{ExportFindings, ExportFormat, ExportScope, FindingSort};
use ingot_workbench::contract::{Error, JobState};
use serde_json::json;

use super::super::Exit;
use super::super::output::{GOOD, Output, plain};

/// Write findings to a file as CSV, JSON or a self-contained HTML page
#[derive(Debug, Args)]
pub struct Arguments {
    /// Reports' ids, of `ingot scan list` [default: all]
    reports: Vec<String>,
    /// Filter, as of `ingot scan list`
    #[arg(long, short, value_name = "QUERY")]
    query: Option<String>,
    /// [default: by the ending of the file]
    #[arg(long, value_enum)]
    r#as: Option<As>,
    /// The file to write; one that is there is replaced
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum As {
    Csv,
    Json,
    Html,
}

pub async fn run(arguments: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    let ending = arguments.output.extension().and_then(|ending| ending.to_str());
    let format = match (arguments.r#as, ending) {
        (Some(As::Csv), _) | (None, Some("csv")) => ExportFormat::Csv,
        (Some(As::Json), _) | (None, Some("json")) => ExportFormat::Json,
        (Some(As::Html), _) | (None, Some("html" | "htm")) => ExportFormat::Html,
        (None, _) => {
            return Err(
                Error::invalid("the ending of the file does not say in which format").hint("--as csv, json or html")
            );
        }
    };
    let file = std::path::absolute(&arguments.output)
        .map_err(|error| Error::invalid(format!("{}: {error}", arguments.output.display())))?;
    let request = ExportFindings {
        scope: ExportScope {
            reports: arguments.reports.clone(),
            query: arguments.query.clone().unwrap_or_default(),
            sort: FindingSort::Severity,
            descending: true,
        },
        format,
        file: file.to_string_lossy().into_owned(),
    };
    let started = commands::scan::export(workbench, request).await?;
    let job = workbench.jobs().wait(&started.job).await?;
    if job.state != JobState::Succeeded
        && let Some(error) = job.error
    {
        return Err(error);
    }
    if output.is_json() {
        output.json(&json!({ "file": file, "findings": job.progress.done }))?;
    }
    output.line(format_args!(
        "{GOOD}{}{GOOD:#}: {} findings",
        plain(&file.to_string_lossy()),
        job.progress.done
    ))?;
    Ok(Exit::Good)
}
