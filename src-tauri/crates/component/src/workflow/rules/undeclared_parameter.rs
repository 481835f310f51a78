//! `workflow/undeclared-parameter`

use super::{Rule, RuleMeta, misspelt};
use crate::diagnostic::{Diagnostic, Severity};
use crate::spelling::{shorten, similar};
use crate::workflow::context::CANDIDATES;
use crate::workflow::context::Context;
use crate::workflow::reference::{Reference, Target};

pub(super) struct UndeclaredParameter;

static META: RuleMeta = RuleMeta {
    id: "workflow/undeclared-parameter",
    title: "references name a parameter that is declared",
    severity: Severity::Error,
    reason: "`$.parameters.name` is replaced by the parameter of that name; one that the workflow does not \
             declare cannot be replaced.",
    bad: r"schemaVersion: 1.0
parameters:
  - name: topicArn
    type: string
steps:
  - name: Approve
    action: WaitForAction
    inputs:
      snsTopicArn.$: $.parameters.topicArn
      lambdaFunctionName.$: $.parameters.function
",
    good: r"schemaVersion: 1.0
parameters:
  - name: topicArn
    type: string
  - name: function
    type: string
steps:
  - name: Approve
    action: WaitForAction
    inputs:
      snsTopicArn.$: $.parameters.topicArn
      lambdaFunctionName.$: $.parameters.function
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-dynamic-vars.html",
};

impl Rule for UndeclaredParameter {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn reference(&self, context: &Context<'_>, reference: &Reference<'_>, _before: usize, found: &mut Vec<Diagnostic>) {
        let Target::Parameter(path) = reference.target else {
            return;
        };
        let name = path.split('[').next().unwrap_or(path);
        // The guide speaks of an optional name of a step in between, so a longer path may mean another.
        if context.declares(name) || name.contains('.') {
            return;
        }
        let message = format!("the workflow declares no parameter `{}`", shorten(name));
        let finding = self.at(context, reference.span, message);
        let declared = context.workflow.parameters.iter().take(CANDIDATES);
        found.push(
            match similar(name, declared.map(|parameter| parameter.name.value.as_str())) {
                Some(known) => misspelt(finding, context, reference, name, known),
                None => finding.with_help("declare it below `parameters:`"),
            },
        );
    }
}
