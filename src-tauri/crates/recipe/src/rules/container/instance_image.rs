//! `container/instance-image`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::names::Reference;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// The instance that builds a container starts from an AMI.
    InstanceImage {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::ContainerRecipe(container) = resource else { return };
            let configuration = container.value.instance_configuration.as_ref();
            let image = configuration.and_then(|it| it.image.as_deref()).unwrap_or("");
            if image.is_empty() || matches!(Reference::lenient(image), Reference::Ami(_) | Reference::SsmParameter(_)) {
                return;
            }
            let message = format!("`{}` is no AMI; the instance that builds the container starts from one", shorten(image));
            let help = "write `ami-…` or `ssm:` with the name of a parameter, or leave it out for the AMI that AWS keeps for this";
            found.add(self.at(container.at("instanceConfiguration").at("image"), message).with_help(help));
        }
    },
    id: "container/instance-image",
    title: "the instance that builds a container starts from an AMI",
    severity: Severity::Error,
    reason: "AWS takes the id of an AMI or a parameter that names one. The image of the container itself is `parentImage`.",
    bad: r#"--- # containers/web.yaml
kind: ContainerRecipe
name: web
semanticVersion: 1.0.0
containerType: DOCKER
parentImage: arn:aws:imagebuilder:eu-central-1:aws:image/amazon-linux-2023-x86-latest/x.x.x
dockerfileTemplateUri: s3://bucket/Dockerfile
targetRepository: {service: ECR, repositoryName: web}
instanceConfiguration: {image: amazonlinux:2023}
"#,
    good: r#"--- # containers/web.yaml
kind: ContainerRecipe
name: web
semanticVersion: 1.0.0
containerType: DOCKER
parentImage: arn:aws:imagebuilder:eu-central-1:aws:image/amazon-linux-2023-x86-latest/x.x.x
dockerfileTemplateUri: s3://bucket/Dockerfile
targetRepository: {service: ECR, repositoryName: web}
instanceConfiguration: {image: ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `InstanceConfiguration.image`",
}
