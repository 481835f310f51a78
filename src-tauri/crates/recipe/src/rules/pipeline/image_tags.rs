//! `pipeline/image-tags`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Tags of images have a schedule.
    ImageTags {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ImagePipeline(it) = resource else { return };
            if !it.value.image_tags.is_empty() && it.value.schedule.is_none() {
                let message = "`imageTags` are for scheduled builds, and this pipeline has no schedule";
                let help = "tag AMIs with `amiTags` in the distribution, or add a `schedule`";
                found.add(self.at(it.at("imageTags").key(), message).with_help(help));
            }
        }
    },
    id: "pipeline/image-tags",
    title: "tags of images stand in a pipeline with a schedule",
    severity: Severity::Info,
    reason: "`imageTags` are put on the images of scheduled builds, and not on AMIs. Without a schedule they do nothing.",
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
imageTags: {team: web}
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
imageTags: {team: web}
schedule: {scheduleExpression: cron(0 6 ? * mon *)}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateImagePipelineRequest.imageTags`",
}
