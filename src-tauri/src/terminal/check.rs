use std::path::PathBuf;

use clap::Args;
use ingot_workbench::check::{CheckReport, check_paths};
use ingot_workbench::contract::{Code, Error};
use ingot_workbench::mend::{Applied, Mended, MendedFile, mend};
use ingot_workbench::shellcheck::Wanted;
use ingot_workbench::{Diagnostic, Fix, Ignored, Related, Severity};
use serde::Serialize;

use super::output::{BAD, BOLD, DIM, Format, GOOD, Output, WARN, plain};
use super::unified::unified;
use super::{Common, Exit, excerpt, github, sarif};

/// Check component documents, recipes or whole workspaces
///
/// Which rules hold where is said by `check` in ingot.yaml (docs/configuration.md), and by comments: `# ingot: ignore
/// RULE because REASON`. Exit code: 0 clean or warnings only, 1 errors found, 2 something could not be read or written.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files and folders [default: the workspace]
    paths: Vec<PathBuf>,
    /// Apply the fixes to the files; what is left is printed
    #[arg(long)]
    fix: bool,
    /// Print what `--fix` would change, as a unified diff, and write nothing
    #[arg(long, conflicts_with = "fix")]
    diff: bool,
    /// Have the scripts checked by shellcheck too: the program at PROGRAM, or the one that is installed
    #[arg(long, value_name = "PROGRAM", num_args = 0..=1, require_equals = true)]
    shellcheck: Option<Option<PathBuf>>,
    /// Do not ask shellcheck, whatever ingot.yaml says
    #[arg(long, conflicts_with = "shellcheck")]
    no_shellcheck: bool,
}

#[derive(Serialize)]
struct Checked<'a> {
    diagnostics: Vec<CheckedDiagnostic<'a>>,
    ignored: Vec<CheckedIgnored<'a>>,
    fixed: Vec<Fixed>,
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
    related: &'a [Related],
    fix: bool,
    mend: Option<&'a Fix>,
}

#[derive(Serialize)]
struct CheckedIgnored<'a> {
    #[serde(flatten)]
    diagnostic: CheckedDiagnostic<'a>,
    reason: &'a str,
}

/// What `--fix` did to a file.
#[derive(Serialize)]
struct Fixed {
    file: String,
    fixes: Vec<FixedRule>,
    /// Why it was not written.
    error: Option<String>,
}

#[derive(Serialize)]
struct FixedRule {
    rule: String,
    title: String,
}

#[derive(Serialize)]
struct Summary {
    files: u32,
    errors: usize,
    warnings: usize,
    infos: usize,
    ignored: usize,
    fixable: usize,
}

pub fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Exit, Error> {
    let paths = if arguments.paths.is_empty() {
        vec![common.workspace.clone().unwrap_or_else(|| PathBuf::from("."))]
    } else {
        arguments.paths.clone()
    };
    let shellcheck = arguments.shellcheck();
    if arguments.diff {
        return show_diff(&mend(&paths, shellcheck), output);
    }
    let fixed = if arguments.fix {
        write(&mend(&paths, shellcheck.clone()))
    } else {
        Vec::new()
    };
    let unwritten = fixed.iter().any(|file| file.error.is_some());
    // Read anew: what was not written is still there.
    let report = check_paths(&paths, shellcheck);
    for notice in &report.notices {
        super::report::notice(notice);
    }
    let unasked = arguments.shellcheck.is_some() && !report.notices.is_empty();
    let summary = Summary::of(&report);
    match output.format() {
        Format::Sarif => output.json(&sarif::log(&report))?,
        Format::Github => {
            for diagnostic in &report.diagnostics {
                output.raw(github::annotation(diagnostic))?;
            }
        }
        Format::Json => output.json(&Checked {
            diagnostics: report.diagnostics.iter().map(CheckedDiagnostic::from).collect(),
            ignored: report.ignored.iter().map(CheckedIgnored::from).collect(),
            fixed,
            summary,
        })?,
        Format::Human => print(&report, &fixed, &summary, output)?,
    }
    Ok(if unwritten || unasked {
        Exit::Unable
    } else {
        exit(&report)
    })
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
            related: &diagnostic.related,
            fix: diagnostic.fix.is_some(),
            mend: diagnostic.fix.as_ref(),
        }
    }
}

impl<'a> From<&'a Ignored> for CheckedIgnored<'a> {
    fn from(ignored: &'a Ignored) -> Self {
        Self {
            diagnostic: CheckedDiagnostic::from(&ignored.diagnostic),
            reason: &ignored.reason,
        }
    }
}

impl Arguments {
    fn shellcheck(&self) -> Wanted {
        match &self.shellcheck {
            Some(program) => Wanted::Everywhere(program.clone()),
            None if self.no_shellcheck => Wanted::Nowhere,
            None => Wanted::Configured,
        }
    }
}

/// What the result means to a script.
fn exit(report: &CheckReport) -> Exit {
    let has_errors = || report.diagnostics.iter().any(|it| it.severity == Severity::Error);
    if report.unreadable {
        Exit::Unable
    } else if has_errors() {
        Exit::Bad
    } else {
        Exit::Good
    }
}

fn write(mended: &Mended) -> Vec<Fixed> {
    let fixed = |file: &MendedFile| {
        let error = file.write().err().map(|error| error.to_string());
        if let Some(message) = &error {
            super::report::print(&Error::new(Code::Io, format!("not fixed: {message}")));
        }
        let rule = |applied: &Applied| FixedRule {
            rule: applied.rule.clone(),
            title: applied.title.clone(),
        };
        Fixed {
            file: file.name.clone(),
            fixes: file.fixes.iter().map(rule).collect(),
            error,
        }
    };
    mended.files.iter().map(fixed).collect()
}

fn show_diff(mended: &Mended, output: &Output) -> Result<Exit, Error> {
    if output.format() != Format::Human {
        return Err(Error::invalid("`--diff` prints a diff and no other format").hint("leave --format out"));
    }
    for file in &mended.files {
        output.raw(unified(&file.name, &file.before, &file.after).trim_end_matches('\n'))?;
    }
    Ok(exit(&mended.before))
}

impl Summary {
    fn of(report: &CheckReport) -> Self {
        let count = |severity| report.diagnostics.iter().filter(|it| it.severity == severity).count();
        Self {
            files: report.files,
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            ignored: report.ignored.len(),
            fixable: report.diagnostics.iter().filter(|it| it.fix.is_some()).count(),
        }
    }
}

fn print(report: &CheckReport, fixed: &[Fixed], summary: &Summary, output: &Output) -> Result<(), Error> {
    for file in fixed.iter().filter(|file| file.error.is_none()) {
        output.line(format_args!("{GOOD}fixed{GOOD:#} {BOLD}{}{BOLD:#}", plain(&file.file)))?;
        for fix in &file.fixes {
            output.line(format_args!("  {}  {DIM}{}{DIM:#}", plain(&fix.title), fix.rule))?;
        }
        output.line("")?;
    }
    for diagnostic in &report.diagnostics {
        output.line(excerpt::render(diagnostic, report.sources.get(&diagnostic.file)))?;
        output.line("")?;
    }
    let counted = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let files = counted(summary.files as usize, "file");
    let mut found = Vec::new();
    if summary.errors + summary.warnings > 0 {
        found.push(counted(summary.errors, "error"));
        found.push(counted(summary.warnings, "warning"));
    }
    if summary.infos > 0 {
        found.push(counted(summary.infos, "note"));
    }
    let style = match summary {
        Summary { errors: 1.., .. } => BAD,
        Summary { warnings: 1.., .. } => WARN,
        _ => GOOD,
    };
    let found = if found.is_empty() {
        "no problems".to_owned()
    } else {
        found.join(", ")
    };
    let mut line = format!("{style}{found}{style:#} in {files}");
    if summary.ignored > 0 {
        line.push_str(&format!(", {} ignored", summary.ignored));
    }
    if summary.fixable > 0 {
        let verb = if summary.fixable == 1 { "has" } else { "have" };
        line.push_str(&format!("; {} {verb} a fix: ingot check --fix", summary.fixable));
    }
    if !report.diagnostics.is_empty() {
        line.push_str(&format!("  {DIM}ingot explain RULE says why{DIM:#}"));
    }
    output.line(line)
}
