//! `distribution/aws-managed-key`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::{AmiDistribution, Resource};
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// What is shared has a key that can be shared.
    AwsManagedKey {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::DistributionConfiguration(it) = resource else { return };
            for (at, entry) in it.value.distributions.iter().enumerate() {
                let place = it.at("distributions").item(at);
                let Some(ami) = &entry.ami_distribution_configuration else { continue };
                if shares(ami) && ami.kms_key_id.as_deref().is_some_and(is_aws_managed) {
                    let place = place.at("amiDistributionConfiguration").at("kmsKeyId");
                    let message = "what is encrypted with the AWS managed key cannot be shared";
                    let help = "name a customer managed key whose policy lets the other accounts use it";
                    found.add(self.at(place, message).with_help(help));
                }
            }
        }
    },
    id: "distribution/aws-managed-key",
    title: "what other accounts get is encrypted with a key that can be shared",
    severity: Severity::Error,
    reason: "Snapshots under the AWS managed key `aws/ebs` cannot be shared with other accounts, because its policy cannot be changed. Launch permission or a copy for another account fails after the build and the tests.",
    bad: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
      kmsKeyId: arn:aws:kms:eu-central-1:111122223333:alias/aws/ebs
      launchPermission: {userIds: ["210987654321"]}
"#,
    good: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
      kmsKeyId: arn:aws:kms:eu-central-1:111122223333:alias/golden-images
      launchPermission: {userIds: ["210987654321"]}
"#,
    source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html",
}

/// Whether other accounts get the AMI.
pub(in crate::rules) fn shares(ami: &AmiDistribution) -> bool {
    let permission = ami.launch_permission.as_ref().is_some_and(|it| {
        !(it.user_ids.is_empty() && it.organization_arns.is_empty() && it.organizational_unit_arns.is_empty())
    });
    permission || !ami.target_account_ids.is_empty()
}

/// Whether this is the key that AWS manages for EBS.
pub(in crate::rules) fn is_aws_managed(key: &str) -> bool {
    key == "alias/aws/ebs" || key.ends_with(":alias/aws/ebs")
}
