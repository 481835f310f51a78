//! `distribution/two-outputs`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// An entry is for an AMI or for a container image.
    TwoOutputs {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::DistributionConfiguration(it) = resource else { return };
            for (at, entry) in it.value.distributions.iter().enumerate() {
                let place = it.at("distributions").item(at);
                if entry.ami_distribution_configuration.is_some() && entry.container_distribution_configuration.is_some() {
                    let message = "this entry is for an AMI and for a container image";
                    let help = "a build makes one of them: keep one, and make a second configuration for the other";
                    found.add(self.at(place.at("containerDistributionConfiguration").key(), message).with_help(help));
                }
            }
        }
    },
    id: "distribution/two-outputs",
    title: "an entry is for an AMI or for a container image",
    severity: Severity::Warning,
    reason: "A pipeline makes AMIs or container images. A configuration with settings for both in one region is not what anybody means.",
    bad: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
    containerDistributionConfiguration:
      targetRepository: {service: ECR, repositoryName: web}
"#,
    good: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `Distribution`",
}
