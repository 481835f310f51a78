//! `behaviour/retry-restarts-loop`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct RetryRestartsLoop;

static META: RuleMeta = RuleMeta {
    id: "behaviour/retry-restarts-loop",
    title: "a retry runs the whole loop again",
    severity: Severity::Info,
    reason: "When one iteration fails, every further attempt of `maxAttempts` begins again with the first iteration, \
             and `timeoutSeconds` counts for all of them together. The commands have to be such that doing them twice \
             does no harm.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallTools
        action: ExecuteBash
        maxAttempts: 3
        loop:
          forEach:
            - "editor"
            - "debugger"
        inputs:
          commands:
            - "/opt/setup.sh {{ loop.value }}"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: InstallTools
        action: ExecuteBash
        loop:
          forEach:
            - "editor"
            - "debugger"
        inputs:
          commands:
            - "/opt/setup.sh {{ loop.value }}"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html",
};

impl Rule for RetryRestartsLoop {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(attempts) = &site.step.max_attempts else {
            return;
        };
        if site.step.r#loop.is_some() && attempts.value.is_some_and(|attempts| attempts > 1) {
            found.push(
                self.at(
                    context,
                    attempts.span,
                    "each further attempt begins with the first iteration again",
                )
                .with_help("make sure that an iteration can run twice, or retry inside the script"),
            );
        }
    }
}
