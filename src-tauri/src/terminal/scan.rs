use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use ingot_workbench::Workbench;
use ingot_workbench::commands;
use ingot_workbench::contract::scan::{
    Coverage, FindingLayer, FindingRequest, FindingRow, FindingSort, ImportRequest, ReportSummary, SeverityCounts,
};
use ingot_workbench::contract::{Error, JobRequest, JobState, Nothing};
use serde::Serialize;

use super::Exit;
use super::output::{BAD, BOLD, DIM, GOOD, Output, WARN, plain, table};

/// Read scan reports, offline
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Read report files into the cache
    ///
    /// Reads Inspector's `list-findings` JSON and Image Builder's `list-image-scan-findings` JSON, recognised by their
    /// content. Exit code: 0 all read, 1 entries were rejected, 2 a file is no report or could not be read.
    Import {
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// List the reports, or the findings of one
    List(List),
}

#[derive(Debug, Args)]
struct List {
    /// A report's id
    report: Option<String>,
    /// Filter, for example `severity:critical,high fix:yes openssl`
    #[arg(long, short, value_name = "QUERY")]
    query: Option<String>,
    #[arg(long, value_enum, default_value_t = Sort::Severity)]
    sort: Sort,
    #[arg(long, default_value_t = 0)]
    offset: u32,
    /// At most 10,000
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(0..=10_000))]
    limit: u32,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sort {
    Severity,
    Vulnerability,
    Package,
    Epss,
    FirstSeen,
    Layer,
    Status,
}

impl Sort {
    /// The key, and whether the interesting end is the high one.
    fn key(self) -> (FindingSort, bool) {
        match self {
            Self::Severity => (FindingSort::Severity, true),
            Self::Vulnerability => (FindingSort::Vulnerability, false),
            Self::Package => (FindingSort::Package, false),
            Self::Epss => (FindingSort::Epss, true),
            Self::FirstSeen => (FindingSort::FirstSeen, false),
            Self::Layer => (FindingSort::Layer, false),
            Self::Status => (FindingSort::Status, false),
        }
    }
}

#[derive(Serialize)]
struct Listed {
    report: Option<String>,
    total: u32,
    findings: Vec<FindingRow>,
    /// Only without a report: those that could be named.
    #[serde(skip_serializing_if = "Option::is_none")]
    reports: Option<Vec<ReportSummary>>,
}

pub async fn run(arguments: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    match &arguments.action {
        Action::Import { files } => import(files, workbench, output).await,
        Action::List(list) => list_findings(list, workbench, output).await,
    }
}

async fn import(files: &[PathBuf], workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    let files = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
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
                "{GOOD}{}{GOOD:#}: {} entries, {} rows: {} new, {} changed, {} closed  {DIM}ingot scan list {report}{DIM:#}",
                plain(&file.file),
                file.entries,
                file.rows,
                file.new,
                file.changed,
                file.closed
            ))?;
        }
        for rejected in &file.rejected {
            output.line(format_args!(
                "  {WARN}rejected{WARN:#} entry {} at line {}: {}",
                rejected.entry,
                rejected.line,
                plain(&rejected.reason)
            ))?;
            if exit == Exit::Good {
                exit = Exit::Bad;
            }
        }
    }
    Ok(exit)
}

async fn list_findings(list: &List, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    if list.report.is_none() && list.query.is_none() && !output.is_json() {
        return print_reports(&commands::scan::list(workbench, Nothing {}).await?.reports, output);
    }
    let mut filter = commands::scan::parse_query(list.query.as_deref().unwrap_or_default())?;
    filter.report.clone_from(&list.report);
    let (sort, descending) = list.sort.key();
    let mut findings = Vec::new();
    let mut total;
    loop {
        let wanted = list.limit - u32::try_from(findings.len()).unwrap_or(list.limit);
        let request = FindingRequest {
            filter: filter.clone(),
            sort,
            descending,
            offset: list.offset + (list.limit - wanted),
            limit: wanted.min(200),
        };
        let page = commands::scan::page(workbench, request).await?;
        total = page.total;
        let got = page.findings.len();
        findings.extend(page.findings);
        if got == 0 || findings.len() >= list.limit as usize {
            break;
        }
    }
    if output.is_json() {
        let reports = match &list.report {
            Some(_) => None,
            None => Some(commands::scan::list(workbench, Nothing {}).await?.reports),
        };
        output.json(&Listed {
            report: list.report.clone(),
            total,
            findings,
            reports,
        })?;
        return Ok(Exit::Good);
    }
    let rows: Vec<Vec<String>> = findings.iter().map(row).collect();
    for line in table(&rows) {
        output.line(line)?;
    }
    output.line(format_args!(
        "{DIM}{} of {total} findings; — means: not in this source{DIM:#}",
        findings.len()
    ))?;
    Ok(Exit::Good)
}

fn row(finding: &FindingRow) -> Vec<String> {
    let layer = match finding.layer {
        FindingLayer::Golden => "golden",
        FindingLayer::Overlay => "overlay",
        FindingLayer::Unknown => "unknown",
    };
    let fixed = match (&finding.fixed, finding.fix_available) {
        (Some(fixed), _) => format!("→ {}", plain(fixed)),
        (None, Some(true)) => "fix available".to_owned(),
        (None, Some(false)) => "no fix".to_owned(),
        (None, None) => "—".to_owned(),
    };
    vec![
        finding.severity.clone(),
        plain(&finding.vulnerability),
        plain(&finding.package),
        plain(&finding.installed),
        fixed,
        finding.epss.map_or_else(|| "—".to_owned(), |epss| format!("{epss:.3}")),
        layer.to_owned(),
    ]
}

fn print_reports(reports: &[ReportSummary], output: &Output) -> Result<Exit, Error> {
    if reports.is_empty() {
        output.line("no reports yet; read one with `ingot scan import FILE`, or launch a pipeline with scanning on")?;
    }
    for report in reports {
        let coverage = match report.coverage {
            Coverage::Scanned => format!("{GOOD}scanned{GOOD:#}"),
            Coverage::Partial => format!("{WARN}partly scanned{WARN:#}"),
            Coverage::NotScanned => format!("{WARN}not scanned{WARN:#}"),
            Coverage::Unknown => "coverage not in this source".to_owned(),
        };
        output.line(format_args!(
            "{BOLD}{}{BOLD:#}  {}  {coverage}",
            report.report,
            plain(&report.title)
        ))?;
        output.line(format_args!(
            "    {}  {DIM}{} · as of {}{DIM:#}",
            counts(&report.counts),
            report.source,
            report.as_of
        ))?;
    }
    Ok(Exit::Good)
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
