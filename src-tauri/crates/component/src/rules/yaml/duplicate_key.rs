//! `yaml/duplicate-key`: reported by [`crate::yaml::parse`].

use crate::diagnostic::Severity;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct DuplicateKey;

static META: RuleMeta = RuleMeta {
    id: "yaml/duplicate-key",
    title: "a mapping has each key once",
    severity: Severity::Error,
    reason: "Keys of a mapping must differ. Of two equal ones some parsers take the first, some the last, and \
             some refuse the document.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
          commands:
            - echo again
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
            - echo again
",
    source: "https://yaml.org/spec/1.2.2/#3213-node-comparison",
};

impl Rule for DuplicateKey {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
