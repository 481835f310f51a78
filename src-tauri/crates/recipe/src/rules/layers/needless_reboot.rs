//! `recipe/needless-reboot`

use ingot_component::{Platform, Severity};

use crate::catalogue::{Catalogue, ComponentFacts};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Restarts have something to do.
    NeedlessReboot {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let read = site.known_layers().filter(|(_, facts)| facts.document.is_some()).count();
            if site.platform(catalogue) == Some(Platform::Windows) || site.layers.len() != read {
                // Windows finishes updates while it starts, and what nobody has read may run last.
                return;
            }
            let steps = |facts: &'_ ComponentFacts, phase: &str| -> usize {
                let document = facts.document.as_deref();
                let phases = document.into_iter().flat_map(|document| &document.phases);
                phases.filter(|it| it.name.value == phase).map(|it| it.steps.len()).sum()
            };
            if site.known_layers().any(|(_, facts)| steps(facts, "validate") > 0) {
                return;
            }
            let last = site.known_layers().filter(|(_, facts)| steps(facts, "build") > 0).last();
            let Some((layer, document, source)) =
                last.and_then(|(layer, facts)| Some((layer, facts.document.as_deref()?, facts.document_source.as_ref()?)))
            else {
                return;
            };
            let build = document.phases.iter().filter(|phase| phase.name.value == "build");
            if let Some(step) = build.flat_map(|phase| &phase.steps).last()
                && step.action.value == "Reboot"
            {
                let diagnostic = self
                    .at(layer.place.at("componentArn"), "the last thing the build does is restart")
                    .with_help("nothing runs after it, and the image is taken from the stopped instance; remove the step if nothing else needs it")
                    .with_related(source, step.span, "the restart is here");
                found.add_layer(layer.index, diagnostic);
            }
        }
    },
    id: "recipe/needless-reboot",
    title: "a build does not end with a restart",
    severity: Severity::Info,
    reason: "A restart is for what comes after it, and after the last build step comes the image, which is taken from the stopped instance and started again for the tests. A restart at the very end only takes its minutes.",
    bad: r#"--- # components/kernel.yaml
kind: Component
name: kernel
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
        - name: Restart
          action: Reboot
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/kernel
"#,
    good: r#"--- # components/kernel.yaml
kind: Component
name: kernel
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
        - name: Restart
          action: Reboot
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
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["echo hello"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/kernel
  - componentArn: Component/hello
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
}
