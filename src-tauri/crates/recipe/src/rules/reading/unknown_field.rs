//! `recipe/unknown-field`

use ingot_component::Severity;

use crate::rules::rule;

rule! {
    /// Reported by reading.
    UnknownField {},
    id: "recipe/unknown-field",
    title: "every field is one of the Image Builder API",
    severity: Severity::Error,
    reason: "Resource files have the field names of the API. A field that it does not have would be lost without a word: a misspelt `terminateInstanceOnFailure` leaves failed instances running.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
workingDir: /var/tmp
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
workingDirectory: /var/tmp
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json",
}
