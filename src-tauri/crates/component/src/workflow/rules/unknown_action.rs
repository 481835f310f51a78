//! `workflow/unknown-action`

use super::{Rule, RuleMeta};
use crate::diagnostic::{Diagnostic, Severity};
use crate::spelling::{shorten, similar};
use crate::workflow::actions;
use crate::workflow::context::{Context, Site};
use crate::workflow::rewrite::rewritten;

pub(super) struct UnknownAction;

static META: RuleMeta = RuleMeta {
    id: "workflow/unknown-action",
    title: "actions are step actions of workflows",
    severity: Severity::Error,
    reason: "A step takes one of the step actions that Image Builder supports. The action modules of components \
             are others.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForActoin
",
    good: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html",
};

impl Rule for UnknownAction {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &Site<'_>, found: &mut Vec<Diagnostic>) {
        let action = &site.step.action;
        if site.action.is_some() || action.value.is_empty() {
            return;
        }
        let finding = self.at(
            context,
            action.span,
            format!("unknown step action `{}`", shorten(&action.value)),
        );
        found.push(if crate::actions::find(&action.value).is_some() {
            finding.with_help("it is an action module of components; `ExecuteComponents` runs the recipe's components")
        } else {
            match similar(&action.value, actions::ALL.iter().map(|action| action.name)) {
                Some(name) => {
                    let finding = finding.with_help(format!("did you mean `{name}`?"));
                    rewritten(finding, context.source, action.span, &action.value, name)
                }
                None => finding.with_help("use a step action of workflows, such as `LaunchInstance` or `RunCommand`"),
            }
        });
    }
}
