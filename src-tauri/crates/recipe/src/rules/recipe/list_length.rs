//! `recipe/list-length`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::{Place, Resource};
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Lists are as long as AWS takes them.
    ListLength {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let place = resource.place();
            let mut check = |place: Place<'_>, field: &str, most: usize| {
                let at = place.at(field);
                let Some(items) = at.node().filter(|node| !node.is_null() && !node.is_mapping()).map(|node| node.items()) else {
                    return;
                };
                if items.is_empty() && at.node().is_some_and(|node| node.text().is_none()) {
                    found.add(self.at(at.key(), format!("`{field}` is empty")).with_help("remove the line"));
                } else if items.len() > most {
                    let message = format!("`{field}` has {} entries; AWS takes {most}", items.len());
                    found.add(self.at(at.item(most), message).with_help("remove what is too much"));
                }
            };
            match resource {
                Resource::Component(_) => check(place, "supportedOsVersions", 25),
                Resource::ImageRecipe(_) => check(place, "amiWatermarks", 5),
                Resource::DistributionConfiguration(it) => {
                    for at in 0..it.value.distributions.len() {
                        let entry = place.at("distributions").item(at);
                        check(entry, "licenseConfigurationArns", 50);
                        check(entry, "launchTemplateConfigurations", 100);
                        check(entry, "fastLaunchConfigurations", 1_000);
                        let ami = entry.at("amiDistributionConfiguration");
                        check(ami, "targetAccountIds", 1_536);
                        let permission = ami.at("launchPermission");
                        check(permission, "userIds", 1_536);
                        check(permission, "organizationArns", 25);
                        check(permission, "organizationalUnitArns", 25);
                    }
                }
                Resource::ImagePipeline(_) => check(place.at("imageScanningConfiguration"), "imageScanningTypes", 1),
                _ => {}
            }
        }
    },
    id: "recipe/list-length",
    title: "lists have as many entries as AWS takes",
    severity: Severity::Error,
    reason: "AWS refuses these lists when they are empty or too long: 5 watermarks, 25 systems of a component, 25 organisations, 25 organisational units and 1,536 accounts of an AMI, 100 launch templates, 50 licences, one type of scan.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
amiWatermarks: [golden, ubuntu, cis-level-1, pci-dss, bank, emea]
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
amiWatermarks: [golden, ubuntu, cis-level-1, pci-dss, bank]
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `AmiWatermarksList`, `AccountList`, `OrganizationArnList`, `OsVersionList`",
}
