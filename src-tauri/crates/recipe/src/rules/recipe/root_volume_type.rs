//! `recipe/root-volume-type`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::VolumeType;
use crate::rules::recipe::root_device::{ROOTS, root_device};
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// The root volume is one to boot from.
    RootVolumeType {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            for (at, mapping) in site.authored.value.block_device_mappings.iter().enumerate() {
                let Some(ebs) = &mapping.ebs else { continue };
                let place = site.authored.at("blockDeviceMappings").item(at).at("ebs");
                let name = mapping.device_name.as_deref().unwrap_or_default();
                let root = root_device(site).map_or_else(|| ROOTS.contains(&name), |root| root == name);
                if let Some(r#type @ (VolumeType::St1 | VolumeType::Sc1)) = ebs.volume_type.as_ref().filter(|_| root) {
                    let message = format!("no image starts from an {type} volume");
                    found.add(self.at(place.at("volumeType"), message).with_help("write `volumeType: gp3`"));
                }
            }
        }
    },
    id: "recipe/root-volume-type",
    title: "the root volume is of a type to boot from",
    severity: Severity::Error,
    reason: "Volumes of the types st1 and sc1 cannot be boot volumes, so the build instance cannot be launched.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 125, volumeType: st1}
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 125, volumeType: gp3}
"#,
    source: "botocore ec2/2016-11-15 service-2.json, `CreateVolumeRequest.VolumeType`",
}
