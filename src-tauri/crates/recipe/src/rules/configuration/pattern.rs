//! `configuration/pattern`

use ingot_component::Severity;

use crate::rules::rule;

rule! {
    /// Reported by reading.
    PathPattern {},
    id: "configuration/pattern",
    title: "paths are patterns that can be read",
    severity: Severity::Warning,
    reason: "A pattern that cannot be read fits no file, so its rules hold nowhere. `*` stands for any name, `**` for any folders, `{a,b}` for one of several, and a `/` at the end for everything in a folder.",
    bad: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
check:
  paths:
    - files: ["vendor/[a-"]
      rules:
        phases/never-run: off
"#,
    good: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
check:
  paths:
    - files: ["vendor/"]
      rules:
        phases/never-run: off
"#,
    source: "docs/configuration.md",
}
