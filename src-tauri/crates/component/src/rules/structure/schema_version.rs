//! `structure/schema-version`: reported by [`crate::document::read`].

use crate::diagnostic::Severity;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct SchemaVersion;

static META: RuleMeta = RuleMeta {
    id: "structure/schema-version",
    title: "`schemaVersion` is 1.0",
    severity: Severity::Error,
    reason: "AWSTOE requires `schemaVersion`, and 1.0 is the only one there is.",
    bad: r"schemaVersion: 2.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
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

impl Rule for SchemaVersion {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
