//! `guardrails/parent`

use ingot_component::Severity;

use crate::catalogue::{Catalogue, Origin};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

use super::{finding, guards, some};

rule! {
    /// A recipe stands on an image that the guardrails allow.
    ParentAllowed {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let parent = &site.authored.value.parent_image;
            if parent.is_unreadable() {
                return;
            }
            let written = parent.to_string();
            let below = site.walk.ancestors.last().and_then(|generation| generation.recipe);
            let own = below.filter(|recipe| recipe.origin == Origin::Workspace);
            for guard in guards(catalogue, site) {
                let Some(allowed) = &guard.allowed_parents else { continue };
                // That recipe must itself keep to the guardrail.
                let checked = own.is_some_and(|own| {
                    own.file.as_deref().is_some_and(|file| guard.holds_for(file, &own.name))
                });
                if checked || allowed.is_match(written.to_lowercase()) {
                    continue;
                }
                let all: Vec<&str> = guard.guardrail.allowed_parents.0.iter().map(String::as_str).collect();
                let broken = format!("allows other parents: {}", some(&all));
                let help = "stand on one of them";
                found.add(finding(self.meta(), guard, "allowedParents", site.authored.at("parentImage"), &broken, help));
            }
        }
    },
    id: "guardrails/parent",
    title: "a recipe stands on an image that the guardrails allow",
    severity: Severity::Error,
    reason: "A guardrail of this workspace, or of one that it inherits, says on which images a recipe may stand. The reference is compared as it is written; a recipe of the same workspace that itself keeps to the guardrail is allowed, too.",
    bad: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    allowedParents: ["ImageRecipe/golden-*"]
    recipes: ["!golden-*"]
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
--- # recipes/golden-ubuntu.yaml
kind: ImageRecipe
name: golden-ubuntu
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
components:
  - componentArn: Component/hello
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
    allowedParents: ["ImageRecipe/golden-*"]
    recipes: ["!golden-*"]
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
--- # components/web.yaml
kind: Component
name: web
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Web
          action: ExecuteBash
          inputs: {commands: ["echo web"]}
--- # recipes/golden-ubuntu.yaml
kind: ImageRecipe
name: golden-ubuntu
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
components:
  - componentArn: Component/hello
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ImageRecipe/golden-ubuntu
components:
  - componentArn: Component/web
"#,
    source: "docs/guardrails.md",
}
