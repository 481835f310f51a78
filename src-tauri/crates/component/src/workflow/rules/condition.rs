//! `workflow/condition`

use super::{Rule, RuleMeta};
use crate::diagnostic::{Diagnostic, Severity};
use crate::workflow::condition;
use crate::workflow::context::{Context, Site};

pub(super) struct Condition;

static META: RuleMeta = RuleMeta {
    id: "workflow/condition",
    title: "conditions are made as Image Builder reads them",
    severity: Severity::Error,
    reason: "A condition is one comparison with a `value`, or `and`, `or`, `not` over others: at most ten in a \
             branch, at most four levels deep. Workflows have fewer operators than components.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
    if:
      stringEqual: Linux
      value: $.imagebuilder.platform
",
    good: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
    if:
      stringEquals: Linux
      value: $.imagebuilder.platform
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-conditional-statements.html",
};

impl Rule for Condition {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &Site<'_>, found: &mut Vec<Diagnostic>) {
        let Some(node) = &site.step.condition else {
            return;
        };
        for problem in condition::problems(context.source, node) {
            let finding = self.at(context, problem.span, problem.message).with_help(problem.help);
            found.push(Diagnostic {
                severity: problem.severity,
                ..finding
            });
        }
    }
}
