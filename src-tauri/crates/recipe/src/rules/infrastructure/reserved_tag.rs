//! `infrastructure/reserved-tag`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Tags of instances are free.
    ReservedTag {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::InfrastructureConfiguration(it) = resource else { return };
            for key in it.value.resource_tags.keys().filter(|key| RESERVED.contains(&key.as_str())) {
                let message = format!("`{key}` is a tag that Image Builder sets itself");
                found.add(self.at(it.at("resourceTags").at(key).key(), message).with_help("give the tag another key"));
            }
        }
    },
    id: "infrastructure/reserved-tag",
    title: "tags of build instances leave out those of Image Builder",
    severity: Severity::Error,
    reason: "Image Builder tags its instances with `CreatedBy`, `Ec2ImageBuilderArn`, `Name` and `Tags`, and refuses these keys.",
    bad: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
resourceTags: {Name: build}
"#,
    good: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
resourceTags: {Team: ccoe}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateInfrastructureConfigurationRequest.resourceTags`",
}

const RESERVED: [&str; 4] = ["CreatedBy", "Ec2ImageBuilderArn", "Name", "Tags"];
