//! `workflow/too-many-steps`

use super::{Rule, RuleMeta};
use crate::diagnostic::{Diagnostic, Severity};
use crate::workflow::context::Context;

/// `Specifies up to 15 step actions for the workflow` (the source of this rule).
const MOST: usize = 15;

pub(super) struct TooManySteps;

static META: RuleMeta = RuleMeta {
    id: "workflow/too-many-steps",
    title: "a workflow has at most 15 steps",
    severity: Severity::Warning,
    reason: "The guide says that a workflow has up to 15 steps. Steps can be spread over several test workflows, \
             and commands over one command document.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Approve1
    action: WaitForAction
  - name: Approve2
    action: WaitForAction
  - name: Approve3
    action: WaitForAction
  - name: Approve4
    action: WaitForAction
  - name: Approve5
    action: WaitForAction
  - name: Approve6
    action: WaitForAction
  - name: Approve7
    action: WaitForAction
  - name: Approve8
    action: WaitForAction
  - name: Approve9
    action: WaitForAction
  - name: Approve10
    action: WaitForAction
  - name: Approve11
    action: WaitForAction
  - name: Approve12
    action: WaitForAction
  - name: Approve13
    action: WaitForAction
  - name: Approve14
    action: WaitForAction
  - name: Approve15
    action: WaitForAction
  - name: Approve16
    action: WaitForAction
",
    good: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html",
};

impl Rule for TooManySteps {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn workflow(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let Some(first) = context.workflow.steps.get(MOST) else {
            return;
        };
        let message = format!(
            "the workflow has {} steps; the guide says {MOST} at most",
            context.workflow.steps.len()
        );
        found.push(
            self.at(context, first.name.span, message)
                .with_help("spread them over several workflows"),
        );
    }
}
