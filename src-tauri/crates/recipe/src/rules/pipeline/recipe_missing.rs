//! `pipeline/recipe-missing`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// A pipeline builds exactly one recipe.
    RecipeMissing {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ImagePipeline(it) = resource else { return };
            match (it.at("imageRecipeArn").exists(), it.at("containerRecipeArn").exists()) {
                (false, false) => {
                    let help = "add `imageRecipeArn: ImageRecipe/<name>`";
                    found.add(self.at(it.at("name"), "the pipeline has no recipe").with_help(help));
                }
                (true, true) => {
                    let message = "the pipeline has both an image recipe and a container recipe";
                    found.add(self.at(it.at("containerRecipeArn").key(), message).with_help("keep one of them"));
                }
                _ => {}
            }
        }
    },
    id: "pipeline/recipe-missing",
    title: "a pipeline builds exactly one recipe",
    severity: Severity::Error,
    reason: "AWS takes exactly one of `imageRecipeArn` and `containerRecipeArn`.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
infrastructureConfigurationArn: InfrastructureConfiguration/build
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_CreateImagePipeline.html",
}
