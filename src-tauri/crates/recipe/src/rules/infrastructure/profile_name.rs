//! `infrastructure/profile-name`

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::resources::Resource;
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// The instance profile is named.
    ProfileName {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let Resource::InfrastructureConfiguration(it) = resource else { return };
            let Some(name) = it.value.instance_profile_name.as_deref() else { return };
            let fits = !name.is_empty() && name.len() <= 256 && name.chars().all(|c| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c));
            if !fits {
                let message = format!("`{}` is no name of an instance profile", shorten(name));
                found.add(self.at(it.at("instanceProfileName"), message).with_help("write the name of the profile, not its ARN or path"));
            }
        }
    },
    id: "infrastructure/profile-name",
    title: "the instance profile is named by its name",
    severity: Severity::Error,
    reason: "AWS takes the name of an instance profile: up to 256 letters, digits and `_+=,.@-`, no ARN.",
    bad: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: arn:aws:iam::123456789012:instance-profile/EC2InstanceProfileForImageBuilder
"#,
    good: r#"--- # infrastructure/build.yaml
kind: InfrastructureConfiguration
name: build
instanceProfileName: EC2InstanceProfileForImageBuilder
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `InstanceProfileNameType`",
}
