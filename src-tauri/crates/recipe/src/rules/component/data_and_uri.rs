//! `component/data-and-uri`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// A component has one document.
    DataAndUri {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::Component(component) = resource else { return };
            if component.value.uri.is_some() && component.value.data.is_some() {
                let place = component.at("data").key();
                let message = "the component has both `data` and `uri`";
                found.add(self.at(place, message).with_help("keep one of them; AWS takes exactly one"));
            }
        }
    },
    id: "component/data-and-uri",
    title: "a component has either `data` or `uri`",
    severity: Severity::Error,
    reason: "AWS takes exactly one of the two and refuses a request with both.",
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
uri: document.yaml
--- # components/document.yaml
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
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateComponentRequest`",
}
