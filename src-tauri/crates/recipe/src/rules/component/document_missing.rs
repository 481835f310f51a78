//! `component/document-missing`

use ingot_component::Severity;

use crate::catalogue::{Catalogue, document_path};
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Every component has its document.
    DocumentMissing {
        fn resource(&self, catalogue: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::Component(component) = resource else { return };
            let it = &component.value;
            if it.uri.is_none() && it.data.is_none() {
                if !component.at("uri").exists() && !component.at("data").exists() {
                    let message = "the component has no document";
                    let help = "add `uri:` with the path of a document beside this file, or `data: |` with the document";
                    found.add(self.at(component.at("name"), message).with_help(help));
                }
                return;
            }
            let Some(uri) = it.document_path() else { return };
            let place = component.at("uri");
            match document_path(component.file(), uri) {
                None => {
                    let message = format!("`{uri}` is no place in the workspace");
                    found.add(self.at(place, message).with_help("write a path relative to this file, such as `document.yaml`"));
                }
                Some(path) if !catalogue.has_document(&path) => {
                    let message = format!("there is no component document at `{path}`");
                    let help = "a document is a YAML file with `phases` and without `kind`; create it, or mend the path";
                    found.add(self.at(place, message).with_help(help));
                }
                Some(_) => {}
            }
        }
    },
    id: "component/document-missing",
    title: "every component has its document",
    severity: Severity::Error,
    reason: "A component is published with its document. A relative `uri` names a file beside the resource file; AWS gets its content inline.",
    bad: r#"--- # components/hello/component.yaml
kind: Component
name: hello
semanticVersion: 1.0.0
platform: Linux
uri: document.yaml
--- # components/hello/steps.yaml
schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs: {commands: ["echo hello"]}
"#,
    good: r#"--- # components/hello/component.yaml
kind: Component
name: hello
semanticVersion: 1.0.0
platform: Linux
uri: document.yaml
--- # components/hello/document.yaml
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
