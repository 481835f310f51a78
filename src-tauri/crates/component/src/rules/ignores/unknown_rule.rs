//! `ignores/unknown-rule`: reported by [`crate::rules::ignore`].

use crate::diagnostic::Severity;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct UnknownRule;

static META: RuleMeta = RuleMeta {
    id: "ignores/unknown-rule",
    title: "an ignore names a rule that can be ignored",
    severity: Severity::Warning,
    reason: "A misspelt name ignores nothing, and the comment only looks as if it did. What cannot be ignored at \
             all is YAML that cannot be read: nothing behind such a place was checked.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Clock
        action: ExecuteBash
        inputs:
          commands:
            - "timedatectl set-timezone UTC"
  # ingot: ignore clock/zone because servers stay on UTC
  - name: validate
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - "timedatectl show"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Clock
        action: ExecuteBash
        inputs:
          commands:
            - "timedatectl set-timezone UTC"
  - name: validate
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - "timedatectl show"
"#,
    source: "docs/configuration.md",
};

impl Rule for UnknownRule {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
