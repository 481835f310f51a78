//! `behaviour/ignored-check`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::OnFailure;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct IgnoredCheck;

static META: RuleMeta = RuleMeta {
    id: "behaviour/ignored-check",
    title: "a check that fails stops the image",
    severity: Severity::Info,
    reason: "A step of `validate` or `test` with `onFailure: Ignore` cannot stop an image, whatever it finds: the \
             document counts as successful. The same is true for updates that are ignored when they fail: the image \
             comes without them, and nobody is told.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Install
        action: ExecuteBash
        inputs:
          commands:
            - /opt/setup.sh
  - name: test
    steps:
      - name: RunTool
        action: ExecuteBash
        onFailure: Ignore
        inputs:
          commands:
            - /opt/tool/run --version
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Install
        action: ExecuteBash
        inputs:
          commands:
            - /opt/setup.sh
  - name: test
    steps:
      - name: RunTool
        action: ExecuteBash
        inputs:
          commands:
            - /opt/tool/run --version
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for IgnoredCheck {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let ignored = site.step.on_failure.as_ref();
        let Some(setting) = ignored.filter(|setting| setting.value == Some(OnFailure::Ignore)) else {
            return;
        };
        let message = match site.phase.name.value.as_str() {
            "validate" | "test" | "container-host-test" => "this check cannot stop an image, whatever it finds",
            _ if site.step.action.value == "UpdateOS" => "when updates fail, the image is made without them",
            _ => return,
        };
        found.push(
            self.at(context, setting.span, message)
                .with_help("remove the line, unless a failure here does not matter"),
        );
    }
}
