//! `recipe/agent-removed`

use ingot_component::Severity;
use ingot_component::document::Stage;

use crate::catalogue::{AGENT, Catalogue, ComponentFacts, What};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// The agent is there while layers follow.
    AgentRemoved {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let mut layers = site.known_layers();
            // Few documents name it, and only those are looked into.
            let removal = layers.find_map(|(layer, facts)| {
                let effects = facts.hints().agent.then(|| facts.effects())?;
                let mut steps = effects.build.iter();
                let at = steps.find(|effect| matches!(&effect.what, What::Removes(names) if names.iter().any(|name| name == AGENT)))?;
                Some((layer, facts, at.span))
            });
            let Some((layer, facts, span)) = removal else { return };
            let runs = |facts: &ComponentFacts| facts.phases.iter().any(|phase| Stage::of_phase(phase) == Some(Stage::Build));
            let Some((after, _)) = layers.find(|(_, facts)| runs(facts)) else { return };
            let message = format!("`{}` takes the Systems Manager agent away, and `{}` comes after it", facts.name, after.name());
            let mut diagnostic = self
                .at(layer.place.at("componentArn"), message)
                .with_help("let `systemsManagerAgent.uninstallAfterBuild` in the recipe take it away when everything has run");
            if let Some(source) = &facts.document_source {
                diagnostic = diagnostic.with_related(source, span, "it is taken away here");
            }
            found.add_layer(layer.index, diagnostic);
        }
    },
    id: "recipe/agent-removed",
    title: "the Systems Manager agent is there as long as layers follow",
    severity: Severity::Warning,
    reason: "Image Builder starts the components through the Systems Manager agent. Behind a component that removes or stops it nothing can be started any more, and the build waits until it gives up.",
    bad: r#"--- # components/slim.yaml
kind: Component
name: slim
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["apt-get purge -y amazon-ssm-agent"]}
--- # components/app.yaml
kind: Component
name: app
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
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/slim
  - componentArn: Component/app
"#,
    good: r#"--- # components/slim.yaml
kind: Component
name: slim
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["apt-get purge -y cups"]}
--- # components/app.yaml
kind: Component
name: app
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
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/slim
  - componentArn: Component/app
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `SystemsManagerAgent`",
}
