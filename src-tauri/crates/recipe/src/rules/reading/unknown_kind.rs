//! `recipe/unknown-kind`

use ingot_component::Severity;

use crate::rules::rule;

rule! {
    /// Reported by reading.
    UnknownKind {},
    id: "recipe/unknown-kind",
    title: "every resource file has a kind that Ingot reads",
    severity: Severity::Error,
    reason: "A file with an unknown `kind` is no resource: what refers to it finds nothing, and nothing of it is published.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipes
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
"#,
    source: "the workspace file format of Ingot",
}
