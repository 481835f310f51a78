//! `configuration/fixed-rule`

use ingot_component::Severity;

use crate::rules::rule;

rule! {
    /// Reported by reading.
    FixedRule {},
    id: "configuration/fixed-rule",
    title: "what cannot be read is always said",
    severity: Severity::Warning,
    reason: "Behind a place that YAML cannot read nothing is checked. Turned off, this rule would make a file look clean that nobody has read.",
    bad: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
check:
  rules:
    yaml/unreadable: off
"#,
    good: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
check:
  rules:
    yaml/duplicate-key: warning
"#,
    source: "docs/configuration.md",
}
