//! `workflow/step-name`

use super::{Rule, RuleMeta};
use crate::diagnostic::{Diagnostic, Severity};
use crate::spelling::shorten;
use crate::workflow::context::{Context, Site};

pub(super) struct StepName;

static META: RuleMeta = RuleMeta {
    id: "workflow/step-name",
    title: "names of steps have 3 to 128 letters, digits and `_`",
    severity: Severity::Error,
    reason: "The guide allows letters, digits and `_` in the name of a step, 3 to 128 of them. The API's own \
             pattern allows `-` too, wants a letter first and stops at 100 characters. What neither of them \
             allows is refused; what one of them does not allow is a warning, `-` excepted.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Wait for approval
    action: WaitForAction
",
    good: r"schemaVersion: 1.0
steps:
  - name: WaitForApproval
    action: WaitForAction
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html and botocore imagebuilder/2019-12-02 service-2.json, WorkflowStepName",
};

impl Rule for StepName {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &Site<'_>, found: &mut Vec<Diagnostic>) {
        let name = &site.step.name;
        if name.value.is_empty() {
            return;
        }
        let length = name.value.chars().count();
        let plain = name
            .value
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        let written = shorten(&name.value);
        let (message, certain) = if !plain {
            (
                format!("the name `{written}` has characters that names of steps cannot have"),
                true,
            )
        } else if !(3..=100).contains(&length) {
            let message = format!("the name `{written}` has a length of {length}; it should be 3 to 100");
            (message, !(2..=128).contains(&length))
        } else if !name.value.starts_with(|first: char| first.is_ascii_alphabetic()) {
            (format!("the name `{written}` does not start with a letter"), false)
        } else {
            return;
        };
        let finding = self.at(context, name.span, message);
        found.push(Diagnostic {
            severity: if certain { Severity::Error } else { Severity::Warning },
            ..finding.with_help("use letters, digits and `_`, and a letter first")
        });
    }
}
