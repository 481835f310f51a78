//! `recipe/missing-field`

use ingot_component::Severity;

use crate::rules::rule;

rule! {
    /// Reported by reading.
    MissingField {},
    id: "recipe/missing-field",
    title: "fields that the API requires are there",
    severity: Severity::Error,
    reason: "AWS refuses a request that lacks a required field; the file says so before the request is made.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json",
}
