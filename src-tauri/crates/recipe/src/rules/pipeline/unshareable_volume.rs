//! `pipeline/unshareable-volume`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::{Authored, ImageRecipe, Place};
use crate::rules::distribution::{is_aws_managed, shares};
use crate::rules::pipeline_site::PipelineSite;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// What is shared can be shared.
    UnshareableVolume {
        fn pipeline(&self, catalogue: &Catalogue, site: &PipelineSite<'_>, found: &mut Found) {
            let Some(distribution) = site.distribution else { return };
            let shared = distribution.value.distributions.iter().position(|entry| {
                let ami = entry.ami_distribution_configuration.as_ref();
                // With a key of its own a copy is encrypted again.
                ami.is_some_and(|ami| shares(ami) && ami.kms_key_id.is_none())
            });
            let Some(shared) = shared else { return };
            let shared = distribution.at("distributions").item(shared).at("amiDistributionConfiguration");
            let shared = if shared.at("launchPermission").exists() { shared.at("launchPermission") } else { shared.at("targetAccountIds") };
            for (recipe, device, ebs) in site.volumes() {
                let named = ebs.kms_key_id.as_deref();
                if ebs.encrypted != Some(true) || named.is_some_and(|key| !is_aws_managed(key)) {
                    continue;
                }
                let (what, certain) = match named {
                    Some(_) => ("is encrypted with the AWS managed key", true),
                    // The account's default key; an account may have set another.
                    None => ("names no key, so the account's default encrypts it", false),
                };
                let message = format!("this volume {what}, and `{}` shares the image", distribution.value.name);
                let place = catalogue.authored(recipe).and_then(|authored| volume(authored, device));
                let mut diagnostic = self
                    .at(place.unwrap_or_else(|| site.authored.at("distributionConfigurationArn")), message)
                    .with_help("name a customer managed key in `kmsKeyId` whose policy lets the other accounts use it")
                    .with_related(shared.source(), shared.key().span(), "it is shared here");
                if !certain {
                    diagnostic.severity = Severity::Warning;
                }
                found.enter(&recipe.name);
                found.add(diagnostic);
                found.leave();
            }
        }
    },
    id: "pipeline/unshareable-volume",
    title: "the volumes of an image that is shared have a key that can be shared",
    severity: Severity::Error,
    reason: "The key of the volumes in the recipe encrypts the image itself; the key of a distribution only its copies. Snapshots under the AWS managed key `aws/ebs` cannot be shared, so that launch permission fails after the build and the tests. A volume that names no key gets the default of the account, which is the AWS managed key unless somebody changed it: a warning.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {encrypted: true, kmsKeyId: alias/aws/ebs}
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
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {encrypted: true, kmsKeyId: arn:aws:kms:eu-central-1:111122223333:alias/golden-images}
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
    source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html",
}

/// Where the encryption of a device is written.
fn volume<'a>(recipe: &'a Authored<ImageRecipe>, device: &str) -> Option<Place<'a>> {
    let mut mappings = recipe.value.block_device_mappings.iter();
    let at = mappings.position(|mapping| mapping.device_name.as_deref().unwrap_or_default() == device)?;
    let ebs = recipe.at("blockDeviceMappings").item(at).at("ebs");
    Some(if ebs.at("kmsKeyId").exists() {
        ebs.at("kmsKeyId")
    } else {
        ebs.at("encrypted")
    })
}
