//! `guardrails/required-test`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

use super::usage::recipe_of;
use super::{finding, guards, names_of};

rule! {
    /// What a guardrail wants tested is tested in the recipe itself.
    RequiredTest {
        fn workspace(&self, catalogue: &Catalogue, found: &mut Found) {
            let asking = || catalogue.guardrails().iter().filter(|guard| !guard.required_tests.is_empty());
            if asking().next().is_none() {
                return;
            }
            for pipeline in catalogue.pipelines() {
                let tests = pipeline.value.image_tests_configuration.as_ref();
                if tests.and_then(|tests| tests.image_tests_enabled) != Some(false) {
                    continue;
                }
                let Some(recipe) = recipe_of(catalogue, &pipeline.value) else { continue };
                let place = pipeline.at("imageTestsConfiguration").at("imageTestsEnabled");
                for guard in asking().filter(|guard| guard.holds_for(pipeline.file(), &recipe)) {
                    let broken = "requires tests, and this pipeline runs none";
                    let help = "write `imageTestsEnabled: true`, or remove the line";
                    found.add(finding(self.meta(), guard, "requiredTests", place, broken, help));
                }
            }
        }

        fn recipe(&self, catalogue: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let mut own: Option<Vec<Vec<String>>> = None;
            for guard in guards(catalogue, site).filter(|guard| !guard.required_tests.is_empty()) {
                let own = own.get_or_insert_with(|| site.layers.iter().map(names_of).collect());
                for (wanted, matcher) in &guard.required_tests {
                    if own.iter().flatten().any(|name| matcher.is_match(name)) {
                        continue;
                    }
                    let wanted = shorten(wanted);
                    let broken = format!("requires the test `{wanted}`, and no layer of this recipe is that");
                    let help = format!("add `{wanted}` behind the other layers; tests of the images below do not run again here");
                    let place = site.authored.at("components");
                    let place = if place.exists() { place.key() } else { site.authored.at("name") };
                    found.add(finding(self.meta(), guard, "requiredTests", place, &broken, &help));
                }
            }
        }
    },
    id: "guardrails/required-test",
    title: "what a guardrail wants tested is tested in every image",
    severity: Severity::Error,
    reason: "A guardrail wants a test to run on every image. The tests of an image below ran when that one was built and do not run again, so the recipe itself has the test, and its pipelines do not turn tests off.",
    bad: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    requiredTests: [baseline-test]
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
    good: r#"--- # ingot.yaml
kind: Workspace
name: acme-images
guardrails:
  - name: baseline
    message: Ask ccoe@acme.example
    requiredTests: [baseline-test]
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
--- # components/baseline-test.yaml
kind: Component
name: baseline-test
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: test
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
  - componentArn: Component/baseline-test
"#,
    source: "docs/guardrails.md",
}
