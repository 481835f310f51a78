//! `pipeline/tests-timeout`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// A time limit of tests counts.
    TestsTimeout {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ImagePipeline(it) = resource else { return };
            if it.value.image_tests_configuration.as_ref().is_some_and(|tests| tests.timeout_minutes.is_some()) {
                let message = "AWS takes `timeoutMinutes` and ignores it";
                let help = "remove it; a limit that counts is `timeoutSeconds` of a step";
                found.add(self.at(it.at("imageTestsConfiguration").at("timeoutMinutes").key(), message).with_help(help));
            }
        }
    },
    id: "pipeline/tests-timeout",
    title: "a time limit of tests is one that counts",
    severity: Severity::Info,
    reason: "The field is in the API and not active: tests run as long as they run.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
imageTestsConfiguration: {imageTestsEnabled: true, timeoutMinutes: 120}
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
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
    source: "botocore imagebuilder/2019-12-02 service-2.json, `ImageTestsConfiguration.timeoutMinutes`",
}
