//! `distribution/launch-template`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Launch templates are named by id.
    LaunchTemplateId {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::DistributionConfiguration(it) = resource else { return };
            for (at, entry) in it.value.distributions.iter().enumerate() {
                let place = it.at("distributions").item(at);
                for (at, template) in entry.launch_template_configurations.iter().enumerate() {
                    let id = template.launch_template_id.as_str();
                    let digits = id.strip_prefix("lt-").unwrap_or_default();
                    let fits = digits.len() == 17 && digits.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_');
                    let place = place.at("launchTemplateConfigurations").item(at).at("launchTemplateId");
                    if place.exists() && !fits {
                        let message = format!("`{}` is no id of a launch template", shorten(id));
                        found.add(self.at(place, message).with_help("write the id, `lt-` and 17 characters; not the name"));
                    }
                }
            }
        }
    },
    id: "distribution/launch-template",
    title: "launch templates are named by their id",
    severity: Severity::Error,
    reason: "AWS takes ids of launch templates only.",
    bad: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
    launchTemplateConfigurations: [{launchTemplateId: web}]
"#,
    good: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
    launchTemplateConfigurations: [{launchTemplateId: lt-0123456789abcdef0}]
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `LaunchTemplateId`",
}
