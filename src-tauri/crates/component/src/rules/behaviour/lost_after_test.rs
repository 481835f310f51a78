//! `behaviour/lost-after-test`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct LostAfterTest;

static META: RuleMeta = RuleMeta {
    id: "behaviour/lost-after-test",
    title: "what is to be in the image happens in the build stage",
    severity: Severity::Warning,
    reason: "Image Builder runs the phase `test` on an instance that it starts from the finished image and terminates \
             afterwards. Updates, packages and registry values that are installed there are not in the image. Updates \
             are never meant for a test; the other two may be tools that the test needs, and are only pointed out.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: test
    steps:
      - name: Update
        action: UpdateOS
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Update
        action: UpdateOS
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-image-workflows.html",
};

impl Rule for LostAfterTest {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        if site.phase.name.value != "test" {
            return;
        }
        let action = &site.step.action;
        let (severity, what) = match action.value.as_str() {
            "UpdateOS" => (Severity::Warning, "updates"),
            "InstallMSI" => (Severity::Info, "packages"),
            "SetRegistry" => (Severity::Info, "registry values"),
            _ => return,
        };
        let message = format!("{what} of the phase `test` are not in the image, which is finished by then");
        let finding = self
            .at(context, action.span, message)
            .with_help("move the step to the phase `build`, unless only the test needs it");
        found.push(Diagnostic { severity, ..finding });
    }
}
