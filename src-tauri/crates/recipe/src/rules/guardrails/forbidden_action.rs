//! `guardrails/forbidden-action`

use ingot_component::Severity;
use ingot_component::document::Step;
use ingot_component::spelling::shorten;

use crate::catalogue::{Catalogue, ComponentFacts, fits};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

use super::{finding, guards};

rule! {
    /// No document of a layer uses what a guardrail forbids.
    ForbiddenAction {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            for guard in guards(catalogue, site) {
                let Some(forbidden) = &guard.forbidden_actions else { continue };
                for (layer, facts) in site.known_layers() {
                    let mut uses = steps(facts).filter(|step| fits(forbidden, &step.action.value));
                    let Some(first) = uses.next() else { continue };
                    let more = match uses.count() {
                        0 => String::new(),
                        more => format!(", as do {more} more of its steps"),
                    };
                    let (action, step) = (shorten(&first.action.value), shorten(&first.name.value));
                    let broken = format!("forbids `{action}`, and the step `{step}` of {} uses it{more}", facts.name);
                    let help = "remove the layer, or change its document";
                    let place = layer.place.at("componentArn");
                    let mut diagnostic = finding(self.meta(), guard, "forbiddenActions", place, &broken, help);
                    if let Some(source) = facts.document_source.as_ref().filter(|_| facts.file.is_some()) {
                        diagnostic = diagnostic.with_related(source, first.action.span, "it is used here");
                    }
                    found.add_layer(layer.index, diagnostic);
                }
            }
        }
    },
    id: "guardrails/forbidden-action",
    title: "no document of a layer uses an action that a guardrail forbids",
    severity: Severity::Error,
    reason: "A guardrail of this workspace, or of one that it inherits, forbids the action module. The documents of a recipe's own layers are looked at, as far as they are known.",
    bad: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    forbiddenActions: [ExecuteBinary]
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
          action: ExecuteBinary
          inputs: {path: /opt/setup}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
components:
  - componentArn: Component/hello
"#,
    good: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    forbiddenActions: [ExecuteBinary]
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

fn steps(facts: &ComponentFacts) -> impl Iterator<Item = &Step> {
    let phases = facts.document.iter().flat_map(|document| &document.phases);
    phases.flat_map(|phase| &phase.steps)
}
