//! `behaviour/long-timeout`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct LongTimeout;

static META: RuleMeta = RuleMeta {
    id: "behaviour/long-timeout",
    title: "time limits are within those of Image Builder",
    severity: Severity::Info,
    reason: "Image Builder runs all components of a stage in one workflow step, and no workflow step lasts longer than \
             720 minutes. A `timeoutSeconds` above 43,200 is never reached: the build fails before.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Install
        action: ExecuteBash
        timeoutSeconds: 86400
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
        timeoutSeconds: 36000
        inputs:
          commands:
            - /opt/setup.sh
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html",
};

impl Rule for LongTimeout {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(setting) = &site.step.timeout_seconds else {
            return;
        };
        let action = site.step.action.value.as_str();
        if setting.value.is_some_and(|seconds| seconds > LONGEST) && !matches!(action, "ExecuteDocument" | "Reboot") {
            found.push(
                self.at(
                    context,
                    setting.span,
                    "Image Builder ends the stage after 12 hours, before this limit is reached",
                )
                .with_help(format!("write {LONGEST} or less")),
            );
        }
    }
}

/// 720 minutes.
const LONGEST: i64 = 43_200;
