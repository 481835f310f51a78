use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use clap::Args;
use ingot_workbench::Workbench;
use ingot_workbench::commands::compare;
use ingot_workbench::contract::Error;
use ingot_workbench::contract::compare::{
    CompareRequest, Comparison, DocumentChange, EffectWeight, LayerChange, LayerDifference, LayerState,
    ParameterChange, Side, SideAt,
};

use super::Exit;
use super::output::{BAD, BOLD, DIM, GOOD, Output, WARN, plain};
use super::unified::unified;

/// Compare two states of a recipe: layers, fields, documents, and what that means for the image
///
/// RECIPE means the files as they are now, RECIPE@REVISION a commit, a branch or a tag of Git, RECIPE@aws the newest
/// version that AWS held when it was last read, RECIPE@aws:1.2.0 that version of it.
///
/// Exit code, as of diff: 0 nothing differs, 1 something does, 2 there is nothing to compare.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The recipe as it was; alone: as it was at HEAD, or at the state that it names
    #[arg(value_name = "A")]
    left: State,
    /// The recipe as it is [default: the files of the first one now]
    #[arg(value_name = "B")]
    right: Option<State>,
}

/// `RECIPE`, `RECIPE@REVISION`, `RECIPE@aws` or `RECIPE@aws:VERSION`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct State(Side);

impl FromStr for State {
    type Err = Infallible;

    /// A recipe's name has no `@`; a revision may have one.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (recipe, at) = match text.split_once('@') {
            None => (text, SideAt::Workspace),
            Some((recipe, "aws")) => (recipe, SideAt::Aws { version: None }),
            Some((recipe, rest)) => {
                let at = match rest.strip_prefix("aws:") {
                    Some(version) => SideAt::Aws {
                        version: Some(version.to_owned()),
                    },
                    None => SideAt::Git {
                        revision: rest.to_owned(),
                    },
                };
                (recipe, at)
            }
        };
        let recipe = recipe.to_owned();
        Ok(Self(Side { recipe, at }))
    }
}

pub async fn run(arguments: &Arguments, workbench: &Workbench, output: &Output) -> Result<Exit, Error> {
    let mut left = arguments.left.0.clone();
    let right = match &arguments.right {
        Some(right) => right.0.clone(),
        None => Side {
            recipe: left.recipe.clone(),
            at: SideAt::Workspace,
        },
    };
    if arguments.right.is_none() && left.at == SideAt::Workspace {
        left.at = SideAt::Git {
            revision: "HEAD".to_owned(),
        };
    }
    let view = compare::run(workbench, CompareRequest { left, right }).await?;
    let same = view.comparison.is_empty();
    if output.is_json() {
        output.json(&view)?;
    } else {
        print(&view.left, &view.right, &view.comparison, output)?;
    }
    Ok(if same { Exit::Good } else { Exit::Bad })
}

fn print(left: &Side, right: &Side, comparison: &Comparison, output: &Output) -> Result<(), Error> {
    let title = |side: &Side, version: &str| {
        let at = match &side.at {
            SideAt::Workspace => "in the files".to_owned(),
            SideAt::Git { revision } => format!("at {}", plain(revision)),
            SideAt::Aws { .. } => "in AWS".to_owned(),
        };
        format!("{} {} {at}", plain(&side.recipe), plain(version))
    };
    let titles = (
        title(left, &comparison.left.version),
        title(right, &comparison.right.version),
    );
    if comparison.is_empty() {
        return output.line(format_args!(
            "nothing differs between {} and {}: {} layers are the same",
            titles.0, titles.1, comparison.unchanged
        ));
    }
    output.line(format_args!("{BOLD}{} → {}{BOLD:#}", titles.0, titles.1))?;
    for effect in &comparison.effects {
        let (mark, style) = match effect.weight {
            EffectWeight::Loss => ("!", BAD),
            EffectWeight::Change => ("~", WARN),
            EffectWeight::Note => ("·", DIM),
        };
        output.line(format_args!("  {style}{mark}{style:#} {}", plain(&effect.text)))?;
    }
    if !comparison.layers.is_empty() {
        let same = match comparison.unchanged {
            0 => String::new(),
            unchanged => format!("  {DIM}{unchanged} are the same{DIM:#}"),
        };
        output.line(format_args!("\n{BOLD}Layers{BOLD:#}{same}"))?;
    }
    for layer in &comparison.layers {
        print_layer(layer, output)?;
    }
    if !comparison.fields.is_empty() {
        output.line(format_args!("\n{BOLD}Fields{BOLD:#}"))?;
    }
    for field in &comparison.fields {
        let value = |value: &Option<String>| value.as_deref().map_or_else(|| "not set".to_owned(), plain);
        output.line(format_args!(
            "  {}: {} → {}",
            plain(&field.field),
            value(&field.left),
            value(&field.right)
        ))?;
    }
    for layer in &comparison.layers {
        if let Some(document) = &layer.document {
            print_document(layer, document, output)?;
        }
    }
    Ok(())
}

fn print_layer(layer: &LayerChange, output: &Output) -> Result<(), Error> {
    let (mark, style) = match (&layer.left, &layer.right) {
        (None, _) => ("+", GOOD),
        (_, None) => ("-", BAD),
        _ => ("~", WARN),
    };
    let of = if layer.inherited {
        format!("  {DIM}of {}{DIM:#}", plain(&layer.recipe))
    } else {
        String::new()
    };
    output.line(format_args!(
        "  {style}{mark}{style:#} {} {}{of}",
        plain(&layer.component),
        Ways(layer)
    ))?;
    for parameter in &layer.parameters {
        output.line(format_args!("      {}", Set(parameter)))?;
    }
    Ok(())
}

/// In which ways a layer differs, in words.
struct Ways<'a>(&'a LayerChange);

impl fmt::Display for Ways<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let LayerChange { left, right, .. } = self.0;
        let written = |state: &Option<LayerState>| {
            let state = state.as_ref()?;
            Some(plain(state.version.as_deref().unwrap_or(&state.reference)))
        };
        let change = |of: fn(&LayerState) -> String| {
            let of = |state: &Option<LayerState>| state.as_ref().map(of).unwrap_or_default();
            format!("{} → {}", of(left), of(right))
        };
        let words = self.0.changes.iter().map(|difference| match difference {
            LayerDifference::Added => format!("added {}", written(right).unwrap_or_default()),
            LayerDifference::Removed => format!("removed {}", written(left).unwrap_or_default()),
            LayerDifference::Moved => format!("moved {}", change(|state| state.position.to_string())),
            LayerDifference::Repinned => format!("pinned {}", change(|state| plain(&state.reference))),
            LayerDifference::ResolvesDifferently => {
                let version = |state: &LayerState| state.version.as_deref().map_or_else(|| "nothing".to_owned(), plain);
                format!("resolves to {}", change(version))
            }
            LayerDifference::Disabled => "switched off".to_owned(),
            LayerDifference::Enabled => "switched on".to_owned(),
            LayerDifference::Parameters => "parameters".to_owned(),
            LayerDifference::Document => "document".to_owned(),
        });
        f.write_str(&words.collect::<Vec<_>>().join(", "))
    }
}

/// A parameter that is set differently.
struct Set<'a>(&'a ParameterChange);

impl fmt::Display for Set<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ParameterChange {
            name,
            left,
            right,
            default,
        } = self.0;
        let default = default
            .as_deref()
            .map_or_else(|| "not set".to_owned(), |it| format!("default {}", plain(it)));
        let value = |value: &Option<String>| value.as_deref().map_or_else(|| default.clone(), plain);
        write!(f, "{}: {} → {}", plain(name), value(left), value(right))
    }
}

fn print_document(layer: &LayerChange, document: &DocumentChange, output: &Output) -> Result<(), Error> {
    let component = &layer.component;
    let steps = [
        (GOOD, "+", &document.steps_added),
        (BAD, "-", &document.steps_removed),
        (WARN, "~", &document.steps_changed),
    ];
    output.line(format_args!("\n{BOLD}Document of {}{BOLD:#}", plain(component)))?;
    for (style, mark, names) in steps {
        for name in names {
            output.line(format_args!("  {style}{mark}{style:#} step {}", plain(name)))?;
        }
    }
    if layer.left.is_none() || layer.right.is_none() {
        return Ok(());
    }
    let (Some(left), Some(right)) = (&document.left, &document.right) else {
        let side = if document.left.is_none() { "first" } else { "second" };
        return output.line(format_args!("  {DIM}its text is not known on the {side} side{DIM:#}"));
    };
    let name = document.file.as_deref().unwrap_or(component);
    output.line(unified(name, left, right).trim_end_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> SideAt {
        let Ok(State(side)) = text.parse();
        assert_eq!(side.recipe, "web");
        side.at
    }

    #[test]
    fn a_state_is_named_by_its_recipe_and_where_it_is() {
        let git = |revision: &str| SideAt::Git {
            revision: revision.to_owned(),
        };
        let aws = |version: Option<&str>| SideAt::Aws {
            version: version.map(str::to_owned),
        };
        assert_eq!(at("web"), SideAt::Workspace);
        assert_eq!(at("web@HEAD~1"), git("HEAD~1"));
        assert_eq!(at("web@main@{1}"), git("main@{1}"));
        assert_eq!(at("web@aws"), aws(None));
        assert_eq!(at("web@aws:1.2.0"), aws(Some("1.2.0")));
        assert_eq!(at("web@aws-branch"), git("aws-branch"));
    }
}
