//! `pipeline/execution-role`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Own workflows and log groups have a role.
    ExecutionRole {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ImagePipeline(it) = resource else { return };
            if it.value.execution_role.is_some() {
                return;
            }
            let help = "add `executionRole:` with a role that Image Builder may take";
            if !it.value.workflows.is_empty() {
                found.add(self.at(it.at("workflows").key(), "workflows need an `executionRole`").with_help(help));
            }
            let Some(logging) = &it.value.logging_configuration else { return };
            let groups = [("imageLogGroupName", &logging.image_log_group_name), ("pipelineLogGroupName", &logging.pipeline_log_group_name)];
            for (field, group) in groups {
                if group.as_deref().is_some_and(|group| !group.starts_with("/aws/imagebuilder/")) {
                    let message = "a log group outside of `/aws/imagebuilder/` needs an `executionRole`";
                    found.add(self.at(it.at("loggingConfiguration").at(field), message).with_help(help));
                }
            }
        }
    },
    id: "pipeline/execution-role",
    title: "a pipeline with workflows or log groups of its own has a role",
    severity: Severity::Error,
    reason: "AWS takes `workflows` only together with `executionRole`, and the service-linked role writes to log groups under `/aws/imagebuilder/` only.",
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
loggingConfiguration: {imageLogGroupName: /ccoe/images}
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
loggingConfiguration: {imageLogGroupName: /aws/imagebuilder/web}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateImagePipelineRequest.workflows`, `PipelineLoggingConfiguration`",
}
