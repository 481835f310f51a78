//! `recipe/parameter-twice`

use std::collections::BTreeMap;

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Place;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Each parameter is set once.
    ParameterTwice {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            for layer in &site.layers {
                let mut first: BTreeMap<&str, Place<'_>> = BTreeMap::new();
                for (at, parameter) in layer.configuration.parameters.iter().enumerate().filter(|(_, it)| !it.name.is_empty()) {
                    let place = layer.place.at("parameters").item(at).at("name");
                    match first.get(parameter.name.as_str()) {
                        None => {
                            first.insert(&parameter.name, place);
                        }
                        Some(earlier) => {
                            let diagnostic = self
                                .at(place, format!("`{}` is set twice", shorten(&parameter.name)))
                                .with_help("keep one of the two values")
                                .with_related(earlier.source(), earlier.span(), "it is set here first");
                            found.add_layer(layer.index, diagnostic);
                        }
                    }
                }
            }
        }
    },
    id: "recipe/parameter-twice",
    title: "each parameter of a layer is set once",
    severity: Severity::Warning,
    reason: "A parameter has one value. Which of two counts is nothing to leave to chance.",
    bad: r#"--- # components/app.yaml
kind: Component
name: app
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  parameters:
    - Port: {type: string}
  phases:
    - name: build
      steps:
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["echo {{ Port }}"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/app
    parameters:
      - {name: Port, value: ["80"]}
      - {name: Port, value: ["8080"]}
"#,
    good: r#"--- # components/app.yaml
kind: Component
name: app
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  parameters:
    - Port: {type: string}
  phases:
    - name: build
      steps:
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["echo {{ Port }}"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/app
    parameters:
      - {name: Port, value: ["8080"]}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `ComponentConfiguration.parameters`",
}
