//! `infrastructure/instance-type`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Instance types are ones.
    InstanceType {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::InfrastructureConfiguration(it) = resource else { return };
            for (at, name) in it.value.instance_types.iter().enumerate() {
                let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
                if !name.split_once('.').is_some_and(|(family, size)| part(family) && part(size)) {
                    let message = format!("`{}` is no instance type", shorten(name));
                    let place = it.at("instanceTypes").item(at);
                    found.add(self.at(place, message).with_help("a family and a size, such as `m6i.large`"));
                }
            }
        }
    },
    id: "infrastructure/instance-type",
    title: "instance types are a family and a size",
    severity: Severity::Error,
    reason: "EC2 cannot launch a build instance of a type that it does not have.",
    bad: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceTypes: [m6i-large]
"#,
    good: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceTypes: [m6i.large]
"#,
    source: "https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html",
}
