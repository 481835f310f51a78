use clap::Args;
use ingot_workbench::Workbench;
use ingot_workbench::commands::recipe;
use ingot_workbench::contract::Error;
use ingot_workbench::contract::recipe::{Layer, RecipeRequest, RecipeView, RunOrder, StratumKind};
use serde::Serialize;
use std::collections::BTreeMap;

use super::Exit;
use super::output::{BOLD, DIM, Output, plain, table};

/// Show the resolved layers of a recipe and what will run
#[derive(Debug, Args)]
pub struct Arguments {
    /// The recipe's name
    recipe: String,
}

#[derive(Serialize)]
struct Shown<'a> {
    recipe: &'a str,
    version: &'a str,
    /// Oldest first; the last is the recipe itself.
    lineage: Vec<Ancestor<'a>>,
    layers: Vec<ShownLayer<'a>>,
    stages: Stages<'a>,
    /// Components that run too, but of which nobody knows the steps.
    unread: Vec<&'a str>,
}

#[derive(Serialize)]
struct Ancestor<'a> {
    image: &'a str,
    version: Option<&'a str>,
    owner: Option<&'a str>,
    kind: StratumKind,
}

#[derive(Serialize)]
struct ShownLayer<'a> {
    component: &'a str,
    /// Resolved where it can be, else as written.
    version: &'a str,
    written: &'a str,
    owner: Option<&'a str>,
    recipe: Option<&'a str>,
    inherited: bool,
    test: bool,
    parameters: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct Stages<'a> {
    build: Vec<ShownStep<'a>>,
    test: Vec<ShownStep<'a>>,
}

#[derive(Serialize)]
struct ShownStep<'a> {
    component: &'a str,
    phase: &'a str,
    step: &'a str,
    action: &'a str,
    inherited: bool,
}

pub async fn run(arguments: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    let request = RecipeRequest {
        recipe: arguments.recipe.clone(),
    };
    let view = recipe::get(workbench, request.clone()).await?;
    let order = recipe::run_order(workbench, request).await?;
    if output.is_json() {
        output.json(&shown(&view, &order))?
    } else {
        print(&view, &order, output)?
    }
    Ok(Exit::Good)
}

fn shown<'a>(view: &'a RecipeView, order: &'a RunOrder) -> Shown<'a> {
    let mut lineage: Vec<Ancestor<'_>> = Vec::new();
    for stratum in &view.strata {
        let image = stratum
            .parent
            .as_ref()
            .map(|parent| parent.label.as_str())
            .or(stratum.recipe.as_deref())
            .unwrap_or(&view.recipe);
        if lineage.last().is_none_or(|last| last.image != image) {
            lineage.push(Ancestor {
                image,
                version: stratum.recipe_version.as_deref(),
                owner: stratum.owner.as_deref(),
                kind: stratum.kind,
            });
        }
    }
    let layers = view
        .strata
        .iter()
        .flat_map(|stratum| stratum.layers.iter().map(move |layer| (stratum, layer)))
        // AWS never sees the others.
        .filter(|(_, layer)| layer.enabled)
        .map(|(stratum, layer)| ShownLayer {
            component: &layer.name,
            version: layer.pin.resolved.as_deref().unwrap_or(&layer.pin.written),
            written: &layer.pin.written,
            owner: layer.owner.as_deref(),
            recipe: stratum.recipe.as_deref(),
            inherited: layer.locked,
            test: layer.test,
            parameters: layer
                .parameters
                .iter()
                .filter_map(|parameter| {
                    Some((
                        parameter.name.as_str(),
                        parameter.value.as_deref().or(parameter.default.as_deref())?,
                    ))
                })
                .collect(),
        })
        .collect();
    let steps = |steps: &'a [ingot_workbench::contract::recipe::RunStep]| {
        steps
            .iter()
            .map(|step| ShownStep {
                component: &step.component,
                phase: &step.phase,
                step: &step.step,
                action: &step.action,
                inherited: step.inherited,
            })
            .collect()
    };
    Shown {
        recipe: &view.recipe,
        version: &view.version,
        lineage,
        layers,
        stages: Stages {
            build: steps(&order.build),
            test: steps(&order.test),
        },
        unread: order.unread.iter().map(|layer| layer.component.as_str()).collect(),
    }
}

/// Newest on top, as in the window.
fn print(view: &RecipeView, order: &RunOrder, output: &Output) -> Result<(), Error> {
    let facts: Vec<&str> = [&view.platform, &view.os, &view.architecture]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    output.line(format_args!(
        "{BOLD}{}{BOLD:#} {}  {DIM}{}{DIM:#}",
        view.recipe,
        view.version,
        facts.join(" · ")
    ))?;
    for stratum in view.strata.iter().rev() {
        let heading = match stratum.kind {
            StratumKind::Parent => "Parent",
            StratumKind::Golden => "Golden",
            StratumKind::Own => "Your layers",
            StratumKind::Tests => "Tests",
        };
        let of = match (&stratum.recipe, &stratum.recipe_version) {
            (Some(recipe), Some(version)) if stratum.locked => format!(" {recipe} {version}"),
            _ => String::new(),
        };
        let owner = stratum
            .owner
            .as_deref()
            .map(|owner| format!(" · {}", plain(owner)))
            .unwrap_or_default();
        output.line(format_args!("\n{BOLD}{heading}{BOLD:#}{of}{DIM}{owner}{DIM:#}"))?;
        if let Some(parent) = &stratum.parent {
            output.line(format_args!(
                "  {}  {DIM}{}{DIM:#}",
                plain(&parent.label),
                plain(&parent.reference)
            ))?;
        }
        let rows: Vec<Vec<String>> = stratum.layers.iter().rev().map(row).collect();
        for line in table(&rows) {
            output.line(format_args!("  {line}"))?;
        }
    }
    output.line(format_args!(
        "\n{DIM}{} build steps and {} test steps will run; inherited layers ran when their image was built{DIM:#}",
        order.build.iter().filter(|step| !step.inherited).count(),
        order.test.iter().filter(|step| !step.inherited).count(),
    ))?;
    let unread: Vec<String> = order.unread.iter().map(|layer| plain(&layer.component)).collect();
    if unread.is_empty() {
        return Ok(());
    }
    output.line(format_args!(
        "{DIM}of {} the steps are not known: the document was not read, or AWS does not show it{DIM:#}",
        unread.join(", ")
    ))
}

fn row(layer: &Layer) -> Vec<String> {
    let version = match &layer.pin.resolved {
        Some(resolved) if *resolved != layer.pin.written => format!("{} → {resolved}", layer.pin.written),
        None if layer.pin.wildcard => format!("{} → nothing", layer.pin.written),
        _ => layer.pin.written.clone(),
    };
    let missing: Vec<&str> = layer
        .parameters
        .iter()
        .filter(|parameter| parameter.missing)
        .map(|parameter| parameter.name.as_str())
        .collect();
    let parameters = if missing.is_empty() {
        layer
            .parameters
            .iter()
            .filter_map(|parameter| Some(format!("{}={}", parameter.name, plain(parameter.value.as_deref()?))))
            .collect::<Vec<_>>()
            .join(" ")
    } else {
        format!("needs {}", missing.join(", "))
    };
    let name = plain(&layer.name);
    let name = if layer.enabled { name } else { format!("{name} (off)") };
    vec![name, version, layer.phases.join(", "), parameters]
}
