//! `workflow/parameter-type`

use super::{Rule, RuleMeta};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{first_line, whole_number};
use crate::spelling::{list, shorten, similar};
use crate::workflow::ParameterType;
use crate::workflow::context::Context;
use crate::workflow::rewrite::rewritten;
use crate::yaml::Node;

pub(super) struct TypedParameter;

static META: RuleMeta = RuleMeta {
    id: "workflow/parameter-type",
    title: "parameters have a type that workflows know, and a default of that type",
    severity: Severity::Error,
    reason: "The type of a parameter is `string`, `integer`, `boolean` or `stringList`. A default of another type \
             is a warning.",
    bad: r"schemaVersion: 1.0
parameters:
  - name: waitAtEnd
    type: bool
    default: true
steps:
  - name: Approve
    action: WaitForAction
    if:
      booleanEquals: true
      value: $.parameters.waitAtEnd
",
    good: r"schemaVersion: 1.0
parameters:
  - name: waitAtEnd
    type: boolean
    default: true
steps:
  - name: Approve
    action: WaitForAction
    if:
      booleanEquals: true
      value: $.parameters.waitAtEnd
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html",
};

impl Rule for TypedParameter {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn workflow(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        for parameter in &context.workflow.parameters {
            let Some(written) = &parameter.r#type else {
                continue;
            };
            let names = ParameterType::ALL.map(ParameterType::name);
            let Some(known) = ParameterType::ALL
                .into_iter()
                .find(|known| known.name() == written.value)
            else {
                let message = format!("parameters have no type `{}`", shorten(&written.value));
                let finding = self.at(context, written.span, message);
                found.push(match similar(&written.value, names) {
                    Some(name) => {
                        let finding = finding.with_help(format!("did you mean `{name}`?"));
                        rewritten(finding, context.source, written.span, &written.value, name)
                    }
                    None => finding.with_help(format!("the types are {}", list(&names))),
                });
                continue;
            };
            let Some(default) = parameter.default.as_ref().filter(|default| !fits(known, default)) else {
                continue;
            };
            let message = format!(
                "the default of a parameter of type `{}` is {}",
                known.name(),
                default.describe()
            );
            let finding = self.at(context, first_line(context.source, default.span), message);
            found.push(Diagnostic {
                severity: Severity::Warning,
                ..finding.with_help("change the default or the type")
            });
        }
    }
}

/// Quoted numbers and flags fit: whether Image Builder converts them is not documented.
fn fits(r#type: ParameterType, default: &Node) -> bool {
    let text = default.text();
    match r#type {
        ParameterType::String => text.is_some(),
        ParameterType::Integer => whole_number(default).is_some(),
        ParameterType::Boolean => {
            text.is_some_and(|text| text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"))
        }
        ParameterType::StringList => default.is_sequence(),
    }
}
