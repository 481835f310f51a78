//! `pipeline/instance-architecture`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::rules::infrastructure::architecture;
use crate::rules::pipeline_site::PipelineSite;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// The image starts on the instance types.
    InstanceArchitecture {
        fn pipeline(&self, _: &Catalogue, site: &PipelineSite<'_>, found: &mut Found) {
            let (Some(walk), Some(infrastructure), Some(recipe)) = (&site.walk, site.infrastructure, site.recipe) else { return };
            let Some(image) = walk.vendor.as_ref().and_then(|vendor| vendor.architecture.as_deref()) else { return };
            let types = &infrastructure.value.instance_types;
            let wrong = types.iter().position(|name| architecture(name).is_some_and(|it| it != image));
            let Some((at, name)) = wrong.and_then(|at| Some((at, types.get(at)?))) else { return };
            let place = infrastructure.at("instanceTypes").item(at);
            let message = format!("`{}` is {image}, and `{name}` of `{}` is not", recipe.name, infrastructure.value.name);
            let mut diagnostic = self
                .at(site.authored.at("infrastructureConfigurationArn"), message)
                .with_help(format!("build it with an infrastructure configuration whose instance types are {image}"))
                .with_related(place.source(), place.span(), "the instance type is here");
            if types.iter().any(|name| architecture(name).is_none_or(|it| it == image)) {
                // Another type of the list may be taken.
                diagnostic.severity = Severity::Warning;
            }
            found.add(diagnostic);
        }
    },
    id: "pipeline/instance-architecture",
    title: "the image starts on the instance types of the infrastructure",
    severity: Severity::Error,
    reason: "AWS does not compare the architecture of a parent image with the instance types when a pipeline is made; the build instance cannot be launched. With some fitting types in the list it is a warning: such a build fails now and then.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceTypes: [t4g.large]
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
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
instanceTypes: [t3.large]
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
"#,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html; https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html",
}
