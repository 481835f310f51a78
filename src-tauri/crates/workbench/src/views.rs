//! What the crates below know, in the contract's shapes, where more than one command shows it.

use ingot_component::ComponentDocument;
use ingot_component::Source;
use ingot_recipe::catalogue::ParameterFacts;
use ingot_recipe::{ComponentFacts, Reference, Resolution};

use crate::contract::component::ParameterView;
use crate::contract::recipe::{Origin, PhaseOutline, StepOutline};

pub fn origin(origin: ingot_recipe::Origin) -> Origin {
    match origin {
        ingot_recipe::Origin::Workspace => Origin::Workspace,
        ingot_recipe::Origin::Account => Origin::Account,
        ingot_recipe::Origin::Shared => Origin::Shared,
        ingot_recipe::Origin::Amazon => Origin::Amazon,
        ingot_recipe::Origin::Marketplace => Origin::Marketplace,
    }
}

pub fn resolved_origin(component: &Resolution<ComponentFacts>) -> Origin {
    component.found().map_or(Origin::Unknown, |facts| origin(facts.origin))
}

/// The phases and steps of a component's document; empty while it is not known.
pub fn outline(component: &ComponentFacts) -> Vec<PhaseOutline> {
    match (&component.document, &component.document_source) {
        (Some(document), Some(source)) => outline_of(document, source),
        _ => Vec::new(),
    }
}

fn outline_of(document: &ComponentDocument, source: &Source) -> Vec<PhaseOutline> {
    document
        .phases
        .iter()
        .map(|phase| PhaseOutline {
            phase: phase.name.value.clone(),
            steps: phase
                .steps
                .iter()
                .map(|step| StepOutline {
                    name: step.name.value.clone(),
                    action: step.action.value.clone(),
                    line: source.position(step.span.start).line,
                })
                .collect(),
        })
        .collect()
}

/// The line of a step in a component's document.
pub fn step_line(component: &ComponentFacts, phase: &str, step: &str) -> Option<u32> {
    let outline = outline(component);
    let phase = outline.iter().find(|candidate| candidate.phase == phase)?;
    phase
        .steps
        .iter()
        .find(|candidate| candidate.name == step)
        .map(|step| step.line)
}

pub fn parameter(parameter: &ParameterFacts) -> ParameterView {
    ParameterView {
        name: parameter.name.clone(),
        description: parameter.description.clone(),
        default: parameter.default.clone(),
        required: parameter.default.is_none(),
        used_in_steps: small(parameter.used_in_steps.unwrap_or(0)),
    }
}

/// The name that a reference says.
pub fn written_name(reference: &Reference) -> String {
    match reference {
        Reference::Local(local) => local.name.to_string(),
        Reference::Arn(arn) => arn.name.clone(),
        other => other.to_string(),
    }
}

/// A count for the contract.
pub fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
