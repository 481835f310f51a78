use clap::Args;
use ingot_workbench::Workbench;
use ingot_workbench::commands;
use ingot_workbench::contract::{Error, PlanAction, PlanRequest, PlanView};

use super::Exit;
use super::output::{BAD, BOLD, DIM, GOOD, Output, WARN, plain};

/// Show what a publish would create, replace or clear
///
/// Exit code: 0 nothing to do, 3 changes, 1 blocked by a problem.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Recipe names [default: all]
    recipes: Vec<String>,
}

pub async fn run(arguments: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    let plan = commands::plan::make(
        workbench,
        PlanRequest {
            recipes: arguments.recipes.clone(),
        },
    )
    .await?;
    if output.is_json() {
        output.json(&plan)?
    } else {
        print(&plan, output)?
    }
    Ok(if !plan.blocked.is_empty() {
        Exit::Bad
    } else if plan.changes > 0 {
        Exit::Changes
    } else {
        Exit::Good
    })
}

pub fn print(plan: &PlanView, output: &Output) -> Result<(), Error> {
    let basis = if plan.live {
        String::new()
    } else {
        format!(
            "  {WARN}from the cache{WARN:#}{}",
            plan.as_of
                .as_deref()
                .map(|at| format!(", as of {at}"))
                .unwrap_or_default()
        )
    };
    output.line(format_args!(
        "{BOLD}{} · {} · {}{BOLD:#}{basis}",
        plan.profile, plan.account, plan.region
    ))?;
    for item in plan.items.iter().filter(|item| item.action != PlanAction::Unchanged) {
        let (mark, style) = match item.action {
            PlanAction::Create => ("+", GOOD),
            PlanAction::Update => ("~", WARN),
            PlanAction::Blocked => ("!", BAD),
            PlanAction::Unchanged => (" ", DIM),
        };
        let version = item.version.as_deref().unwrap_or_default();
        output.line(format_args!(
            "  {style}{mark}{style:#} {} {} {version}  {DIM}{}{DIM:#}",
            item.kind,
            plain(&item.name),
            plain(&item.reason)
        ))?;
        for change in &item.changes {
            let value = |value: &Option<String>| value.as_deref().map_or_else(|| "not set".to_owned(), plain);
            output.line(format_args!(
                "      {}: {} → {}",
                change.field,
                value(&change.from),
                value(&change.to)
            ))?;
        }
        if !item.clears.is_empty() {
            output.line(format_args!("      {WARN}clears {}{WARN:#}", item.clears.join(", ")))?;
        }
    }
    for it in &plan.left_out {
        let (name, reason) = (plain(&it.name), plain(&it.reason));
        output.line(format_args!("  {DIM}- {} {name}  {reason}{DIM:#}", it.kind))?;
    }
    for problem in &plan.problems {
        let place = format!(
            "{}:{}:{}",
            plain(&problem.file),
            problem.range.start.line,
            problem.range.start.column
        );
        output.line(format_args!(
            "  {BAD}!{BAD:#} {}  {DIM}{place} {}{DIM:#}",
            plain(&problem.message),
            problem.rule
        ))?;
        if let Some(help) = &problem.help {
            output.line(format_args!("      {}", plain(help)))?;
        }
    }
    let unchanged = plan
        .items
        .iter()
        .filter(|item| item.action == PlanAction::Unchanged)
        .count();
    output.line(format_args!(
        "{} to change, {unchanged} unchanged{}, {} problems",
        plan.changes,
        match plan.left_out.len() {
            0 => String::new(),
            left_out => format!(", {left_out} left out"),
        },
        plan.problems.len()
    ))
}
