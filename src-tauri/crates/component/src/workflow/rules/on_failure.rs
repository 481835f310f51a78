//! `workflow/on-failure`

use super::{Rule, RuleMeta};
use crate::diagnostic::{Diagnostic, Severity};
use crate::spelling::{shorten, similar};
use crate::workflow::OnFailure;
use crate::workflow::context::{Context, Site};
use crate::workflow::rewrite::rewritten;

pub(super) struct FailureSetting;

static META: RuleMeta = RuleMeta {
    id: "workflow/on-failure",
    title: "`onFailure` is Abort or Continue",
    severity: Severity::Error,
    reason: "A workflow aborts when a step fails, or continues with the next one. Components also know `Ignore`, \
             workflows do not.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
    onFailure: Ignore
",
    good: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
    onFailure: Continue
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html",
};

impl Rule for FailureSetting {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &Site<'_>, found: &mut Vec<Diagnostic>) {
        let Some(setting) = site.step.on_failure.as_ref().filter(|setting| setting.value.is_none()) else {
            return;
        };
        let message = format!("`onFailure` cannot be `{}`", shorten(&setting.written));
        let finding = self.at(context, setting.span, message);
        found.push(match similar(&setting.written, OnFailure::ALL.map(OnFailure::name)) {
            Some(name) => {
                let finding = finding.with_help(format!("did you mean `{name}`?"));
                rewritten(finding, context.source, setting.span, &setting.written, name)
            }
            None => finding.with_help("write `Abort`, or `Continue` to run the remaining steps"),
        });
    }
}
