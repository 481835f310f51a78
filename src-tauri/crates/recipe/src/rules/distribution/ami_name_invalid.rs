//! `distribution/ami-name-invalid`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Names of AMIs are ones that AWS takes.
    AmiNameInvalid {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::DistributionConfiguration(it) = resource else { return };
            for (at, entry) in it.value.distributions.iter().enumerate() {
                let place = it.at("distributions").item(at);
                let Some(name) = entry.ami_distribution_configuration.as_ref().and_then(|ami| ami.name.as_deref()) else { continue };
                let place = place.at("amiDistributionConfiguration").at("name");
                let length = name.chars().count();
                let edge = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
                let fits = name.starts_with(|c| edge(c) || c == '{')
                    && name.ends_with(|c| edge(c) || c == '}')
                    && name.chars().all(|c| edge(c) || c.is_ascii_whitespace() || ":{}.".contains(c));
                if length > 127 {
                    let message = format!("the name of the AMI has {length} characters; AWS takes 127");
                    found.add(self.at(place, message).with_help("shorten it"));
                } else if !fits || length < 3 {
                    let help = "3 to 127 letters, digits, spaces and `-_:.`, and `{{ … }}`; letters, digits, `-` or `_` at the ends";
                    found.add(self.at(place, "AWS does not take this name of an AMI").with_help(help));
                }
            }
        }
    },
    id: "distribution/ami-name-invalid",
    title: "names of AMIs are ones that AWS takes",
    severity: Severity::Error,
    reason: "AWS refuses other names: 3 to 127 letters, digits, spaces and the signs `-_:.{}`.",
    bad: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web/{{ imagebuilder:buildDate }}"
"#,
    good: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `AmiNameString`",
}
