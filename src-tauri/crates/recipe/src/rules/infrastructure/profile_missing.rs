//! `infrastructure/profile-missing`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Builds have an instance profile.
    ProfileMissing {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::InfrastructureConfiguration(it) = resource else { return };
            if it.value.instance_profile_name.is_none() && !it.at("instanceProfileName").exists() {
                let message = "the build instances have no `instanceProfileName`";
                let help = "name an instance profile with the policies EC2InstanceProfileForImageBuilder and AmazonSSMManagedInstanceCore";
                found.add(self.at(it.at("name"), message).with_help(help));
            }
        }
    },
    id: "infrastructure/profile-missing",
    title: "an infrastructure configuration names an instance profile",
    severity: Severity::Error,
    reason: "Image Builder reaches the build instance through the SSM agent, which needs the rights of an instance profile; AWS requires the field.",
    bad: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
"#,
    good: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateInfrastructureConfigurationRequest`",
}
