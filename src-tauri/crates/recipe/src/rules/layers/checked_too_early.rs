//! `recipe/checked-too-early`

use std::collections::BTreeMap;

use ingot_component::Severity;
use ingot_component::document::Stage;

use crate::catalogue::Catalogue;
use crate::names::normalised;
use crate::rules::rule;
use crate::rules::site::{Found, LayerSite, RecipeSite};

rule! {
    /// A check comes after what it checks.
    CheckedTooEarly {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let later: BTreeMap<String, &LayerSite<'_>> = site.layers.iter().map(|layer| (normalised(&layer.name()), layer)).collect();
            for (layer, facts) in site.known_layers() {
                if !facts.phases.iter().any(|phase| Stage::of_phase(phase) == Some(Stage::Build)) {
                    continue;
                }
                let name = normalised(&facts.name);
                let Some(subject) = subject(&name).and_then(|subject| later.get(subject)) else { continue };
                if subject.index > layer.index {
                    let message = format!("`{}` runs before `{}`, which it checks", facts.name, subject.name());
                    let place = subject.place.at("componentArn");
                    let diagnostic = self
                        .at(layer.place.at("componentArn"), message)
                        .with_help(format!("move it behind `{}`, or have it check in the phase `test`", subject.name()))
                        .with_related(place.source(), place.span(), "what it checks is laid here");
                    found.add_layer(layer.index, diagnostic);
                }
            }
        }
    },
    id: "recipe/checked-too-early",
    title: "a check runs after what it checks",
    severity: Severity::Warning,
    reason: "Components run in the order of the recipe, `build` and `validate` on the build instance. A component called after another one, such as `sshd-check`, finds nothing to check where it comes first. Phases called `test` run on an instance of the finished image, in whatever order the components stand.",
    bad: r#"--- # components/sshd.yaml
kind: Component
name: sshd
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
--- # components/sshd-check.yaml
kind: Component
name: sshd-check
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: validate
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
  - componentArn: Component/sshd-check
  - componentArn: Component/sshd
"#,
    good: r#"--- # components/sshd.yaml
kind: Component
name: sshd
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
--- # components/sshd-check.yaml
kind: Component
name: sshd-check
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: validate
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
  - componentArn: Component/sshd
  - componentArn: Component/sshd-check
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-components.html",
}

/// `sshd` for `sshd-check`.
fn subject(name: &str) -> Option<&str> {
    const CHECKS: [&str; 8] = [
        "-test",
        "-tests",
        "-check",
        "-checks",
        "-validate",
        "-validation",
        "-verify",
        "-smoke",
    ];
    CHECKS.iter().find_map(|check| name.strip_suffix(check))
}
