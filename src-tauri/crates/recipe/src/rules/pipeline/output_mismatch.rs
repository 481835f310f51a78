//! `pipeline/output-mismatch`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::rules::pipeline_site::PipelineSite;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// The distribution is for what the pipeline makes.
    OutputMismatch {
        fn pipeline(&self, _: &Catalogue, site: &PipelineSite<'_>, found: &mut Found) {
            let Some(distribution) = site.distribution else { return };
            let container = site.authored.at("containerRecipeArn").exists();
            if container == site.authored.at("imageRecipeArn").exists() {
                return;
            }
            let entries = &distribution.value.distributions;
            let other = entries.iter().position(|entry| match container {
                true => entry.ami_distribution_configuration.is_some(),
                false => entry.container_distribution_configuration.is_some(),
            });
            let Some(at) = other else { return };
            let (makes, wants, field) = if container {
                ("a container image", "an AMI", "amiDistributionConfiguration")
            } else {
                ("an AMI", "a container image", "containerDistributionConfiguration")
            };
            let place = distribution.at("distributions").item(at).at(field).key();
            let message = format!("the pipeline makes {makes}, and `{}` is for {wants}", distribution.value.name);
            let diagnostic = self
                .at(site.authored.at("distributionConfigurationArn"), message)
                .with_help(format!("name a distribution configuration for {makes}"))
                .with_related(place.source(), place.span(), "it says so here");
            found.add(diagnostic);
        }
    },
    id: "pipeline/output-mismatch",
    title: "the distribution is for what the pipeline makes",
    severity: Severity::Warning,
    reason: "An image recipe makes an AMI and a container recipe a container image. Settings for the other one do nothing.",
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
    containerDistributionConfiguration:
      targetRepository: {service: ECR, repositoryName: web}
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
    source: "botocore imagebuilder/2019-12-02 service-2.json, `Distribution`",
}
