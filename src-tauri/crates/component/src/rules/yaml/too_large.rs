//! `yaml/too-large`: reported by [`crate::yaml::parse`].

use crate::diagnostic::Severity;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct TooLarge;

static META: RuleMeta = RuleMeta {
    id: "yaml/too-large",
    title: "the file is of a size that makes sense",
    severity: Severity::Error,
    reason: "A component document has 64 KB at most. Files of many megabytes, nested a hundred levels deep or \
             with hundreds of thousands of values are not component documents, and are not read to their end.",
    bad: r"phases: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
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
    source: "botocore imagebuilder/2019-12-02 service-2.json, CreateComponent",
};

impl Rule for TooLarge {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
