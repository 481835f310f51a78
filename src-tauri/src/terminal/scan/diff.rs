//! `ingot scan diff`.

use clap::{Args, ValueEnum};
use ingot_workbench::Workbench;
use ingot_workbench::commands;
use ingot_workbench::contract::Error;
use ingot_workbench::contract::scan::{CompareReports, ComparedRow, FindingChange, FindingRow, ReportComparison};

use super::super::Exit;
use super::super::output::{BAD, BOLD, DIM, GOOD, Output, WARN, plain, table};
use super::counts;

/// Compare two reports: what is new, fixed, or changed
///
/// Two findings are the same when vulnerability, package, architecture and path are; the image and the version are not
/// compared. Exit code, as of diff: 0 nothing differs, 1 something does, 2 there is nothing to compare.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The earlier report's id, of `ingot scan list`
    #[arg(value_name = "A")]
    before: String,
    /// The later report's id
    #[arg(value_name = "B")]
    after: String,
    /// Filter, as of `ingot scan list`
    #[arg(long, short, value_name = "QUERY")]
    query: Option<String>,
    /// Only findings that changed so
    #[arg(long, value_enum)]
    show: Option<Change>,
    #[arg(long, default_value_t = 0)]
    offset: u32,
    /// At most 10,000
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(0..=10_000))]
    limit: u32,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Change {
    New,
    Fixed,
    Unchanged,
    SeverityChanged,
    FixChanged,
}

pub async fn run(arguments: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    let comparison = compare(arguments, workbench).await?;
    let differs = comparison
        .counts
        .iter()
        .any(|count| count.change != FindingChange::Unchanged && count.total > 0);
    if output.is_json() {
        output.json(&comparison)?;
    } else {
        print(&comparison, output)?;
    }
    Ok(if differs { Exit::Bad } else { Exit::Good })
}

/// The comparison with as many rows as were asked for, page by page.
async fn compare(arguments: &Arguments, workbench: &Workbench) -> Result<ReportComparison, Error> {
    const PAGE: u32 = 200;
    let mut whole: Option<ReportComparison> = None;
    loop {
        let got = whole.as_ref().map_or(0, |comparison| comparison.rows.len());
        let got = u32::try_from(got).unwrap_or(u32::MAX);
        let wanted = arguments.limit.saturating_sub(got).min(PAGE);
        let request = CompareReports {
            before: arguments.before.clone(),
            after: arguments.after.clone(),
            query: arguments.query.clone().unwrap_or_default(),
            show: arguments.show.map(|change| match change {
                Change::New => FindingChange::New,
                Change::Fixed => FindingChange::Fixed,
                Change::Unchanged => FindingChange::Unchanged,
                Change::SeverityChanged => FindingChange::SeverityChanged,
                Change::FixChanged => FindingChange::FixChanged,
            }),
            offset: arguments.offset.saturating_add(got),
            limit: wanted,
        };
        let page = commands::scan::compare(workbench, request).await?;
        let last = page.rows.len() < wanted as usize || wanted < PAGE;
        let comparison = match whole.take() {
            None => page,
            Some(mut comparison) => {
                comparison.rows.extend(page.rows);
                comparison
            }
        };
        if last {
            return Ok(comparison);
        }
        whole = Some(comparison);
    }
}

fn print(comparison: &ReportComparison, output: &Output) -> Result<(), Error> {
    for (sign, report) in [("A", &comparison.before), ("B", &comparison.after)] {
        output.line(format_args!(
            "{BOLD}{sign} {}{BOLD:#}  {DIM}{} · as of {}{DIM:#}",
            plain(&report.title),
            plain(&report.source),
            report.as_of
        ))?;
    }
    for note in &comparison.notes {
        output.line(format_args!("{WARN}note{WARN:#} {}", plain(note)))?;
    }
    for count in &comparison.counts {
        output.line(format_args!(
            "{:>9} {}  {DIM}{}{DIM:#}",
            count.total,
            word(count.change),
            counts(&count.counts)
        ))?;
    }
    let rows: Vec<Vec<String>> = comparison.rows.iter().map(row).collect();
    for (line, compared) in table(&rows).into_iter().zip(&comparison.rows) {
        match compared.change {
            FindingChange::New => output.line(format_args!("{BAD}+{BAD:#} {line}"))?,
            FindingChange::Fixed => output.line(format_args!("{GOOD}-{GOOD:#} {line}"))?,
            FindingChange::Unchanged => output.line(format_args!("  {line}"))?,
            FindingChange::SeverityChanged | FindingChange::FixChanged => {
                output.line(format_args!("{WARN}~{WARN:#} {line}"))?;
            }
        }
    }
    output.line(format_args!(
        "{DIM}{} of {} findings{DIM:#}",
        comparison.rows.len(),
        comparison.total
    ))
}

fn word(change: FindingChange) -> &'static str {
    match change {
        FindingChange::New => "new",
        FindingChange::Fixed => "fixed",
        FindingChange::Unchanged => "unchanged",
        FindingChange::SeverityChanged => "with another severity",
        FindingChange::FixChanged => "with another fix",
    }
}

fn row(compared: &ComparedRow) -> Vec<String> {
    let side = |of: fn(&FindingRow) -> String| match (&compared.before, &compared.after) {
        (Some(before), Some(after)) if of(before) != of(after) => format!("{} → {}", of(before), of(after)),
        (_, Some(row)) | (Some(row), None) => of(row),
        (None, None) => String::new(),
    };
    vec![
        side(|row| row.severity.clone()),
        side(|row| plain(&row.vulnerability)),
        side(|row| plain(&row.package)),
        side(|row| plain(&row.installed)),
        side(|row| row.fixed.as_deref().map_or_else(|| "—".to_owned(), plain)),
    ]
}
