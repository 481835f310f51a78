//! `distribution/key-region`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::lineage::key_region;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// The key is in the region of the copy.
    KeyRegion {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::DistributionConfiguration(it) = resource else { return };
            for (at, entry) in it.value.distributions.iter().enumerate() {
                let place = it.at("distributions").item(at);
                let key = entry.ami_distribution_configuration.as_ref().and_then(|ami| ami.kms_key_id.as_deref());
                let Some(region) = key.and_then(key_region).filter(|region| *region != entry.region) else { continue };
                let place = place.at("amiDistributionConfiguration").at("kmsKeyId");
                let message = format!("this key is in {region}, and the copy is in {}", entry.region);
                found.add(self.at(place, message).with_help(format!("name a key in {}", entry.region)));
            }
        }
    },
    id: "distribution/key-region",
    title: "the key of a copy is in its region",
    severity: Severity::Error,
    reason: "A snapshot is encrypted with a key of its own region; AWS cannot use one of another. A multi-Region key has an ARN in each region, too.",
    bad: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
      kmsKeyId: arn:aws:kms:eu-west-1:111122223333:alias/golden-images
"#,
    good: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
      kmsKeyId: arn:aws:kms:eu-central-1:111122223333:alias/golden-images
"#,
    source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CopyImage.html",
}
