//! `distribution/ssm-parameter-account`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// An account with a parameter gets the AMI.
    SsmParameterAccount {
        fn resource(&self, catalogue: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::DistributionConfiguration(it) = resource else { return };
            for (at, entry) in it.value.distributions.iter().enumerate() {
                let place = it.at("distributions").item(at);
                let Some(ami) = &entry.ami_distribution_configuration else { continue };
                for (at, parameter) in entry.ssm_parameter_configurations.iter().enumerate() {
                    let Some(account) = parameter.ami_account_id.as_deref() else { continue };
                    let own = catalogue.inventory().account.as_deref() == Some(account);
                    if !own && !ami.target_account_ids.iter().any(|target| target == account) {
                        let place = place.at("ssmParameterConfigurations").item(at).at("amiAccountId");
                        let message = format!("the account {} gets no copy of the AMI here", shorten(account));
                        let help = "add it to `targetAccountIds`, or remove `amiAccountId` for the account of the build";
                        found.add(self.at(place, message).with_help(help));
                    }
                }
            }
        }
    },
    id: "distribution/ssm-parameter-account",
    title: "an account whose parameter gets the id gets the AMI, too",
    severity: Severity::Warning,
    reason: "`amiAccountId` must be one of the target accounts of the region; the parameter there names the copy that this account gets.",
    bad: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
      targetAccountIds: ["210987654321"]
    ssmParameterConfigurations: [{parameterName: /imagebuilder/web, amiAccountId: "333333333333"}]
"#,
    good: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
      targetAccountIds: ["210987654321"]
    ssmParameterConfigurations: [{parameterName: /imagebuilder/web, amiAccountId: "210987654321"}]
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `SsmParameterConfiguration.amiAccountId`",
}
