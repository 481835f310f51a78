//! `recipe/platform-mismatch`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Components are for the platform of the image.
    PlatformMismatch {
        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let Some(platform) = site.platform(catalogue) else { return };
            for (layer, facts) in site.known_layers() {
                let Some(of) = facts.platform.filter(|of| *of != platform) else { continue };
                let image = site.walk.vendor.as_ref().filter(|vendor| vendor.platform.is_some());
                let image = image.map(|vendor| format!(" ({})", vendor.label)).unwrap_or_default();
                let message = format!("{} is for {of}, and the image is {platform}{image}", facts.name);
                found.add_layer(layer.index, self.at(layer.place.at("componentArn"), message).with_help("remove the layer"));
            }
        }
    },
    id: "recipe/platform-mismatch",
    title: "every component is for the platform of the image",
    severity: Severity::Error,
    reason: "A component runs on one platform only; AWS refuses a recipe that mixes them.",
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
        - name: Hello
          action: ExecuteBash
          inputs: {commands: ["echo hello"]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/windows-server-2022
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
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/create-image-recipes.html",
}
