//! `recipe/component-runs-again`

use std::collections::HashMap;

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::names::{Owner, Reference};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Golden layers are not laid again.
    ComponentRunsAgain {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let mut below = HashMap::new();
            for (recipe, at, component) in &site.below {
                let written = recipe.recipe.components.get(*at);
                if let Some((facts, written)) = component.found().zip(written) {
                    below.insert((owner(&written.component_arn), facts.normalised_name.as_str()), (*recipe, *at));
                }
            }
            for (layer, facts) in site.known_layers().filter(|(_, facts)| !facts.is_test()) {
                let key = (owner(&layer.configuration.component_arn), facts.normalised_name.as_str());
                let Some((golden, at)) = below.get(&key) else { continue };
                let message = format!("`{}` is in `{}` already, and runs again", facts.name, golden.name);
                let help = "remove the layer, unless it is meant to run on top of what the image has since got";
                let mut diagnostic = self.at(layer.place.at("componentArn"), message).with_help(help);
                if let Some(golden) = catalogue.authored(golden) {
                    let place = golden.at("components").item(*at).at("componentArn");
                    diagnostic = diagnostic.with_related(place.source(), place.span(), "it is laid here first");
                }
                found.add_layer(layer.index, diagnostic);
            }
        }
    },
    id: "recipe/component-runs-again",
    title: "a layer of the golden image is not laid again",
    severity: Severity::Info,
    reason: "What a golden image has installed is in the image. Laid again, a component runs a second time on top of it, perhaps in another version or with other parameters.",
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
  - componentArn: Component/hello
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ImageRecipe/golden
components:
  - componentArn: Component/hello
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
--- # components/more.yaml
kind: Component
name: more
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
  - componentArn: Component/hello
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ImageRecipe/golden
components:
  - componentArn: Component/more
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-components.html",
}

/// Whose component: equal names of different owners are different components.
fn owner(reference: &Reference) -> Option<&Owner> {
    match reference {
        Reference::Arn(arn) => Some(&arn.owner),
        _ => None,
    }
}
