//! `steps/on-failure`

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::{list, shorten, similar};

pub(in crate::rules) struct OnFailure;

static META: RuleMeta = RuleMeta {
    id: "steps/on-failure",
    title: "`onFailure` is `Abort`, `Continue` or `Ignore`",
    severity: Severity::Error,
    reason: "`onFailure` decides what a failed step does to the document: `Abort` stops everything, `Continue` \
             runs the remaining steps and fails at the end, `Ignore` lets the document succeed.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        onFailure: Ignored
        inputs:
          commands:
            - echo hello
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        onFailure: Ignore
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for OnFailure {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(setting) = site.step.on_failure.as_ref().filter(|setting| setting.value.is_none()) else {
            return;
        };
        let names = document::OnFailure::ALL.map(document::OnFailure::name);
        let message = format!("`onFailure` cannot be `{}`", shorten(&setting.written));
        let finding = self.at(context, setting.span, message);
        found.push(match similar(&setting.written, names) {
            Some(name) => finding
                .with_help(format!("did you mean `{name}`?"))
                .with_fix(Fix::replace(
                    context.source,
                    setting.span,
                    format!("change to `{name}`"),
                    name,
                )),
            None => finding.with_help(format!("it takes {}", list(&names))),
        });
    }
}
