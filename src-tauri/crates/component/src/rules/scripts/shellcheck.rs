//! `scripts/shellcheck`

use crate::diagnostic::Severity;
use crate::rules::{Rule, RuleMeta};

/// Findings of the program `shellcheck`, where it is installed. Nothing here looks for them:
/// [`crate::script::shellcheck`] makes them of what the program writes.
pub(in crate::rules) struct Shellcheck;

static META: RuleMeta = RuleMeta {
    id: "scripts/shellcheck",
    title: "bash scripts pass shellcheck",
    severity: Severity::Warning,
    reason: "shellcheck knows hundreds of mistakes in shell scripts. Where it is installed, its findings about the scripts in \
             components are shown at their place in the document, with the number under which its wiki explains them.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -euo pipefail
              ls $HOME/files
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Step
        action: ExecuteBash
        inputs:
          commands:
            - |
              set -euo pipefail
              ls "$HOME/files"
"#,
    source: "https://www.shellcheck.net/wiki/",
};

impl Rule for Shellcheck {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }
}
