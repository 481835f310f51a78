//! `distribution/ami-name-build-date`

use ingot_component::Severity;

use ingot_component::expression;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// AMI names are different for each build.
    AmiNameBuildDate {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::DistributionConfiguration(it) = resource else { return };
            for (at, entry) in it.value.distributions.iter().enumerate() {
                let name = entry.ami_distribution_configuration.as_ref().and_then(|ami| ami.name.as_deref());
                if name.is_some_and(|name| expression::find(name).all(|found| found.inner != BUILD_DATE)) {
                    let place = it.at("distributions").item(at).at("amiDistributionConfiguration").at("name");
                    let help = format!("add `{{{{ {BUILD_DATE} }}}}` to the name, in quotes");
                    found.add(self.at(place, "every build would give its AMI the same name").with_help(help));
                }
            }
        }
    },
    id: "distribution/ami-name-build-date",
    title: "the name of an AMI contains the build date",
    severity: Severity::Error,
    reason: "Names of AMIs are unique in an account and region, so the name must have `{{ imagebuilder:buildDate }}` in it; otherwise the second build cannot be distributed.",
    bad: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web"
"#,
    good: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `AmiDistributionConfiguration.name`",
}

const BUILD_DATE: &str = "imagebuilder:buildDate";
