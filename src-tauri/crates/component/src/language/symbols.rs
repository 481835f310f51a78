//! The outline of a document.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::document::{Phase, Stage};
use crate::text::{Range, Source, Span};

use super::reading::mended;

/// An entry of the outline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "SymbolView")]
pub struct Symbol {
    /// What it is.
    pub kind: SymbolKind,
    /// Its name; empty when the text leaves it out.
    pub name: String,
    /// For a step its action, for a phase the stage, for a constant its value.
    pub detail: String,
    /// All of it.
    pub range: Range,
    /// Its name, else the start of it.
    pub selection: Range,
    /// The steps of a phase.
    pub children: Vec<Symbol>,
}

/// What an entry of the outline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum SymbolKind {
    /// A parameter.
    Parameter,
    /// A constant.
    Constant,
    /// A phase.
    Phase,
    /// A step.
    Step,
}

/// The parameters, constants and phases of `source` in the order of the text, phases with their
/// steps. What stands behind a mistake may be missing.
pub fn symbols(source: &Source) -> Vec<Symbol> {
    if source.text().len() > super::LARGEST {
        return Vec::new();
    }
    let Some(document) = mended(source, None).1.document else {
        return Vec::new();
    };
    let mut symbols = Vec::new();
    for parameter in &document.parameters {
        let detail = match &parameter.default {
            Some(default) => default.clone(),
            None => "required".to_owned(),
        };
        let name = &parameter.name;
        symbols.push(symbol(
            source,
            SymbolKind::Parameter,
            &name.value,
            detail,
            parameter.span,
            name.span,
        ));
    }
    for constant in &document.constants {
        let detail = constant.value.clone().unwrap_or_default();
        let name = &constant.name;
        symbols.push(symbol(
            source,
            SymbolKind::Constant,
            &name.value,
            detail,
            constant.span,
            name.span,
        ));
    }
    symbols.extend(document.phases.iter().map(|phase| of_phase(source, phase)));
    symbols.sort_by_key(|symbol| symbol.range.start);
    symbols
}

fn of_phase(source: &Source, phase: &Phase) -> Symbol {
    let detail = match Stage::of_phase(&phase.name.value) {
        Some(Stage::Build) => "build stage",
        Some(Stage::Test) => "test stage",
        None => "never run",
    };
    let name = &phase.name;
    let steps = phase.steps.iter().map(|step| {
        let action = step.action.value.clone();
        symbol(
            source,
            SymbolKind::Step,
            &step.name.value,
            action,
            step.span,
            step.name.span,
        )
    });
    Symbol {
        children: steps.collect(),
        ..symbol(
            source,
            SymbolKind::Phase,
            &name.value,
            detail.to_owned(),
            phase.span,
            name.span,
        )
    }
}

fn symbol(source: &Source, kind: SymbolKind, name: &str, detail: String, all: Span, named: Span) -> Symbol {
    // Editors want the name inside the whole; through an alias it may stand elsewhere.
    let inside = all.start <= named.start && named.end <= all.end;
    Symbol {
        kind,
        name: name.to_owned(),
        detail: crate::spelling::shorten(&detail),
        range: source.range(all),
        selection: source.range(if inside { named } else { Span::at(all.start) }),
        children: Vec::new(),
    }
}
