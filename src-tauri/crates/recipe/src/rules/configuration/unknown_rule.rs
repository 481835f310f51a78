//! `configuration/unknown-rule`

use ingot_component::Severity;

use crate::rules::rule;

rule! {
    /// Reported by reading.
    UnknownRule {},
    id: "configuration/unknown-rule",
    title: "a configuration names rules that exist",
    severity: Severity::Warning,
    reason: "A misspelt rule stays as it is, though the file says otherwise. `ingot explain` lists the rules; `group/*` means all rules of a group.",
    bad: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
check:
  rules:
    reference/undeclered: warning
"#,
    good: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
check:
  rules:
    reference/undeclared: warning
"#,
    source: "docs/configuration.md",
}
