//! `behaviour/no-timeout`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct NoTimeout;

static META: RuleMeta = RuleMeta {
    id: "behaviour/no-timeout",
    title: "steps have a time limit",
    severity: Severity::Info,
    reason: "With `timeoutSeconds: -1` a step that hangs, at a prompt or on the network, holds the build until Image \
             Builder itself gives up after hours, and the build instance costs money meanwhile. `ExecuteDocument` \
             takes nothing else.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Install
        action: ExecuteBash
        timeoutSeconds: -1
        inputs:
          commands:
            - /opt/setup.sh
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Install
        action: ExecuteBash
        timeoutSeconds: 3600
        inputs:
          commands:
            - /opt/setup.sh
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for NoTimeout {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(setting) = &site.step.timeout_seconds else {
            return;
        };
        if setting.value == Some(-1) && !matches!(site.step.action.value.as_str(), "ExecuteDocument" | "Reboot") {
            found.push(
                self.at(
                    context,
                    setting.span,
                    "a step that hangs here holds the build for hours",
                )
                .with_help("write the number of seconds that is more than enough"),
            );
        }
    }
}
