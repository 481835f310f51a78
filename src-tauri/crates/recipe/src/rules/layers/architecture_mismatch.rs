//! `recipe/architecture-mismatch`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Components fetch what the machine can run.
    ArchitectureMismatch {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let vendor = site.walk.vendor.as_ref();
            let Some(architecture) = vendor.and_then(|vendor| vendor.architecture.as_deref()) else { return };
            let (own, other) = if architecture == "arm64" { (ARM, X86) } else { (X86, ARM) };
            for (layer, facts) in site.known_layers() {
                let Some((document, source)) = facts.document.as_deref().zip(facts.document_source.as_ref()) else { continue };
                // One that names both chooses between them.
                if !names(source.text(), other) || names(source.text(), own) {
                    continue;
                }
                let build = document.phases.iter().flat_map(|phase| &phase.steps).filter(|step| step.condition.is_none());
                let fetch = build.into_iter().find(|step| {
                    let text = step.inputs.as_ref().map_or("", |inputs| source.slice(inputs.span));
                    text.split_whitespace().any(|word| word.contains("://") && names(word, other))
                });
                let Some(step) = fetch else { continue };
                let wanted = if architecture == "arm64" { "x86_64" } else { "arm64" };
                let message = format!("`{}` fetches something for {wanted}, and the image is {architecture}", facts.name);
                let diagnostic = self
                    .at(layer.place.at("componentArn"), message)
                    .with_help(format!("have the component fetch it for {architecture}, or take a parent for {wanted}"))
                    .with_related(source, step.name.span, "it is fetched here");
                found.add_layer(layer.index, diagnostic);
            }
        }
    },
    id: "recipe/architecture-mismatch",
    title: "components fetch what is made for the architecture of the image",
    severity: Severity::Warning,
    reason: "AWS does not compare architectures when a recipe is created. A program for another one does not start (`cannot execute binary file`, exit code 126), and the build fails in the middle.",
    bad: r#"--- # components/tool.yaml
kind: Component
name: tool
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["curl -fsSO https://example.com/tool-linux-arm64.tar.gz"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/tool
"#,
    good: r#"--- # components/tool.yaml
kind: Component
name: tool
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: build
      steps:
        - name: Run
          action: ExecuteBash
          inputs: {commands: ["curl -fsSO https://example.com/tool-linux-amd64.tar.gz"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
components:
  - componentArn: Component/tool
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-recipes.html",
}

const ARM: &[&str] = &["arm64", "aarch64", "armv8"];
const X86: &[&str] = &["amd64", "x86_64", "x64", "x86-64"];

/// Whether one of the names stands in the text as a word.
fn names(text: &str, names: &[&str]) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
    names.iter().any(|name| {
        text.match_indices(name).any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at + name.len()..).and_then(|text| text.chars().next());
            edge(before) && edge(after)
        })
    })
}
