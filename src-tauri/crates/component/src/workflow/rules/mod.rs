//! What can be wrong with a workflow: one file a rule, as in [`crate::rules`], whose catalogue lists
//! these too.

mod chaining_indicator;
mod condition;
mod duplicate_name;
mod input_value;
mod missing_field;
mod missing_input;
mod mixed_kinds;
mod on_failure;
mod parameter_type;
mod schema_version;
mod step_name;
mod step_order;
mod timeout;
mod too_many_steps;
mod undeclared_parameter;
mod unknown_action;
mod unknown_field;
mod unknown_input;
mod unknown_output;
mod unknown_step;
mod unknown_variable;
mod unused_parameter;
mod wrong_type;

use super::actions::StepAction;
use super::context::{CANDIDATES, Context, Site};
use super::read::{Reading, read};
use super::reference::Reference;
use crate::diagnostic::{Diagnostic, Fix};
use crate::rules::{Checked, MAX_FINDINGS, RuleMeta, RuleSettings, conclude};
use crate::spelling::similar;
use crate::text::{Source, Span};
use crate::yaml::Node;

use chaining_indicator::ChainingIndicator;
use condition::Condition;
use duplicate_name::DuplicateName;
use input_value::InputValue;
use missing_field::MissingField;
use missing_input::MissingInput;
use mixed_kinds::MixedKinds;
use on_failure::FailureSetting;
use parameter_type::TypedParameter;
use schema_version::SchemaVersion;
use step_name::StepName;
use step_order::StepOrder;
use timeout::Timeout;
use too_many_steps::TooManySteps;
use undeclared_parameter::UndeclaredParameter;
use unknown_action::UnknownAction;
use unknown_field::UnknownField;
use unknown_input::UnknownInput;
use unknown_output::UnknownOutput;
use unknown_step::UnknownStep;
use unknown_variable::UnknownVariable;
use unused_parameter::UnusedParameter;
use wrong_type::WrongType;

const RULES: &[&dyn Rule] = &[
    &SchemaVersion,
    &WrongType,
    &MissingField,
    &UnknownField,
    &DuplicateName,
    &StepName,
    &UnknownAction,
    &MissingInput,
    &UnknownInput,
    &InputValue,
    &Timeout,
    &FailureSetting,
    &UnknownStep,
    &StepOrder,
    &UnknownOutput,
    &UndeclaredParameter,
    &UnknownVariable,
    &ChainingIndicator,
    &Condition,
    &MixedKinds,
    &TooManySteps,
    &TypedParameter,
    &UnusedParameter,
];

/// The rules of workflows, for the catalogue.
pub(crate) fn metas() -> impl Iterator<Item = &'static RuleMeta> {
    RULES.iter().map(|rule| rule.meta())
}

/// Everything that is wrong with `source` as a workflow document, in the order of the text.
pub fn check(source: &Source, settings: &RuleSettings) -> Vec<Diagnostic> {
    check_reading(source, &read(source), settings)
}

/// [`check`] for a workflow that has been read already; `reading` must come from `source`.
pub fn check_reading(source: &Source, reading: &Reading, settings: &RuleSettings) -> Vec<Diagnostic> {
    check_all(source, reading, settings).diagnostics
}

/// [`check_reading`] together with what comments in the document ignore.
pub fn check_all(source: &Source, reading: &Reading, settings: &RuleSettings) -> Checked {
    let mut found = reading.diagnostics.clone();
    // A document that was cut short by an unreadable place would seem to lack all that follows.
    if let Some(workflow) = reading.workflow.as_ref().filter(|_| reading.complete) {
        let context = Context::new(source, workflow);
        let active: Vec<_> = RULES.iter().filter(|rule| settings.runs(rule.meta().id)).collect();
        for rule in &active {
            rule.workflow(&context, &mut found);
            for reference in &context.outputs {
                rule.reference(&context, reference, context.sites.len(), &mut found);
            }
        }
        for (place, site) in context.sites.iter().enumerate() {
            if found.len() > MAX_FINDINGS {
                break;
            }
            for rule in &active {
                rule.step(&context, site, &mut found);
                for reference in &site.references {
                    if found.len() > MAX_FINDINGS {
                        break;
                    }
                    rule.reference(&context, reference, place, &mut found);
                }
            }
        }
    }
    // What a workflow shares with component documents is its YAML.
    let ran = |id: &str| id.starts_with("workflow/") || id.starts_with("yaml/") || id.starts_with("ignores/");
    conclude(source, settings, found, reading.complete, ran)
}

/// One rule. The walk calls every hook of every active rule; a rule implements those it needs, and
/// none if reading the document already reports it.
trait Rule: Sync {
    fn meta(&self) -> &'static RuleMeta;

    /// Once, before any step.
    fn workflow(&self, _context: &Context<'_>, _found: &mut Vec<Diagnostic>) {}

    /// For each step.
    fn step(&self, _context: &Context<'_>, _site: &Site<'_>, _found: &mut Vec<Diagnostic>) {}

    /// For each reference of a step or output, with the number of steps that have run before.
    fn reference(
        &self,
        _context: &Context<'_>,
        _reference: &Reference<'_>,
        _before: usize,
        _found: &mut Vec<Diagnostic>,
    ) {
    }

    /// A finding of this rule.
    fn at(&self, context: &Context<'_>, span: Span, message: impl Into<String>) -> Diagnostic
    where
        Self: Sized,
    {
        Diagnostic::new(context.source, span, self.meta().id, self.meta().severity, message)
    }
}

/// The finding with a hint that `written` in the reference was meant to be `known`, and the edit if
/// there is one place only that it can mean.
fn misspelt(
    finding: Diagnostic,
    context: &Context<'_>,
    reference: &Reference<'_>,
    written: &str,
    known: &str,
) -> Diagnostic {
    let finding = finding.with_help(format!("did you mean `{known}`?"));
    let text = context.source.slice(reference.span);
    if text.matches(written).count() != 1 {
        return finding;
    }
    let new = text.replacen(written, known, 1);
    finding.with_fix(Fix::replace(
        context.source,
        reference.span,
        format!("change to `{known}`"),
        new,
    ))
}

/// A key of `inputs` that is no input of `action` and looks like `name`.
fn meant_for<'n>(action: &StepAction, inputs: &'n Node, name: &str) -> Option<&'n Node> {
    let unknown = |key: &&Node| key.text().is_some_and(|key| action.input(key).is_none());
    let bare = |key: &'n Node| key.text().map(|key| key.strip_suffix(".$").unwrap_or(key));
    let keys = || {
        inputs
            .entries()
            .iter()
            .map(|entry| &entry.key)
            .filter(unknown)
            .take(CANDIDATES)
    };
    let found = similar(name, keys().filter_map(bare))?;
    keys().find(|key| bare(key) == Some(found))
}
