//! `ingot scan list`.

use clap::{Args, ValueEnum};
use ingot_workbench::Workbench;
use ingot_workbench::commands;
use ingot_workbench::contract::scan::{
    Coverage, FindingLayer, FindingRequest, FindingRow, FindingScope, FindingSort, QueryRequest, ReportSummary,
};
use ingot_workbench::contract::{Error, Nothing};
use serde::Serialize;

use super::super::Exit;
use super::super::output::{BOLD, DIM, GOOD, Output, WARN, plain, table};
use super::counts;

/// List the reports, or findings
#[derive(Debug, Args)]
pub struct Arguments {
    /// A report's id
    report: Option<String>,
    /// Filter, for example `severity:critical,high fix:yes epss:>0.5 -status:accepted openssl`; see docs/reports.md
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
    Installed,
    Fixed,
    Epss,
    Kev,
    Exploited,
    Score,
    Layer,
    Origin,
    FirstSeen,
    Status,
    Image,
    Path,
    PackageManager,
    Scanner,
}

impl Sort {
    /// The key, and whether the interesting end is the high one.
    fn key(self) -> (FindingSort, bool) {
        match self {
            Self::Severity => (FindingSort::Severity, true),
            Self::Vulnerability => (FindingSort::Vulnerability, false),
            Self::Package => (FindingSort::Package, false),
            Self::Installed => (FindingSort::Installed, false),
            Self::Fixed => (FindingSort::Fixed, false),
            Self::Epss => (FindingSort::Epss, true),
            Self::Kev => (FindingSort::Kev, true),
            Self::Exploited => (FindingSort::Exploited, true),
            Self::Score => (FindingSort::Score, true),
            Self::Layer => (FindingSort::Layer, false),
            Self::Origin => (FindingSort::Origin, false),
            Self::FirstSeen => (FindingSort::FirstSeen, false),
            Self::Status => (FindingSort::Status, false),
            Self::Image => (FindingSort::Image, false),
            Self::Path => (FindingSort::Path, false),
            Self::PackageManager => (FindingSort::PackageManager, false),
            Self::Scanner => (FindingSort::Scanner, false),
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

pub async fn run(list: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    if list.report.is_none() && list.query.is_none() && !output.is_json() {
        return print_reports(&commands::scan::list(workbench, Nothing {}).await?.reports, output);
    }
    let scope = FindingScope {
        reports: list.report.iter().cloned().collect(),
        query: list.query.clone().unwrap_or_default(),
    };
    check(workbench, &scope).await?;
    let (sort, descending) = list.sort.key();
    let mut findings = Vec::new();
    let mut total;
    loop {
        let wanted = list.limit - u32::try_from(findings.len()).unwrap_or(list.limit);
        let request = FindingRequest {
            scope: scope.clone(),
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

/// What is shown for a query that is partly wrong helps who types in the window; a script would take it for the answer.
async fn check(workbench: &Workbench, scope: &FindingScope) -> Result<(), Error> {
    let request = QueryRequest {
        scope: scope.clone(),
        cursor: None,
    };
    match commands::scan::query(workbench, request).await?.error {
        None => Ok(()),
        Some(wrong) => {
            let error = Error::invalid(wrong.message);
            Err(match wrong.hint {
                Some(hint) => error.hint(hint),
                None => error,
            })
        }
    }
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
