//! `behaviour/continue-still-fails`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::OnFailure;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct ContinueStillFails;

static META: RuleMeta = RuleMeta {
    id: "behaviour/continue-still-fails",
    title: "`Continue` fails the build, only later",
    severity: Severity::Info,
    reason: "`onFailure: Continue` runs the steps that are left and then fails the document, and with it the build. \
             `Ignore` is the one that lets the build succeed.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: RemoveCache
        action: ExecuteBash
        onFailure: Continue
        inputs:
          commands:
            - rm -r /opt/tool/cache
      - name: Start
        action: ExecuteBash
        inputs:
          commands:
            - /opt/tool/run --once
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: RemoveCache
        action: ExecuteBash
        onFailure: Ignore
        inputs:
          commands:
            - rm -r /opt/tool/cache
      - name: Start
        action: ExecuteBash
        inputs:
          commands:
            - /opt/tool/run --once
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for ContinueStillFails {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(setting) = &site.step.on_failure else { return };
        if setting.value == Some(OnFailure::Continue) {
            found.push(
                self.at(
                    context,
                    setting.span,
                    "when this step fails, the remaining steps run and the build still fails",
                )
                .with_help("write `Ignore` if the build may succeed without this step"),
            );
        }
    }
}
