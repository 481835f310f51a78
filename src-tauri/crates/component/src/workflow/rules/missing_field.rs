//! `workflow/missing-field`: reported by [`crate::workflow::read`].

use super::{Rule, RuleMeta};
use crate::diagnostic::Severity;

pub(super) struct MissingField;

static META: RuleMeta = RuleMeta {
    id: "workflow/missing-field",
    title: "required fields are there",
    severity: Severity::Error,
    reason: "A workflow needs steps, a step needs a name and an action, a parameter a name, an output a name and \
             a value.",
    bad: r"schemaVersion: 1.0
steps:
  - action: WaitForAction
",
    good: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html",
};

impl Rule for MissingField {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
