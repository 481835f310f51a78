//! `pipeline/tests-off`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::rules::pipeline_site::PipelineSite;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Tests that are there run.
    TestsOff {
        fn pipeline(&self, catalogue: &Catalogue, site: &PipelineSite<'_>, found: &mut Found) {
            let tests = site.authored.value.image_tests_configuration.as_ref();
            if tests.and_then(|tests| tests.image_tests_enabled) != Some(false) {
                return;
            }
            let Some(recipe) = site.recipe else { return };
            let layers = recipe.recipe.components.iter();
            let test = layers.filter_map(|layer| catalogue.component(&layer.component_arn).found().copied()).find(|facts| {
                facts.is_test() || facts.phases.iter().any(|phase| phase == "test")
            });
            if let Some(test) = test {
                let message = format!("the tests are off, and `{}` has some: `{}`", recipe.name, test.name);
                let place = site.authored.at("imageTestsConfiguration").at("imageTestsEnabled");
                found.add(self.at(place, message).with_help("write `imageTestsEnabled: true`"));
            }
        }
    },
    id: "pipeline/tests-off",
    title: "the tests of a recipe run",
    severity: Severity::Warning,
    reason: "With the tests off nothing of the phase `test` runs, and an image that fails them is distributed.",
    bad: r#"--- # components/hello.yaml
kind: Component
name: hello
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: test
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
  - componentArn: Component/hello
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
imageTestsConfiguration: {imageTestsEnabled: false}
"#,
    good: r#"--- # components/hello.yaml
kind: Component
name: hello
semanticVersion: 1.0.0
platform: Linux
data: |
  schemaVersion: 1.0
  phases:
    - name: test
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
  - componentArn: Component/hello
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
imageTestsConfiguration: {imageTestsEnabled: true}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `ImageTestsConfiguration`",
}
