//! `steps/max-attempts`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct MaxAttempts;

static META: RuleMeta = RuleMeta {
    id: "steps/max-attempts",
    title: "`maxAttempts` is 1 or more",
    severity: Severity::Error,
    reason: "`maxAttempts` is the number of times a step is tried before it counts as failed. `ExecuteDocument` \
             is never repeated and takes no other value than 1.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        maxAttempts: none
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
        maxAttempts: 3
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for MaxAttempts {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(setting) = &site.step.max_attempts else {
            return;
        };
        let finding = match setting.value {
            Some(attempts) if attempts != 1 && site.step.action.value == "ExecuteDocument" => self
                .at(
                    context,
                    setting.span,
                    "`ExecuteDocument` takes no other `maxAttempts` than 1",
                )
                .with_help("remove the line"),
            Some(1..) => return,
            Some(_) | None => {
                let written = shorten(&setting.written);
                let message = format!("`maxAttempts` must be a whole number from 1, and this is `{written}`");
                self.at(context, setting.span, message)
                    .with_help("write 1 to try once, 3 to try three times")
            }
        };
        found.push(finding);
    }
}
