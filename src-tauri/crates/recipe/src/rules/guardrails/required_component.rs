//! `guardrails/required-component`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

use super::{Depth, finding, guards, names, names_of, unsure};

rule! {
    /// What a guardrail requires is somewhere in the lineage.
    RequiredComponent {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let mut there: Option<Vec<Vec<String>>> = None;
            for guard in guards(catalogue, site).filter(|guard| !guard.required_components.is_empty()) {
                let there = there.get_or_insert_with(|| lineage_names(catalogue, site));
                for (wanted, matcher) in &guard.required_components {
                    if there.iter().flatten().any(|name| matcher.is_match(name)) {
                        continue;
                    }
                    let wanted = shorten(wanted);
                    let place = site.authored.at("components");
                    let place = if place.exists() { place.key() } else { site.authored.at("name") };
                    let field = "requiredComponents";
                    match Depth::of(site) {
                        Depth::Known => {
                            let broken = format!("requires `{wanted}`, and no layer of the lineage is that");
                            let help = format!("add `{wanted}`, or stand on an image that has it");
                            found.add(finding(self.meta(), guard, field, place, &broken, &help));
                        }
                        Depth::Unknown => {
                            let broken = format!("requires `{wanted}`, and not all layers of the lineage are known here");
                            let help = "sync the account that holds the parent image, so that this can be checked";
                            found.add(unsure(self.meta(), guard, field, place, &broken, help));
                        }
                        Depth::Broken => {}
                    }
                }
            }
        }
    },
    id: "guardrails/required-component",
    title: "what a guardrail requires is somewhere in the lineage",
    severity: Severity::Error,
    reason: "A guardrail of this workspace, or of one that it inherits, wants a component in every image. It may be a layer of the recipe or of an image below it. Where the lower layers are not known, this is only worth knowing.",
    bad: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    requiredComponents: [audit-rules]
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
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/hello
"#,
    good: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    requiredComponents: [audit-rules]
--- # components/audit-rules.yaml
kind: Component
name: audit-rules
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
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/audit-rules
"#,
    source: "docs/guardrails.md",
}

/// The names of every layer of the lineage.
fn lineage_names(catalogue: &Catalogue, site: &RecipeSite<'_>) -> Vec<Vec<String>> {
    let below = site.walk.ancestors.iter().filter_map(|generation| generation.recipe);
    let inherited = below.flat_map(|recipe| &recipe.recipe.components).map(|layer| {
        let component = catalogue.component(&layer.component_arn);
        names(&layer.component_arn, component.found().copied())
    });
    site.layers.iter().map(names_of).chain(inherited).collect()
}
