//! Rules about the shape of the document.

mod constant_value;
mod default_type;
mod empty_steps;
mod missing_field;
mod no_phases;
mod parameter_type;
mod schema_version;
mod step_name_missing;
mod unknown_field;
mod wrong_type;

use super::Rule;
use super::context::Context;
use super::scalars::{altered, is_number_or_flag, quote};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Spanned;
use crate::spelling::shorten;
use crate::yaml::Node;
use constant_value::ConstantValue;
use default_type::DefaultType;
use empty_steps::EmptySteps;
use missing_field::MissingField;
use no_phases::NoPhases;
use parameter_type::ParameterType;
use schema_version::SchemaVersion;
use step_name_missing::StepNameMissing;
use unknown_field::UnknownField;
use wrong_type::WrongType;

pub(super) const RULES: &[&dyn Rule] = &[
    &ConstantValue,
    &DefaultType,
    &EmptySteps,
    &MissingField,
    &NoPhases,
    &ParameterType,
    &SchemaVersion,
    &StepNameMissing,
    &UnknownField,
    &WrongType,
];

/// What is wrong with the value of a parameter or a constant that should be text; `field` is the key
/// of the value and its node.
fn not_text(
    rule: &impl Rule,
    context: &Context<'_>,
    name: &Spanned<String>,
    (field, node): (&str, &Node),
) -> Option<Diagnostic> {
    let name = shorten(&name.value);
    let (severity, message, help) = if let Some(becomes) = altered(node) {
        let text = shorten(node.text()?);
        let message = format!("`{name}` is a string, and YAML can read `{text}` as {becomes}");
        (Severity::Warning, message, "put it in quotes")
    } else if is_number_or_flag(node) {
        let message = format!(
            "`{name}` is a string, and its `{field}` is {} for YAML",
            node.describe()
        );
        (Severity::Info, message, "put it in quotes")
    } else if node.is_null() {
        let message = format!("the `{field}` of `{name}` is nothing, not an empty text");
        (
            Severity::Warning,
            message,
            "write `\"\"` for an empty text, or remove the line",
        )
    } else {
        return None;
    };
    Some(Diagnostic {
        severity,
        fix: quote(context.source, node),
        ..rule.at(context, node.span, message).with_help(help)
    })
}
