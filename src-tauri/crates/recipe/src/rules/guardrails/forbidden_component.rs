//! `guardrails/forbidden-component`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

use super::{finding, guards, names_of};

rule! {
    /// No layer is what a guardrail forbids.
    ForbiddenComponent {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let mut own: Option<Vec<Vec<String>>> = None;
            for guard in guards(catalogue, site) {
                let Some(forbidden) = &guard.forbidden_components else { continue };
                let own = own.get_or_insert_with(|| site.layers.iter().map(names_of).collect());
                for (layer, names) in site.layers.iter().zip(own) {
                    if names.iter().any(|name| forbidden.is_match(name)) {
                        let broken = format!("forbids `{}`", shorten(&layer.name()));
                        let place = layer.place.at("componentArn");
                        let diagnostic = finding(self.meta(), guard, "forbiddenComponents", place, &broken, "remove the layer");
                        found.add_layer(layer.index, diagnostic);
                    }
                }
            }
        }
    },
    id: "guardrails/forbidden-component",
    title: "no layer is what a guardrail forbids",
    severity: Severity::Error,
    reason: "A guardrail of this workspace, or of one that it inherits, forbids the component. Only a recipe's own layers count; those of the images below are their owners' business.",
    bad: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    forbiddenComponents: ["docker-*"]
--- # components/docker-engine.yaml
kind: Component
name: docker-engine
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
  - componentArn: Component/docker-engine
"#,
    good: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    forbiddenComponents: ["docker-*"]
--- # components/hello.yaml
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
    source: "docs/guardrails.md",
}
