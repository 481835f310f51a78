//! `workflow/unknown-output`

use super::{Rule, RuleMeta, misspelt};
use crate::diagnostic::{Diagnostic, Severity};
use crate::spelling::{list, shorten, similar};
use crate::workflow::context::Context;
use crate::workflow::reference::{Reference, Target};

pub(super) struct UnknownOutput;

static META: RuleMeta = RuleMeta {
    id: "workflow/unknown-output",
    title: "references name an output that the step has",
    severity: Severity::Warning,
    reason: "Each step action has outputs of its own; another name reads nothing. Outputs that AWS added since \
             September 2026 are not known here.",
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
      instanceId.$: $.stepOutputs.Launch.instance
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
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html",
};

impl Rule for UnknownOutput {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn reference(&self, context: &Context<'_>, reference: &Reference<'_>, _before: usize, found: &mut Vec<Diagnostic>) {
        let Target::StepOutput { step, output } = reference.target else {
            return;
        };
        let Some(action) = context.step(step).and_then(|(_, site)| site.action) else {
            return;
        };
        if action.outputs.contains(&output) {
            return;
        }
        let message = if output.is_empty() {
            format!("the reference names no output of the step `{}`", shorten(step))
        } else {
            format!("`{}` has no output `{}`", action.name, shorten(output))
        };
        let finding = self.at(context, reference.span, message);
        found.push(match similar(output, action.outputs.iter().copied()) {
            Some(known) => misspelt(finding, context, reference, output, known),
            None if action.outputs.is_empty() => finding.with_help("it has no outputs"),
            None => finding.with_help(format!("its outputs are {}", list(action.outputs))),
        });
    }
}
