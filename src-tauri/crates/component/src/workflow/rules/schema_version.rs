//! `workflow/schema-version`: reported by [`crate::workflow::read`].

use super::{Rule, RuleMeta};
use crate::diagnostic::Severity;

pub(super) struct SchemaVersion;

static META: RuleMeta = RuleMeta {
    id: "workflow/schema-version",
    title: "`schemaVersion` is 1.0",
    severity: Severity::Error,
    reason: "A workflow document must have `schemaVersion`, and 1.0 is the only one there is.",
    bad: r"schemaVersion: 2.0
steps:
  - name: Approve
    action: WaitForAction
",
    good: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html",
};

impl Rule for SchemaVersion {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
