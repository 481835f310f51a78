//! `pipeline/public-conflict`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::rules::pipeline_site::PipelineSite;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// What is public may be public.
    PublicConflict {
        fn pipeline(&self, _: &Catalogue, site: &PipelineSite<'_>, found: &mut Found) {
            let Some(distribution) = site.distribution else { return };
            let public = distribution.value.distributions.iter().position(|entry| {
                let ami = entry.ami_distribution_configuration.as_ref();
                let permission = ami.and_then(|ami| ami.launch_permission.as_ref());
                permission.is_some_and(|it| it.user_groups.iter().any(|group| group == "all"))
            });
            let (Some(public), Some(recipe)) = (public, site.recipe) else { return };
            let marked = site.recipes().find(|recipe| !recipe.recipe.ami_watermarks.is_empty());
            let encrypted = site.volumes().into_iter().any(|(_, _, ebs)| ebs.encrypted == Some(true));
            let why = match marked {
                _ if encrypted => "has encrypted volumes".to_owned(),
                Some(marked) if marked.name == recipe.name => "has watermarks".to_owned(),
                Some(marked) => format!("has the watermarks of `{}`", marked.name),
                None => return,
            };
            let message = format!("`{}` {why}, and cannot be public", recipe.name);
            let place = distribution.at("distributions").item(public).at("amiDistributionConfiguration");
            let place = place.at("launchPermission").at("userGroups");
            let diagnostic = self
                .at(site.authored.at("distributionConfigurationArn"), message)
                .with_help("share it with accounts or organisations")
                .with_related(place.source(), place.span(), "it is made public here");
            found.add(diagnostic);
        }
    },
    id: "pipeline/public-conflict",
    title: "an image with encrypted volumes or watermarks is not made public",
    severity: Severity::Error,
    reason: "AMIs with encrypted volumes cannot be made public, and neither can AMIs with watermarks, which copies and children inherit.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
amiWatermarks: [golden]
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
      # ingot: ignore distribution/public-image because everybody may have this one
      launchPermission: {userGroups: [all]}
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
amiWatermarks: [golden]
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
      launchPermission: {userIds: ["210987654321"]}
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
distributionConfigurationArn: DistributionConfiguration/everywhere
"#,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sharingamis-intro.html; botocore imagebuilder/2019-12-02 service-2.json, `CreateImageRecipeRequest.amiWatermarks`",
}
