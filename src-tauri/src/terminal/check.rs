use std::path::PathBuf;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use clap::Args;
use ingot_workbench::check::{CheckReport, check_paths};
use ingot_workbench::contract::Error;
use ingot_workbench::{Diagnostic, Severity, Source};
use serde::Serialize;

use super::output::{BAD, DIM, GOOD, Output, WARN, plain};
use super::{Common, Exit};

/// Check component documents, recipes or whole workspaces
///
/// Exit code: 0 clean or warnings only, 1 errors found, 2 something could not be read.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files and folders [default: the workspace]
    paths: Vec<PathBuf>,
}

#[derive(Serialize)]
struct Checked<'a> {
    diagnostics: Vec<CheckedDiagnostic<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct CheckedDiagnostic<'a> {
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    help: Option<&'a str>,
    file: &'a str,
    range: ingot_workbench::Range,
    fix: bool,
}

#[derive(Serialize)]
struct Summary {
    files: u32,
    errors: usize,
    warnings: usize,
}

pub fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Exit, Error> {
    let paths = if arguments.paths.is_empty() {
        vec![common.workspace.clone().unwrap_or_else(|| PathBuf::from("."))]
    } else {
        arguments.paths.clone()
    };
    let report = check_paths(&paths);
    let count = |severity| {
        report
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    let summary = Summary {
        files: report.files,
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
    };
    let exit = if report.unreadable {
        Exit::Unable
    } else if summary.errors > 0 {
        Exit::Bad
    } else {
        Exit::Good
    };
    if output.is_sarif() {
        output.json(&super::sarif::log(&report))?;
    } else if output.is_json() {
        let diagnostics = report.diagnostics.iter().map(CheckedDiagnostic::from).collect();
        output.json(&Checked { diagnostics, summary })?;
    } else {
        print(&report, &summary, output)?;
    }
    Ok(exit)
}

impl<'a> From<&'a Diagnostic> for CheckedDiagnostic<'a> {
    fn from(diagnostic: &'a Diagnostic) -> Self {
        Self {
            rule: &diagnostic.rule,
            severity: diagnostic.severity,
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            file: &diagnostic.file,
            range: diagnostic.range,
            fix: diagnostic.fix.is_some(),
        }
    }
}

fn print(report: &CheckReport, summary: &Summary, output: &Output) -> Result<(), Error> {
    // anstream takes the colour out again where the output is no terminal.
    let renderer = Renderer::styled();
    for diagnostic in &report.diagnostics {
        output.line(excerpt(diagnostic, report.sources.get(&diagnostic.file), &renderer))?;
        output.line("")?;
    }
    let counted = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let files = counted(summary.files as usize, "file");
    if summary.errors + summary.warnings == 0 {
        return output.line(format_args!("{GOOD}no problems{GOOD:#} in {files}"));
    }
    let style = if summary.errors > 0 { BAD } else { WARN };
    output.line(format_args!(
        "{style}{}, {}{style:#} in {files}  {DIM}ingot explain RULE says why{DIM:#}",
        counted(summary.errors, "error"),
        counted(summary.warnings, "warning")
    ))
}

/// Longer lines are not drawn: one minified line must not fill the terminal.
const LONGEST_LINE: usize = 400;

fn excerpt(diagnostic: &Diagnostic, source: Option<&Source>, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let message = plain(&diagnostic.message);
    let help = diagnostic.help.as_deref().map(plain);
    let place = format!(
        "{}:{}:{}",
        plain(&diagnostic.file),
        diagnostic.range.start.line,
        diagnostic.range.start.column
    );
    let title = level.clone().primary_title(&message).id(&diagnostic.rule);
    let start = source.map(|source| source.offset(diagnostic.range.start));
    let line = source
        .zip(start)
        .map(|(source, start)| line_around(source.text(), start));
    let Some(((source, start), (line_start, line))) = source
        .zip(start)
        .zip(line)
        .filter(|(_, (_, line))| line.len() <= LONGEST_LINE && !line.contains(|c: char| c.is_control() && c != '\t'))
    else {
        let mut group = title.element(level.message(place));
        if let Some(help) = &help {
            group = group.element(Level::HELP.message(help));
        }
        return renderer.render(&[group]);
    };
    let end = source
        .offset(diagnostic.range.end)
        .clamp(start, line_start + line.len());
    let span = (start - line_start).min(line.len())..(end - line_start).min(line.len());
    let label = plain(&diagnostic.file);
    let snippet = Snippet::source(line)
        .line_start(diagnostic.range.start.line as usize)
        .path(&label)
        .annotation(AnnotationKind::Primary.span(span));
    let mut group = title.element(snippet);
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help));
    }
    renderer.render(&[group])
}

/// The line that holds `offset`, without its end, and where it begins.
fn line_around(text: &str, offset: usize) -> (usize, &str) {
    let offset = offset.min(text.len());
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
    (start, text[start..end].trim_end_matches('\r'))
}
