//! `recipe/malformed-reference`

use ingot_component::Severity;

use crate::rules::rule;

rule! {
    /// Reported by reading.
    MalformedReference {},
    id: "recipe/malformed-reference",
    title: "references are `Kind/name`, `Kind/name/version` or an ARN",
    severity: Severity::Error,
    reason: "A reference that is nearly one would be sent to AWS as it is written, and refused there.",
    bad: r#"--- # components/hello.yaml
kind: Component
name: hello
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Hello
          action: ExecuteBash
          inputs: {commands: ["echo hello"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
components:
  - componentArn: component/hello
"#,
    good: r#"--- # components/hello.yaml
kind: Component
name: hello
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Hello
          action: ExecuteBash
          inputs: {commands: ["echo hello"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
components:
  - componentArn: Component/hello
"#,
    source: "the workspace file format of Ingot",
}
