//! `recipe/loose-version`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::names::Reference;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Golden images have the versions of their layers in hand.
    LooseVersion {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            if !catalogue.is_parent(&site.facts.name) {
                return;
            }
            for layer in &site.layers {
                let version = match &layer.configuration.component_arn {
                    Reference::Local(local) => local.version.as_ref(),
                    Reference::Arn(arn) => arn.version.as_ref(),
                    _ => None,
                };
                // `1.2.x` follows corrections only.
                let loose = version.filter(|version| version.as_str().split('.').nth(1) == Some("x"));
                if let Some(version) = loose {
                    let message = format!("`{}` follows `{version}`, so two builds of this golden image may differ", layer.name());
                    let help = "write the version, or `1.2.x` to follow corrections only";
                    found.add_layer(layer.index, self.at(layer.place.at("componentArn"), message).with_help(help));
                }
            }
        }
    },
    id: "recipe/loose-version",
    title: "a golden image says which version of a component it has",
    severity: Severity::Info,
    reason: "AWS takes the newest component that fits a wildcard when it builds. With `1.x.x` or `x.x.x` in a golden image the same recipe makes different images, and every overlay on it gets what nobody reviewed.",
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
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["echo hello"]}
--- # recipes/golden.yaml
kind: ImageRecipe
name: golden
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/hello/x.x.x
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ImageRecipe/golden
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
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["echo hello"]}
--- # recipes/golden.yaml
kind: ImageRecipe
name: golden
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/hello/1.0.x
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ImageRecipe/golden
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html",
}
