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
            for (layer, facts) in site.known_layers() {
                let Some((wanted, step)) = facts.hints().fetches.filter(|(wanted, _)| *wanted != architecture) else {
                    continue;
                };
                let message = format!("`{}` fetches something for {wanted}, and the image is {architecture}", facts.name);
                let mut diagnostic = self
                    .at(layer.place.at("componentArn"), message)
                    .with_help(format!("have the component fetch it for {architecture}, or take a parent for {wanted}"));
                if let Some(source) = &facts.document_source {
                    diagnostic = diagnostic.with_related(source, step, "it is fetched here");
                }
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
