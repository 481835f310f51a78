//! `distribution/license`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Licences are named by their ARN.
    License {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::DistributionConfiguration(it) = resource else { return };
            for (at, entry) in it.value.distributions.iter().enumerate() {
                let place = it.at("distributions").item(at).at("licenseConfigurationArns");
                for (at, arn) in entry.license_configuration_arns.iter().enumerate().filter(|(_, arn)| !is_license(arn)) {
                    let message = format!("`{}` is no ARN of a licence configuration", shorten(arn));
                    let help = "write `arn:aws:license-manager:<region>:<account>:license-configuration:lic-…`";
                    found.add(self.at(place.item(at), message).with_help(help));
                }
            }
        }
    },
    id: "distribution/license",
    title: "licence configurations are named by their ARN",
    severity: Severity::Error,
    reason: "AWS takes the ARN of a configuration of License Manager.",
    bad: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
    licenseConfigurationArns: [lic-0123456789abcdef0123456789abcdef]
"#,
    good: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
    licenseConfigurationArns: ["arn:aws:license-manager:eu-central-1:123456789012:license-configuration:lic-0123456789abcdef0123456789abcdef"]
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `LicenseConfigurationArn`",
}

fn is_license(arn: &str) -> bool {
    let parts: Vec<&str> = arn.split(':').collect();
    match parts.as_slice() {
        [
            "arn",
            partition,
            "license-manager",
            region,
            account,
            "license-configuration",
            id,
        ] => {
            let id = id.strip_prefix("lic-").unwrap_or_default();
            partition.starts_with("aws")
                && !region.is_empty()
                && account.len() == 12
                && account.bytes().all(|b| b.is_ascii_digit())
                && id.len() == 32
                && id
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c))
        }
        _ => false,
    }
}
