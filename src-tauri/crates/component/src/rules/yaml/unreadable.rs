//! `yaml/unreadable`: reported by [`crate::yaml::parse`].

use crate::diagnostic::Severity;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct Unreadable;

static META: RuleMeta = RuleMeta {
    id: "yaml/unreadable",
    title: "the file is YAML",
    severity: Severity::Error,
    reason: "AWSTOE reads component documents with a YAML parser. What that parser cannot read never runs: \
             CreateComponent refuses it, or the build fails when it starts.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - "echo hello
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - "echo hello"
"#,
    source: "https://yaml.org/spec/1.2.2/",
};

impl Rule for Unreadable {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
