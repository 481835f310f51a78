//! `distribution/account-invalid`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::names::AccountId;
use crate::resources::{Place, Resource};
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Accounts and organisations are ones.
    AccountInvalid {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::DistributionConfiguration(it) = resource else { return };
            for (at, entry) in it.value.distributions.iter().enumerate() {
                let place = it.at("distributions").item(at);
                let mut account = |place: Place<'_>, id: &str| {
                    if id.parse::<AccountId>().is_err() {
                        let message = format!("`{}` is no account: an account has 12 digits", shorten(id));
                        found.add(self.at(place, message).with_help("write all 12 digits, in quotes"));
                    }
                };
                for (at, it) in entry.launch_template_configurations.iter().enumerate() {
                    let place = place.at("launchTemplateConfigurations").item(at).at("accountId");
                    it.account_id.iter().for_each(|id| account(place, id));
                }
                for (at, it) in entry.fast_launch_configurations.iter().enumerate() {
                    let place = place.at("fastLaunchConfigurations").item(at).at("accountId");
                    it.account_id.iter().for_each(|id| account(place, id));
                }
                for (at, it) in entry.ssm_parameter_configurations.iter().enumerate() {
                    let place = place.at("ssmParameterConfigurations").item(at).at("amiAccountId");
                    it.ami_account_id.iter().for_each(|id| account(place, id));
                }
                let Some(ami) = &entry.ami_distribution_configuration else { continue };
                let place = place.at("amiDistributionConfiguration");
                for (at, id) in ami.target_account_ids.iter().enumerate() {
                    account(place.at("targetAccountIds").item(at), id);
                }
                let Some(permission) = &ami.launch_permission else { continue };
                let place = place.at("launchPermission");
                for (at, id) in permission.user_ids.iter().enumerate() {
                    account(place.at("userIds").item(at), id);
                }
                for (at, group) in permission.user_groups.iter().enumerate().filter(|(_, group)| *group != "all") {
                    let message = format!("`{}` is no group: AWS knows `all` only, which makes the AMI public", shorten(group));
                    let help = "name accounts in `userIds`, or organisations";
                    found.add(self.at(place.at("userGroups").item(at), message).with_help(help));
                }
                for (at, arn) in permission.organization_arns.iter().enumerate() {
                    if !is_organization(arn) {
                        let message = format!("`{}` is no ARN of an organisation", shorten(arn));
                        let help = "write `arn:aws:organizations::<account>:organization/o-…`";
                        found.add(self.at(place.at("organizationArns").item(at), message).with_help(help));
                    }
                }
                for (at, arn) in permission.organizational_unit_arns.iter().enumerate() {
                    if !is_unit(arn) {
                        let message = format!("`{}` is no ARN of an organisational unit", shorten(arn));
                        let help = "write `arn:aws:organizations::<account>:ou/o-…/ou-…`";
                        found.add(self.at(place.at("organizationalUnitArns").item(at), message).with_help(help));
                    }
                }
            }
        }
    },
    id: "distribution/account-invalid",
    title: "accounts, organisations and their units are written as AWS writes them",
    severity: Severity::Error,
    reason: "AWS refuses a distribution with an account that has not 12 digits, an organisation or unit that is not its ARN, or a group other than `all`.",
    bad: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
      launchPermission: {userIds: ["12345678901"]}
"#,
    good: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
      launchPermission: {userIds: ["123456789012"]}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `AccountId`, `OrganizationArn`, `OrganizationalUnitArn`, `LaunchPermissionConfiguration.userGroups`",
}

/// What stands behind `arn:aws:organizations::<account>:`.
fn of_organizations(arn: &str) -> Option<&str> {
    let mut parts = arn.splitn(6, ':');
    let head = [parts.next()?, parts.next()?, parts.next()?, parts.next()?];
    let account = parts.next()?.parse::<AccountId>();
    let [arn, partition, service, region] = head;
    let fits = arn == "arn" && partition.starts_with("aws") && service == "organizations" && region.is_empty();
    parts.next().filter(|_| fits && account.is_ok())
}

fn is_id(text: &str, least: usize) -> bool {
    (least..=32).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

fn is_organization(arn: &str) -> bool {
    let id = of_organizations(arn).and_then(|rest| rest.strip_prefix("organization/o-"));
    id.is_some_and(|id| is_id(id, 10))
}

fn is_unit(arn: &str) -> bool {
    let parts = of_organizations(arn).and_then(|rest| rest.strip_prefix("ou/o-")?.split_once("/ou-"));
    parts.is_some_and(|(organization, unit)| {
        let unit = unit.split_once('-');
        is_id(organization, 10) && unit.is_some_and(|(root, unit)| is_id(root, 4) && is_id(unit, 8))
    })
}
