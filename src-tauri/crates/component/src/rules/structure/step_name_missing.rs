//! `structure/step-name-missing`: reported by [`crate::document::read`].

use crate::diagnostic::Severity;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct StepNameMissing;

static META: RuleMeta = RuleMeta {
    id: "structure/step-name-missing",
    title: "every step has a name",
    severity: Severity::Error,
    reason: "AWSTOE requires a name for every step; logs and references speak of steps by name.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - action: UpdateOS
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

impl Rule for StepNameMissing {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
