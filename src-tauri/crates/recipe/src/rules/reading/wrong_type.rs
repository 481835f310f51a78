//! `recipe/wrong-type`

use ingot_component::Severity;

use crate::rules::rule;

rule! {
    /// Reported by reading.
    WrongType {},
    id: "recipe/wrong-type",
    title: "every field has a value of its type",
    severity: Severity::Error,
    reason: "A value of another type than the API takes cannot be sent.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
amiWatermarks: golden-web
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
amiWatermarks: [golden-web]
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json",
}
