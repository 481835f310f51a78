//! `recipe/unknown-value`

use ingot_component::Severity;

use crate::rules::rule;

rule! {
    /// Reported by reading.
    UnknownValue {},
    id: "recipe/unknown-value",
    title: "enumerated fields have a value that the API knows",
    severity: Severity::Error,
    reason: "AWS refuses a value outside the enumeration; case matters.",
    bad: r#"--- # components/hello.yaml
kind: Component
name: hello
semanticVersion: 1.0.0
platform: linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Hello
          action: ExecuteBash
          inputs: {commands: ["echo hello"]}
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
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json",
}
