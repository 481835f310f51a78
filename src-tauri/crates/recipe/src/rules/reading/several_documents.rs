//! `recipe/several-documents`

use ingot_component::Severity;

use crate::rules::rule;

rule! {
    /// Reported by reading.
    SeveralDocuments {},
    id: "recipe/several-documents",
    title: "a file holds one resource",
    severity: Severity::Error,
    reason: "A file is the unit in which people review, move and own resources, so only its first YAML document is read; whatever follows a `---` line would silently not be there.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
---
kind: ImageRecipe
name: second
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
"#,
    source: "the workspace file format of Ingot",
}
