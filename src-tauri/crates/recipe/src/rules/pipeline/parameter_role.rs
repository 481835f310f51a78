//! `pipeline/parameter-role`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::rules::pipeline_site::PipelineSite;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Parameters can be written.
    ParameterRole {
        fn pipeline(&self, _: &Catalogue, site: &PipelineSite<'_>, found: &mut Found) {
            let Some(distribution) = site.distribution.filter(|_| site.authored.value.execution_role.is_none()) else { return };
            for (at, entry) in distribution.value.distributions.iter().enumerate() {
                let names = entry.ssm_parameter_configurations.iter().map(|it| it.parameter_name.as_str());
                let mut names = names.enumerate().filter(|(_, name)| !name.is_empty() && !name.starts_with("/imagebuilder/"));
                let Some((parameter, name)) = names.next() else { continue };
                let place = distribution.at("distributions").item(at).at("ssmParameterConfigurations").item(parameter);
                let place = place.at("parameterName");
                let message = format!("nothing may write the parameter `{}`: the pipeline has no `executionRole`", shorten(name));
                let diagnostic = self
                    .at(site.authored.at("distributionConfigurationArn"), message)
                    .with_help("name it `/imagebuilder/…`, or give the pipeline a role that may write it")
                    .with_related(place.source(), place.span(), "the parameter is here");
                found.add(diagnostic);
                return;
            }
        }
    },
    id: "pipeline/parameter-role",
    title: "somebody may write the parameters of a distribution",
    severity: Severity::Warning,
    reason: "The service-linked role of Image Builder writes parameters under `/imagebuilder/` only. For others the pipeline needs an `executionRole`; without it the image is built and tested, and fails after the AMI is there.",
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
    ssmParameterConfigurations: [{parameterName: /ccoe/web/latest}]
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
    ssmParameterConfigurations: [{parameterName: /imagebuilder/web/latest}]
--- # pipelines/web.yaml
kind: ImagePipeline
name: web
imageRecipeArn: ImageRecipe/web
infrastructureConfigurationArn: InfrastructureConfiguration/build
distributionConfigurationArn: DistributionConfiguration/everywhere
"#,
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSServiceRoleForImageBuilder.html",
}
