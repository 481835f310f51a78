//! `pipeline/log-group`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Log groups have names that AWS takes.
    LogGroup {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ImagePipeline(it) = resource else { return };
            let Some(logging) = &it.value.logging_configuration else { return };
            let groups = [("imageLogGroupName", &logging.image_log_group_name), ("pipelineLogGroupName", &logging.pipeline_log_group_name)];
            for (field, group) in groups {
                let Some(group) = group.as_deref() else { continue };
                let fits = (1..=512).contains(&group.len()) && group.chars().all(|c| c.is_ascii_alphanumeric() || "-_/.".contains(c));
                if !fits {
                    let message = format!("`{}` is no name of a log group", shorten(group));
                    let place = it.at("loggingConfiguration").at(field);
                    found.add(self.at(place, message).with_help("1 to 512 letters, digits and `-_/.`"));
                }
            }
        }
    },
    id: "pipeline/log-group",
    title: "log groups have names that AWS takes",
    severity: Severity::Error,
    reason: "AWS refuses other names: 1 to 512 letters, digits and `-_/.`.",
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
loggingConfiguration: {imageLogGroupName: "/aws/imagebuilder/web images"}
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
loggingConfiguration: {imageLogGroupName: /aws/imagebuilder/web-images}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `LogGroupName`",
}
