//! `distribution/public-image`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Images are not public.
    PublicImage {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::DistributionConfiguration(it) = resource else { return };
            for (at, entry) in it.value.distributions.iter().enumerate() {
                let place = it.at("distributions").item(at);
                let permission = entry.ami_distribution_configuration.as_ref().and_then(|ami| ami.launch_permission.as_ref());
                if let Some(group) = permission.and_then(|it| it.user_groups.iter().position(|group| group == "all")) {
                    let place = place.at("amiDistributionConfiguration").at("launchPermission").at("userGroups").item(group);
                    let help = "share it with accounts (`userIds`), organisations or their units";
                    found.add(self.at(place, "this makes the AMI public: every AWS account can start it").with_help(help));
                }
            }
        }
    },
    id: "distribution/public-image",
    title: "AMIs are not public",
    severity: Severity::Warning,
    reason: "A public AMI can be started and copied by every AWS account. What is in a hardened image, and what was left in it, is nothing to publish by accident.",
    bad: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
      launchPermission: {userGroups: [all]}
"#,
    good: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
      launchPermission: {userIds: ["210987654321"]}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `LaunchPermissionConfiguration.userGroups`",
}
