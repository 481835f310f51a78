//! `recipe/text-length`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::{Place, Resource};
use crate::rules::rule;
use crate::rules::site::Found;

rule! {
    /// Texts are neither empty nor too long.
    TextLength {
        fn resource(&self, _: &Catalogue, resource: &Resource, found: &mut Found) {
            let place = resource.place();
            let mut check = |place: Place<'_>, field: &str, text: Option<&str>| {
                let length = text.map_or(1, |text| text.chars().count());
                let at = place.at(field);
                if length == 0 && at.exists() {
                    found.add(self.at(at, format!("`{field}` is empty")).with_help("remove the line"));
                } else if length > MOST {
                    let message = format!("`{field}` has {length} characters; AWS takes {MOST}");
                    found.add(self.at(at, message).with_help("shorten it"));
                }
            };
            match resource {
                Resource::Component(it) => {
                    check(place, "description", it.value.description.as_deref());
                    check(place, "changeDescription", it.value.change_description.as_deref());
                    check(place, "kmsKeyId", it.value.kms_key_id.as_deref());
                }
                Resource::ImageRecipe(it) => {
                    check(place, "description", it.value.description.as_deref());
                    check(place, "workingDirectory", it.value.working_directory.as_deref());
                    check(place, "parentImage", Some(it.value.parent_image.to_string().as_str()).filter(|it| !it.is_empty()));
                    for (at, mapping) in it.value.block_device_mappings.iter().enumerate() {
                        let entry = place.at("blockDeviceMappings").item(at);
                        check(entry, "deviceName", mapping.device_name.as_deref());
                        check(entry.at("ebs"), "kmsKeyId", mapping.ebs.as_ref().and_then(|ebs| ebs.kms_key_id.as_deref()));
                    }
                }
                Resource::InfrastructureConfiguration(it) => {
                    check(place, "description", it.value.description.as_deref());
                    check(place, "subnetId", it.value.subnet_id.as_deref());
                    check(place, "keyPair", it.value.key_pair.as_deref());
                }
                Resource::DistributionConfiguration(it) => {
                    check(place, "description", it.value.description.as_deref());
                    for (at, entry) in it.value.distributions.iter().enumerate() {
                        let Some(ami) = &entry.ami_distribution_configuration else { continue };
                        let place = place.at("distributions").item(at).at("amiDistributionConfiguration");
                        check(place, "description", ami.description.as_deref());
                        check(place, "kmsKeyId", ami.kms_key_id.as_deref());
                    }
                }
                Resource::ImagePipeline(it) => check(place, "description", it.value.description.as_deref()),
                _ => {}
            }
        }
    },
    id: "recipe/text-length",
    title: "texts have 1 to 1,024 characters",
    severity: Severity::Error,
    reason: "AWS refuses a description, a path or a key that is empty or longer than 1,024 characters.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
description: ""
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
description: The web servers of the shop.
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `NonEmptyString`",
}

/// Characters.
const MOST: usize = 1_024;
