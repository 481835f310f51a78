//! `structure/unknown-field`: reported by [`crate::document::read`].

use crate::diagnostic::Severity;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct UnknownField;

static META: RuleMeta = RuleMeta {
    id: "structure/unknown-field",
    title: "fields have names that AWSTOE knows",
    severity: Severity::Warning,
    reason: "A field that AWSTOE does not know does nothing. Most often it is a known one, misspelt or at the \
             wrong level.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        timeoutSecond: 60
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
        timeoutSeconds: 60
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for UnknownField {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
