//! `distribution/region-invalid`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::names::Region;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Regions are regions.
    RegionInvalid {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::DistributionConfiguration(it) = resource else { return };
            for (at, entry) in it.value.distributions.iter().enumerate() {
                let place = it.at("distributions").item(at);
                if !entry.region.is_empty() && entry.region.parse::<Region>().is_err() {
                    let message = format!("`{}` is no region", shorten(&entry.region));
                    found.add(self.at(place.at("region"), message).with_help("write it as AWS does, such as `eu-central-1`"));
                }
            }
        }
    },
    id: "distribution/region-invalid",
    title: "regions are written as AWS writes them",
    severity: Severity::Error,
    reason: "AWS refuses a distribution to a region that it does not have.",
    bad: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
"#,
    good: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `Distribution.region`",
}
