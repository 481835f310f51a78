//! `ignores/unused`: reported by [`crate::rules::ignore`].

use crate::diagnostic::Severity;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct Unused;

static META: RuleMeta = RuleMeta {
    id: "ignores/unused",
    title: "an ignore ignores something",
    severity: Severity::Warning,
    reason: "What it was written for has been mended, or has moved to another line. Left standing it would hide \
             the next mistake at this place.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Clock
        action: ExecuteBash
        inputs:
          commands:
            - "timedatectl set-timezone UTC"
  # ingot: ignore phases/never-run because our own runner starts this phase on the bench
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

impl Rule for Unused {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
