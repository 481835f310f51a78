//! `recipe/parameter-unknown`

use ingot_component::Severity;

use ingot_component::spelling::{list, similar};

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Parameters that are set are declared.
    ParameterUnknown {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            for (layer, facts) in site.known_layers().filter(|(_, facts)| facts.parameters_known) {
                let declared: Vec<&str> = facts.parameters.iter().map(|it| it.name.as_str()).collect();
                for (at, set) in layer.configuration.parameters.iter().enumerate() {
                    if set.name.is_empty() || declared.contains(&set.name.as_str()) {
                        continue;
                    }
                    let message = format!("{} has no parameter `{}`", facts.name, set.name);
                    let help = match similar(&set.name, declared.iter().copied()) {
                        Some(name) => format!("did you mean `{name}`?"),
                        None if declared.is_empty() => "it has no parameters at all; remove the value".to_owned(),
                        None => format!("it has {}", list(&declared)),
                    };
                    let place = layer.place.at("parameters").item(at).at("name");
                    found.add_layer(layer.index, self.at(place, message).with_help(help));
                }
            }
        }
    },
    id: "recipe/parameter-unknown",
    title: "every parameter that is set is declared by its component",
    severity: Severity::Error,
    reason: "AWS refuses values for parameters that the component does not declare; names are case-sensitive.",
    bad: r#"--- # components/openjdk.yaml
kind: Component
name: openjdk
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  parameters:
    - HeapSize: {type: string, description: Heap of the JVM}
  phases:
    - name: build
      steps:
        - name: Heap
          action: ExecuteBash
          inputs: {commands: ["echo {{ HeapSize }}"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
components:
  - componentArn: Component/openjdk
    parameters:
      - name: HeapSize
        value: [2g]
      - name: heapSize
        value: [3g]
"#,
    good: r#"--- # components/openjdk.yaml
kind: Component
name: openjdk
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  parameters:
    - HeapSize: {type: string, description: Heap of the JVM}
  phases:
    - name: build
      steps:
        - name: Heap
          action: ExecuteBash
          inputs: {commands: ["echo {{ HeapSize }}"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
components:
  - componentArn: Component/openjdk
    parameters:
      - name: HeapSize
        value: [2g]
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `ComponentConfiguration.parameters`",
}
