//! `recipe/root-device`

use ingot_component::{Fix, Severity};

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// The root device has the name that the parent image gives it.
    RootDevice {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let Some(root) = root_device(site) else { return };
            for (at, mapping) in site.authored.value.block_device_mappings.iter().enumerate() {
                let Some(name) = mapping.device_name.as_deref() else { continue };
                if ROOTS.contains(&name) && name != root {
                    let place = site.authored.at("blockDeviceMappings").item(at).at("deviceName");
                    let label = site.walk.vendor.as_ref().map_or("the parent image", |vendor| &vendor.label);
                    let message = format!("the root device of {label} is `{root}`; `{name}` would be a second volume");
                    let fix = Fix::replace(place.source(), place.span(), format!("write `{root}`"), root);
                    found.add(self.at(place, message).with_help(format!("write `{root}`")).with_fix(fix));
                }
            }
        }
    },
    id: "recipe/root-device",
    title: "the root device has the name that the parent image gives it",
    severity: Severity::Warning,
    reason: "The name of the root device is the parent image's: `/dev/xvda` for Amazon Linux and Debian, `/dev/sda1` for Ubuntu and Windows. Under another name the entry adds a volume, and the root volume stays as it was: too small, or not encrypted.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
blockDeviceMappings:
  - deviceName: /dev/xvda
    ebs: {volumeSize: 20}
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
    source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html",
}

/// The names that root devices have.
pub(super) const ROOTS: [&str; 2] = ["/dev/sda1", "/dev/xvda"];

/// The name of the root device, where the publisher of the parent image is known for it.
pub(super) fn root_device(site: &RecipeSite<'_>) -> Option<&'static str> {
    let vendor = site.walk.vendor.as_ref()?;
    match (vendor.publisher.as_deref()?, vendor.os.as_deref()?) {
        ("Canonical", _) | ("Amazon", "Microsoft Windows Server") => Some("/dev/sda1"),
        ("Debian", _) | ("Amazon", "Amazon Linux") => Some("/dev/xvda"),
        _ => None,
    }
}
