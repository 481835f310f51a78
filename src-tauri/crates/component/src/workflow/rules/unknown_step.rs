//! `workflow/unknown-step`

use super::{Rule, RuleMeta, misspelt};
use crate::diagnostic::{Diagnostic, Severity};
use crate::spelling::{shorten, similar};
use crate::workflow::context::Context;
use crate::workflow::reference::{Reference, Target};

pub(super) struct UnknownStep;

static META: RuleMeta = RuleMeta {
    id: "workflow/unknown-step",
    title: "references name a step of the workflow",
    severity: Severity::Error,
    reason: "`$.stepOutputs.step.output` reads what a step of the same workflow put out. A name that no step has \
             cannot be read.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Launch
    action: LaunchInstance
    inputs:
      waitFor: ssmAgent
  - name: Terminate
    action: TerminateInstance
    onFailure: Continue
    inputs:
      instanceId.$: $.stepOutputs.Lunch.instanceId
",
    good: r"schemaVersion: 1.0
steps:
  - name: Launch
    action: LaunchInstance
    inputs:
      waitFor: ssmAgent
  - name: Terminate
    action: TerminateInstance
    onFailure: Continue
    inputs:
      instanceId.$: $.stepOutputs.Launch.instanceId
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-dynamic-vars.html",
};

impl Rule for UnknownStep {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn reference(&self, context: &Context<'_>, reference: &Reference<'_>, before: usize, found: &mut Vec<Diagnostic>) {
        let Target::StepOutput { step, .. } = reference.target else {
            return;
        };
        if context.step(step).is_some() {
            return;
        }
        let message = format!("the workflow has no step `{}`", shorten(step));
        let finding = self.at(context, reference.span, message);
        found.push(match similar(step, context.names_before(before)) {
            Some(known) => misspelt(finding, context, reference, step, known),
            None => {
                finding.with_help("a reference reads `$.stepOutputs.step.output`, with the name of an earlier step")
            }
        });
    }
}
