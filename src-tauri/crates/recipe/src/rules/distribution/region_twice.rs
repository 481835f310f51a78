//! `distribution/region-twice`

use ingot_component::Severity;

use std::collections::BTreeMap;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Each region is distributed to once.
    RegionTwice {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::DistributionConfiguration(it) = resource else { return };
            let mut first = BTreeMap::new();
            for (at, entry) in it.value.distributions.iter().enumerate().filter(|(_, entry)| !entry.region.is_empty()) {
                let place = it.at("distributions").item(at).at("region");
                match first.get(entry.region.as_str()) {
                    None => {
                        first.insert(entry.region.as_str(), place.span());
                    }
                    Some(earlier) => {
                        let diagnostic = self
                            .at(place, format!("the region `{}` is here twice", entry.region))
                            .with_help("join the two entries")
                            .with_related(place.source(), *earlier, "the first one is here");
                        found.add(diagnostic);
                    }
                }
            }
        }
    },
    id: "distribution/region-twice",
    title: "a distribution names each region at most once",
    severity: Severity::Error,
    reason: "AWS refuses a distribution configuration that names a region twice.",
    bad: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
  - region: eu-central-1
"#,
    good: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
  - region: eu-west-1
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/cr-upd-ami-distribution-settings.html",
}
