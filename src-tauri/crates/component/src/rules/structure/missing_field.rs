//! `structure/missing-field`: reported by [`crate::document::read`].

use crate::diagnostic::Severity;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct MissingField;

static META: RuleMeta = RuleMeta {
    id: "structure/missing-field",
    title: "required fields are there",
    severity: Severity::Error,
    reason: "A phase needs a name and steps, a step needs an action, a constant needs a value.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Update
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Update
        action: UpdateOS
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for MissingField {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
