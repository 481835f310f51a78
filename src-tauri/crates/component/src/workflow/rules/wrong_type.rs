//! `workflow/wrong-type`: reported by [`crate::workflow::read`].

use super::{Rule, RuleMeta};
use crate::diagnostic::Severity;

pub(super) struct WrongType;

static META: RuleMeta = RuleMeta {
    id: "workflow/wrong-type",
    title: "fields hold what they must: text, a list or a mapping",
    severity: Severity::Error,
    reason: "The structure of a workflow is fixed: `parameters`, `steps` and `outputs` are lists of mappings, \
             `inputs` is a mapping.",
    bad: r"schemaVersion: 1.0
steps:
  Approve:
    action: WaitForAction
",
    good: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html",
};

impl Rule for WrongType {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
