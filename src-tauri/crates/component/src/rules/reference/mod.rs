//! Rules about `{{ … }}`.

mod across_stages;
mod empty;
mod foreign_template;
mod imds_forbidden;
mod index;
mod later_step;
mod loop_outside_loop;
mod malformed;
mod not_closed;
mod not_replaced;
mod ssm_resolve;
mod undeclared;
mod unknown_context_key;
mod unknown_output;
mod unknown_step;
mod unknown_step_input;
mod unused_constant;
mod unused_parameter;

use super::Rule;
use super::context::Context;
use crate::document::{Stage, Step};
use crate::expression::StepReference;
use crate::yaml::Node;

use across_stages::AcrossStages;
use empty::Empty;
use foreign_template::ForeignTemplate;
use imds_forbidden::ImdsForbidden;
use index::Index;
use later_step::LaterStep;
use loop_outside_loop::LoopOutsideLoop;
use malformed::Malformed;
use not_closed::NotClosed;
use not_replaced::NotReplaced;
use ssm_resolve::SsmResolve;
use undeclared::Undeclared;
use unknown_context_key::UnknownContextKey;
use unknown_output::UnknownOutput;
use unknown_step::UnknownStep;
use unknown_step_input::UnknownStepInput;
use unused_constant::UnusedConstant;
use unused_parameter::UnusedParameter;

pub(super) const RULES: &[&dyn Rule] = &[
    &AcrossStages,
    &Empty,
    &ForeignTemplate,
    &ImdsForbidden,
    &Index,
    &LaterStep,
    &LoopOutsideLoop,
    &Malformed,
    &NotClosed,
    &NotReplaced,
    &SsmResolve,
    &Undeclared,
    &UnknownContextKey,
    &UnknownOutput,
    &UnknownStep,
    &UnknownStepInput,
    &UnusedConstant,
    &UnusedParameter,
];

/// Whether a step of the phase `here` and one of the phase `there` run on different instances.
fn is_in_other_stage(here: &str, there: &str) -> bool {
    match (Stage::of_phase(here), Stage::of_phase(there)) {
        (Some(here), Some(there)) => here != there,
        _ => false,
    }
}

/// The mapping of inputs that a reference to `target` points into; `None` when its index leads
/// nowhere, which is a rule of its own.
fn referred_call<'n>(target: &'n Step, reference: &StepReference<'_>) -> Option<&'n Node> {
    let inputs = target.inputs.as_ref()?;
    match reference.index {
        Some(index) if inputs.is_sequence() => inputs.items().get(usize::try_from(index).ok()?),
        _ => Some(inputs),
    }
    .filter(|call| call.is_mapping())
}

/// Whether something in braces starts like a reference to a step of this document.
fn starts_with_phase(context: &Context<'_>, inner: &str) -> bool {
    let phase = inner.split_once('.').map(|(phase, _)| phase);
    phase.is_some_and(|phase| context.steps_of(phase).is_some())
}
