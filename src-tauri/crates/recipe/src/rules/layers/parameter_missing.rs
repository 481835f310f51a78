//! `recipe/parameter-missing`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Parameters without default have a value.
    ParameterMissing {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            for (layer, facts) in site.known_layers() {
                let set = &layer.configuration.parameters;
                for declared in facts.parameters.iter().filter(|declared| declared.default.is_none()) {
                    if set.iter().any(|it| it.name == declared.name && !it.value.is_empty()) {
                        continue;
                    }
                    let message = format!("{} needs a value for `{}`", facts.name, declared.name);
                    let what = declared.description.as_deref().map(|what| format!(" ({what})")).unwrap_or_default();
                    let help = format!("add `- name: {}` with a `value` to its `parameters`{what}", declared.name);
                    found.add_layer(layer.index, self.at(layer.place.head(), message).with_help(help));
                }
            }
        }
    },
    id: "recipe/parameter-missing",
    title: "every parameter without a default has a value",
    severity: Severity::Error,
    reason: "AWS refuses a recipe that leaves a parameter without a value when the component gives it no default.",
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
