use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use ingot_workbench::Source;
use ingot_workbench::contract::{Code, Error};
use ingot_workbench::formatting::{Formatting, Outcome, format_paths, format_text};
use serde::Serialize;

use super::output::{BOLD, DIM, Format, GOOD, Output, WARN, plain};
use super::unified::unified;
use super::{Common, Exit};

/// Format component documents
///
/// Indentation, blank lines and line ends, never the meaning: comments, quotes, scripts and the order of keys stay.
/// Exit code: 0 formatted, 1 with --check when a file would change, 2 something could not be read, written or formatted.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Files and folders, or `-` for standard input [default: the workspace]
    paths: Vec<PathBuf>,
    /// Write nothing; say which files would change
    #[arg(long)]
    check: bool,
    /// Write nothing; print what would change as a unified diff
    #[arg(long, conflicts_with = "check")]
    diff: bool,
}

#[derive(Serialize)]
struct Formatted<'a> {
    files: Vec<FormattedFile<'a>>,
}

#[derive(Clone, Serialize)]
struct FormattedFile<'a> {
    file: &'a str,
    state: State,
    /// Why it was refused or not written.
    reason: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Unchanged,
    /// With `--check` and `--diff`: it would be.
    Formatted,
    Refused,
    Failed,
}

pub fn run(arguments: &Arguments, common: &Common, output: &Output) -> Result<Exit, Error> {
    if arguments.paths == [Path::new("-")] {
        return filter(arguments, output);
    }
    let paths = if arguments.paths.is_empty() {
        vec![common.workspace.clone().unwrap_or_else(|| PathBuf::from("."))]
    } else {
        arguments.paths.clone()
    };
    let found = format_paths(&paths)?;
    let write = !arguments.check && !arguments.diff;
    let files: Vec<FormattedFile<'_>> = found.iter().map(|file| outcome(file, write)).collect();
    if arguments.diff {
        if output.format() != Format::Human {
            return Err(Error::invalid("`--diff` prints a diff and no other format").hint("leave --format out"));
        }
        for file in &found {
            if let Outcome::Changed(changed) = &file.outcome {
                output.raw(unified(&changed.name, &changed.before, &changed.after).trim_end_matches('\n'))?;
            }
        }
    } else if output.is_json() {
        output.json(&Formatted { files: files.clone() })?;
    } else {
        print(&files, write, output)?;
    }
    for file in files.iter().filter(|file| file.state == State::Failed) {
        let reason = file.reason.as_deref().unwrap_or_default();
        super::report::print(&Error::new(Code::Io, format!("not formatted: {reason}")));
    }
    Ok(exit(&files, arguments.check))
}

fn outcome(file: &Formatting, write: bool) -> FormattedFile<'_> {
    let (state, reason) = match &file.outcome {
        Outcome::Unchanged => (State::Unchanged, None),
        Outcome::Refused(reason) => (State::Refused, Some(reason.to_string())),
        Outcome::Changed(changed) if write => match changed.write() {
            Ok(()) => (State::Formatted, None),
            Err(error) => (State::Failed, Some(error.to_string())),
        },
        Outcome::Changed(_) => (State::Formatted, None),
    };
    FormattedFile {
        file: &file.name,
        state,
        reason,
    }
}

fn exit(files: &[FormattedFile<'_>], check: bool) -> Exit {
    let any = |state| files.iter().any(|file| file.state == state);
    if any(State::Refused) || any(State::Failed) {
        Exit::Unable
    } else if check && any(State::Formatted) {
        Exit::Bad
    } else {
        Exit::Good
    }
}

fn print(files: &[FormattedFile<'_>], wrote: bool, output: &Output) -> Result<(), Error> {
    for file in files {
        let name = plain(file.file);
        match file.state {
            State::Formatted if wrote => output.line(format_args!("{GOOD}formatted{GOOD:#} {BOLD}{name}{BOLD:#}"))?,
            State::Formatted => output.line(format_args!("{WARN}would change{WARN:#} {BOLD}{name}{BOLD:#}"))?,
            State::Refused => {
                let reason = plain(file.reason.as_deref().unwrap_or_default());
                output.line(format_args!(
                    "{WARN}left alone{WARN:#} {BOLD}{name}{BOLD:#}  {DIM}{reason}{DIM:#}"
                ))?;
            }
            State::Unchanged | State::Failed => {}
        }
    }
    let count = |state| files.iter().filter(|file| file.state == state).count();
    let changed = if wrote { "formatted" } else { "would change" };
    output.line(format_args!(
        "{} {changed}, {} {DIM}as they should be{DIM:#}",
        count(State::Formatted),
        count(State::Unchanged)
    ))
}

/// Standard input to standard output, for editors: what cannot be formatted comes out as it went in.
fn filter(arguments: &Arguments, output: &Output) -> Result<Exit, Error> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| Error::new(Code::Io, format!("standard input cannot be read: {error}")))?;
    let source = Source::new("standard input", text);
    let formatted = format_text(&source);
    if let Err(reason) = &formatted {
        super::report::print(&Error::invalid(format!("left alone: {reason}")));
    }
    let changed = formatted.as_ref().is_ok_and(|formatted| formatted != source.text());
    if arguments.check {
        return Ok(match (&formatted, changed) {
            (Err(_), _) => Exit::Unable,
            (Ok(_), true) => Exit::Bad,
            (Ok(_), false) => Exit::Good,
        });
    }
    let text = formatted.as_deref().unwrap_or(source.text());
    output.raw(text.strip_suffix('\n').unwrap_or(text))?;
    Ok(if formatted.is_ok() { Exit::Good } else { Exit::Unable })
}
