use clap::Args;
use ingot_workbench::contract::Error;
use ingot_workbench::contract::component::ExplainRule;
use ingot_workbench::rules::{self, RuleMeta};
use ingot_workbench::{Severity, Source};
use serde::Serialize;

use super::Exit;
use super::excerpt;
use super::output::{BAD, BOLD, DIM, GOOD, Output, WARN};

/// Say why a rule exists, with a bad and a good example; without a rule, list all of them
#[derive(Debug, Args)]
pub struct Arguments {
    /// The rule's id, for example `actions/unknown`, or a group, for example `actions`
    rule: Option<String>,
}

#[derive(Serialize)]
struct Listed {
    rules: Vec<ListedRule>,
}

#[derive(Serialize)]
struct ListedRule {
    id: &'static str,
    title: &'static str,
    severity: Severity,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Error> {
    let Some(wanted) = arguments.rule.as_deref() else {
        return list(rules::groups(), output);
    };
    let group = wanted.trim_end_matches(['/', '*']);
    let groups: Vec<_> = rules::groups().into_iter().filter(|(name, _)| *name == group).collect();
    if !groups.is_empty() {
        return list(groups, output);
    }
    let rule = ingot_workbench::commands::component::rule(&ExplainRule {
        rule: wanted.to_owned(),
    })?;
    if output.is_json() {
        output.json(&rule)?;
        return Ok(Exit::Good);
    }
    match rules::find(&rule.id) {
        Some(meta) => explain(meta, output),
        None => Err(Error::internal(format!("the rule {} is in no catalogue", rule.id))),
    }
}

fn list(groups: Vec<(&'static str, Vec<&'static RuleMeta>)>, output: &Output) -> Result<Exit, Error> {
    let metas = || groups.iter().flat_map(|(_, metas)| metas.iter());
    if output.is_json() {
        let rules = metas().map(|meta| ListedRule {
            id: meta.id,
            title: meta.title,
            severity: meta.severity,
        });
        output.json(&Listed { rules: rules.collect() })?;
        return Ok(Exit::Good);
    }
    let width = metas().map(|meta| meta.id.len()).max().unwrap_or(0);
    for (group, metas) in &groups {
        output.line(format_args!("{BOLD}{group}{BOLD:#}"))?;
        for meta in metas {
            output.line(format_args!(
                "  {:width$}  {}  {}",
                meta.id,
                severity(meta.severity),
                meta.title
            ))?;
        }
        output.line("")?;
    }
    let count = metas().count();
    output.line(format_args!("{DIM}{count} rules; ingot explain RULE says why{DIM:#}"))?;
    Ok(Exit::Good)
}

fn explain(meta: &RuleMeta, output: &Output) -> Result<Exit, Error> {
    output.line(format_args!(
        "{BOLD}{}{BOLD:#}  {}",
        meta.id,
        severity(meta.severity).trim_end()
    ))?;
    output.line(format_args!("{}\n\n{}\n", meta.title, meta.reason))?;
    output.line(format_args!("{BOLD}Bad{BOLD:#}"))?;
    code(meta.bad, output)?;
    let example = rules::example(meta, meta.bad);
    for diagnostic in &example.diagnostics {
        let source: Option<&Source> = example.files.iter().find(|source| source.file() == diagnostic.file);
        output.line(excerpt::render(diagnostic, source))?;
        output.line("")?;
    }
    output.line(format_args!("{BOLD}Good{BOLD:#}"))?;
    code(meta.good, output)?;
    output.line(format_args!("{DIM}Source: {}{DIM:#}", meta.source))?;
    if rules::can_be_ignored(meta) {
        let exception = format!("# ingot: ignore {} because …", meta.id);
        output.line(format_args!("{DIM}To make an exception: {exception}{DIM:#}"))?;
    }
    Ok(Exit::Good)
}

fn code(text: &str, output: &Output) -> Result<(), Error> {
    for line in text.lines() {
        // An example with bytes that a terminal would obey shows them as it shows any file's.
        output.line(format_args!("    {}", super::output::plain(line)))?;
    }
    output.line("")
}

/// The severity in its colour, padded.
fn severity(severity: Severity) -> String {
    match severity {
        Severity::Error => format!("{BAD}error{BAD:#}  "),
        Severity::Warning => format!("{WARN}warning{WARN:#}"),
        Severity::Info => format!("{GOOD}info{GOOD:#}   "),
    }
}
