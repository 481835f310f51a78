//! `workflow/unknown-field`: reported by [`crate::workflow::read`].

use super::{Rule, RuleMeta};
use crate::diagnostic::Severity;

pub(super) struct UnknownField;

static META: RuleMeta = RuleMeta {
    id: "workflow/unknown-field",
    title: "fields have names that Image Builder knows",
    severity: Severity::Warning,
    reason: "A field that Image Builder does not know is at best ignored. Most often it is a known one, misspelt \
             or at the wrong level. In the place of a required one it is an error.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
    timeoutSecond: 3600
",
    good: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
    timeoutSeconds: 3600
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html",
};

impl Rule for UnknownField {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
