//! `structure/no-phases`: reported by [`crate::document::read`].

use crate::diagnostic::Severity;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct NoPhases;

static META: RuleMeta = RuleMeta {
    id: "structure/no-phases",
    title: "there is a phase that Image Builder runs",
    severity: Severity::Error,
    reason: "A document needs at least one phase called `build`, `validate` or `test`; without it nothing would \
             run.",
    bad: r"schemaVersion: 1.0
phases: []
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for NoPhases {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
