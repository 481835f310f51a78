//! `distribution/ssm-parameter`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Parameters have names that AWS takes.
    SsmParameterName {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::DistributionConfiguration(it) = resource else { return };
            for (at, entry) in it.value.distributions.iter().enumerate() {
                let place = it.at("distributions").item(at);
                for (at, parameter) in entry.ssm_parameter_configurations.iter().enumerate() {
                    let name = parameter.parameter_name.as_str();
                    let place = place.at("ssmParameterConfigurations").item(at).at("parameterName");
                    if !place.exists() || name.is_empty() {
                        continue;
                    }
                    let bare = name.trim_start_matches('/').to_ascii_lowercase();
                    let written = shorten(name);
                    let (message, help) = if !name.chars().all(|c| c.is_ascii_alphanumeric() || "_.-/".contains(c)) {
                        (format!("`{written}` is no name of a parameter"), "letters, digits and `_.-/`")
                    } else if name.len() > 1_011 {
                        (format!("this name has {} characters; AWS takes 1,011", name.len()), "shorten it")
                    } else if bare.starts_with("aws") || bare.starts_with("ssm") {
                        let help = "start it with something else, for example `/imagebuilder/`";
                        (format!("`{written}` starts with what only AWS may start with"), help)
                    } else if name.contains('/') && !name.starts_with('/') {
                        (format!("`{written}` has folders and no `/` in front"), "write a `/` in front")
                    } else {
                        continue;
                    };
                    found.add(self.at(place, message).with_help(help));
                }
            }
        }
    },
    id: "distribution/ssm-parameter",
    title: "parameters that get the id of the AMI have names that AWS takes",
    severity: Severity::Error,
    reason: "Parameter Store refuses other names. The distribution then fails with the AMI already made.",
    bad: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
    ssmParameterConfigurations: [{parameterName: imagebuilder/web/latest}]
"#,
    good: r#"--- # distribution/everywhere.yaml
kind: DistributionConfiguration
name: everywhere
distributions:
  - region: eu-central-1
    amiDistributionConfiguration:
      name: "web {{ imagebuilder:buildDate }}"
    ssmParameterConfigurations: [{parameterName: /imagebuilder/web/latest}]
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `SsmParameterName`; https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
}
