use clap::Args;
use ingot_workbench::contract::Error;
use ingot_workbench::contract::component::ExplainRule;

use super::Exit;
use super::output::{BOLD, DIM, Output};

/// Say why a rule exists, with a bad and a good example
#[derive(Debug, Args)]
pub struct Arguments {
    /// The rule's id, for example `actions/unknown`
    rule: String,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<Exit, Error> {
    let rule = ingot_workbench::commands::component::rule(&ExplainRule {
        rule: arguments.rule.clone(),
    })?;
    if output.is_json() {
        output.json(&rule)?;
        return Ok(Exit::Good);
    }
    output.line(format_args!("{BOLD}{}{BOLD:#}  {}", rule.id, rule.title))?;
    output.line(format_args!("\n{}\n", rule.reason))?;
    for (heading, example) in [("Bad", &rule.bad), ("Good", &rule.good)] {
        output.line(format_args!("{BOLD}{heading}{BOLD:#}"))?;
        for line in example.lines() {
            output.line(format_args!("    {line}"))?;
        }
        output.line("")?;
    }
    output.line(format_args!("{DIM}{}{DIM:#}", rule.source))?;
    Ok(Exit::Good)
}
