//! `ignores/no-reason`: reported by [`crate::rules::ignore`].

use crate::diagnostic::Severity;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct NoReason;

static META: RuleMeta = RuleMeta {
    id: "ignores/no-reason",
    title: "an ignore says why",
    severity: Severity::Warning,
    reason: "An ignore is an exception that somebody has to answer for, often years later. Without its reason \
             nobody dares to remove it, and nobody knows whether it still holds.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Clock
        action: ExecuteBash
        inputs:
          commands:
            - "timedatectl set-timezone UTC"
  # ingot: ignore phases/never-run
  - name: inspect
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
  # ingot: ignore phases/never-run because our own runner starts this phase on the bench
  - name: inspect
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - "timedatectl show"
"#,
    source: "docs/configuration.md",
};

impl Rule for NoReason {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
