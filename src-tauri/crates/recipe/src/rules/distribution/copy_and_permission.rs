//! `distribution/copy-and-permission`

use std::collections::BTreeSet;

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// An account gets a copy or permission.
    CopyAndPermission {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::DistributionConfiguration(it) = resource else { return };
            for (at, entry) in it.value.distributions.iter().enumerate() {
                let place = it.at("distributions").item(at);
                let Some(ami) = &entry.ami_distribution_configuration else { continue };
                let Some(permission) = &ami.launch_permission else { continue };
                let targets: BTreeSet<&str> = ami.target_account_ids.iter().map(String::as_str).collect();
                let place = place.at("amiDistributionConfiguration").at("launchPermission").at("userIds");
                for (at, account) in permission.user_ids.iter().enumerate().filter(|(_, id)| targets.contains(id.as_str())) {
                    let message = format!("the account {} gets a copy of its own here", shorten(account));
                    let help = "keep `targetAccountIds` or `userIds` for it: with both it has two AMIs to choose from";
                    found.add(self.at(place.item(at), message).with_help(help));
                }
            }
        }
    },
    id: "distribution/copy-and-permission",
    title: "an account gets a copy of the AMI, or permission to start it",
    severity: Severity::Info,
    reason: "An account in `targetAccountIds` owns a copy. Launch permission gives it the original as well, so that the same build is there twice.",
    bad: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
      targetAccountIds: ["210987654321"]
      launchPermission: {userIds: ["210987654321"]}
"#,
    good: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
      targetAccountIds: ["210987654321"]
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `AmiDistributionConfiguration.targetAccountIds`",
}
