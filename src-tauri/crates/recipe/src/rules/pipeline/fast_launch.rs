//! `pipeline/fast-launch`

use ingot_component::{Platform, Severity};

use crate::catalogue::Catalogue;
use crate::rules::pipeline_site::PipelineSite;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Fast launch is for Windows.
    FastLaunchPlatform {
        fn pipeline(&self, _: &Catalogue, site: &PipelineSite<'_>, found: &mut Found) {
            let (Some(distribution), Some(walk)) = (site.distribution, &site.walk) else { return };
            let Some(platform) = walk.platform().filter(|platform| *platform != Platform::Windows) else { return };
            let entries = distribution.value.distributions.iter();
            let on = entries.map(|entry| entry.fast_launch_configurations.iter().position(|it| it.enabled == Some(true)));
            let Some((at, launch)) = on.enumerate().find_map(|(at, launch)| Some((at, launch?))) else { return };
            let place = distribution.at("distributions").item(at).at("fastLaunchConfigurations").item(launch).at("enabled");
            let message = format!("fast launch is for Windows, and this image is {platform}");
            let diagnostic = self
                .at(site.authored.at("distributionConfigurationArn"), message)
                .with_help("remove `fastLaunchConfigurations` from the distribution, or give this pipeline another one")
                .with_related(place.source(), place.span(), "it is switched on here");
            found.add(diagnostic);
        }
    },
    id: "pipeline/fast-launch",
    title: "fast launch is for Windows images",
    severity: Severity::Warning,
    reason: "EC2 can prepare faster launches of Windows AMIs only.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
    fastLaunchConfigurations: [{enabled: true}]
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
distributionConfigurationArn: DistributionConfiguration/everywhere
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
--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
distributionConfigurationArn: DistributionConfiguration/everywhere
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `FastLaunchConfiguration`",
}
