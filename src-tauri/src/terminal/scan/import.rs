//! `ingot scan import`.

use std::path::PathBuf;

use clap::Args;
use ingot_workbench::Workbench;
use ingot_workbench::commands;
use ingot_workbench::contract::scan::ImportRequest;
use ingot_workbench::contract::{Error, JobRequest, JobState};

use super::super::Exit;
use super::super::output::{BAD, DIM, GOOD, Output, WARN, plain};

/// Read report files into the cache
///
/// Reads the reports of Inspector, Image Builder, Security Hub, Qualys, Trivy and Grype, CycloneDX and SPDX documents, and
/// the snapshots of CISA (known exploited vulnerabilities) and FIRST (EPSS), zipped or gzipped too; each file is recognised
/// by its content. Exit code: 0 all read, 1 entries were rejected, 2 a file is no report or could not be read.
#[derive(Debug, Args)]
pub struct Arguments {
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

pub async fn run(arguments: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    let files = arguments
        .files
        .iter()
        .map(|file| file.to_string_lossy().into_owned())
        .collect();
    let started = commands::scan::import(workbench, ImportRequest { files }).await?;
    let job = workbench.jobs().wait(&started.job).await?;
    if job.state == JobState::Failed
        && let Some(error) = job.error
    {
        return Err(error);
    }
    let summary = commands::scan::imported(workbench, JobRequest { job: started.job }).await?;
    if output.is_json() {
        output.json(&summary)?;
    }
    let mut exit = Exit::Good;
    for file in &summary.files {
        if let Some(error) = &file.error {
            output.line(format_args!("{BAD}{}{BAD:#}: {}", plain(&file.file), plain(error)))?;
            exit = Exit::Unable;
        }
        if let Some(report) = &file.report {
            output.line(format_args!(
                "{GOOD}{}{GOOD:#}: {} entries, {} findings, {} packages: {} new, {} changed, {} closed  {DIM}ingot scan list {report}{DIM:#}",
                plain(&file.file),
                file.entries,
                file.rows,
                file.packages,
                file.new,
                file.changed,
                file.closed
            ))?;
            if file.repeated > 0 {
                output.line(format_args!(
                    "  {DIM}{} more say again what another says, and are counted once{DIM:#}",
                    file.repeated
                ))?;
            }
        }
        if let (None, None, Some(format)) = (&file.report, &file.error, &file.format) {
            output.line(format_args!(
                "{GOOD}{}{GOOD:#}: {} entries of {}",
                plain(&file.file),
                file.imported,
                plain(format)
            ))?;
        }
        for rejected in &file.rejected {
            output.line(format_args!(
                "  {WARN}rejected{WARN:#} entry {} at line {}: {}",
                rejected.entry,
                rejected.line,
                plain(&rejected.reason)
            ))?;
        }
        let unlisted = file
            .rejected_total
            .saturating_sub(u32::try_from(file.rejected.len()).unwrap_or(u32::MAX));
        if unlisted > 0 {
            output.line(format_args!("  {WARN}rejected{WARN:#} {unlisted} more"))?;
        }
        if file.rejected_total > 0 && exit == Exit::Good {
            exit = Exit::Bad;
        }
    }
    Ok(exit)
}
