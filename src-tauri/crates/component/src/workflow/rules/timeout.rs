//! `workflow/timeout`

use super::{Rule, RuleMeta};
use crate::diagnostic::{Diagnostic, Severity};
use crate::spelling::shorten;
use crate::workflow::actions::{self, StepAction};
use crate::workflow::context::{Context, Site};
use crate::workflow::reference;

pub(super) struct Timeout;

static META: RuleMeta = RuleMeta {
    id: "workflow/timeout",
    title: "`timeoutSeconds` is within the limits of the step action",
    severity: Severity::Error,
    reason: "A step runs for at least one second. Each step action has a largest timeout, from 3 hours to 7 days, \
             and a larger value fails validation.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
    timeoutSeconds: 1209600
",
    good: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
    timeoutSeconds: 604800
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html",
};

impl Rule for Timeout {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &Site<'_>, found: &mut Vec<Diagnostic>) {
        let Some(setting) = &site.step.timeout_seconds else {
            return;
        };
        let max = match site.action {
            Some(action) => action.max_timeout,
            None => actions::ALL
                .iter()
                .map(|action| action.max_timeout)
                .max()
                .unwrap_or(i64::MAX),
        };
        let written = shorten(&setting.written);
        let message = match setting.value {
            Some(seconds) if (1..=max).contains(&seconds) => return,
            Some(seconds) if seconds > max => match site.action {
                Some(StepAction { name, .. }) => format!("`{name}` can take {max} seconds at most, not {written}"),
                None => format!("a step can take {max} seconds at most, not {written}"),
            },
            Some(_) => format!("`timeoutSeconds` cannot be {written}"),
            None if reference::parse(&setting.written).is_some() || setting.written.contains("{{") => return,
            None => format!("`timeoutSeconds` must be a whole number, and this is `{written}`"),
        };
        found.push(
            self.at(context, setting.span, message)
                .with_help(format!("write a number of seconds from 1 to {max}")),
        );
    }
}
