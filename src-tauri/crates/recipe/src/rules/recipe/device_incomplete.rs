//! `recipe/device-incomplete`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// An entry says which device and what of it.
    DeviceIncomplete {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            for at in 0..site.authored.value.block_device_mappings.len() {
                let place = site.authored.at("blockDeviceMappings").item(at);
                let what = [place.at("ebs"), place.at("virtualName"), place.at("noDevice")];
                if !place.at("deviceName").exists() {
                    let help = "add `deviceName:`, for example `/dev/sdf`";
                    found.add(self.at(place.head(), "this entry does not say which device it is for").with_help(help));
                } else if !what.iter().any(|place| place.exists()) {
                    let help = "add `ebs:`, or `noDevice: \"\"` to take the device away";
                    found.add(self.at(place.head(), "this entry says nothing of its device").with_help(help));
                }
                if what[2].exists() && (what[0].exists() || what[1].exists()) {
                    let message = "`noDevice` takes the device away, whatever else is said of it";
                    found.add(self.at(what[2].key(), message).with_help("keep one of the two"));
                }
            }
        }
    },
    id: "recipe/device-incomplete",
    title: "an entry for a device says which device, and one thing of it",
    severity: Severity::Warning,
    reason: "An entry without a device name or without a volume changes nothing, and `noDevice` takes the device away even where `ebs` describes it.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
blockDeviceMappings:
  - ebs: {volumeSize: 20}
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 20}
"#,
    source: "botocore ec2/2016-11-15 service-2.json, `BlockDeviceMapping`",
}
