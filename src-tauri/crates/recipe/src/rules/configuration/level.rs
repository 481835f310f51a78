//! `configuration/level`

use ingot_component::Severity;

use crate::rules::rule;

rule! {
    /// Reported by reading.
    LevelOfRule {},
    id: "configuration/level",
    title: "a rule is `off`, `info`, `warning`, `error` or `default`",
    severity: Severity::Warning,
    reason: "A level that Ingot does not know changes nothing: the rule runs as it would without the line.",
    bad: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
check:
  rules:
    phases/never-run: warn
"#,
    good: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
check:
  rules:
    phases/never-run: warning
"#,
    source: "docs/configuration.md",
}
