//! `steps/timeout`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct Timeout;

static META: RuleMeta = RuleMeta {
    id: "steps/timeout",
    title: "`timeoutSeconds` is a positive number, or -1",
    severity: Severity::Error,
    reason: "`timeoutSeconds` counts whole seconds; -1 means no limit. `ExecuteDocument` has no limit and takes \
             no other value than -1, and `Reboot` does not support the field.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        timeoutSeconds: 0
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
        timeoutSeconds: 600
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for Timeout {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(setting) = &site.step.timeout_seconds else {
            return;
        };
        let action = site.step.action.value.as_str();
        let written = shorten(&setting.written);
        let finding = match setting.value {
            Some(seconds) if seconds != -1 && action == "ExecuteDocument" => self
                .at(
                    context,
                    setting.span,
                    "`ExecuteDocument` takes no other `timeoutSeconds` than -1",
                )
                .with_help("remove the line"),
            Some(seconds) if seconds > 0 || seconds == -1 => {
                if action != "Reboot" {
                    return;
                }
                let finding = self.at(context, setting.span, "`Reboot` does not support `timeoutSeconds`");
                Diagnostic {
                    severity: Severity::Warning,
                    ..finding.with_help("remove the line; `delaySeconds` sets the wait before it")
                }
            }
            Some(_) => self
                .at(context, setting.span, format!("`timeoutSeconds` cannot be {written}"))
                .with_help("write a number of seconds, or -1 for no limit"),
            None => self
                .at(
                    context,
                    setting.span,
                    format!("`timeoutSeconds` must be a whole number, and this is `{written}`"),
                )
                .with_help("write a number of seconds, or -1 for no limit"),
        };
        found.push(finding);
    }
}
