//! `workflow/step-order`

use super::{Rule, RuleMeta};
use crate::diagnostic::{Diagnostic, Severity};
use crate::spelling::shorten;
use crate::workflow::context::Context;
use crate::workflow::reference::{Reference, Target};

pub(super) struct StepOrder;

static META: RuleMeta = RuleMeta {
    id: "workflow/step-order",
    title: "references name a step that has run before",
    severity: Severity::Error,
    reason: "Steps run in the order of the document, and a step can read only what earlier steps put out.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Terminate
    action: TerminateInstance
    onFailure: Continue
    inputs:
      instanceId.$: $.stepOutputs.Launch.instanceId
  - name: Launch
    action: LaunchInstance
    inputs:
      waitFor: ssmAgent
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

impl Rule for StepOrder {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn reference(&self, context: &Context<'_>, reference: &Reference<'_>, before: usize, found: &mut Vec<Diagnostic>) {
        let Target::StepOutput { step, .. } = reference.target else {
            return;
        };
        let Some((place, site)) = context.step(step).filter(|(place, _)| *place >= before) else {
            return;
        };
        let message = if place == before {
            "a step cannot read its own outputs".to_owned()
        } else {
            format!("the step `{}` runs later than this one", shorten(step))
        };
        found.push(
            self.at(context, reference.span, message)
                .with_help("move the step that is read before the one that reads it")
                .with_related(context.source, site.step.name.span, "the step that is read"),
        );
    }
}
