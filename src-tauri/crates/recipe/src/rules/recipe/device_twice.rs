//! `recipe/device-twice`

use std::collections::BTreeMap;

use ingot_component::Severity;
use ingot_component::spelling::shorten;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Each device is described once.
    DeviceTwice {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let mut first = BTreeMap::new();
            for (at, mapping) in site.authored.value.block_device_mappings.iter().enumerate() {
                let place = site.authored.at("blockDeviceMappings").item(at).at("deviceName");
                let Some(name) = mapping.device_name.as_deref().filter(|name| !name.is_empty()) else { continue };
                match first.get(name) {
                    None => {
                        first.insert(name, place.span());
                    }
                    Some(earlier) => {
                        let diagnostic = self
                            .at(place, format!("the device `{}` is here twice", shorten(name)))
                            .with_help("join the two entries, or give the second volume a name of its own")
                            .with_related(place.source(), *earlier, "the first one is here");
                        found.add(diagnostic);
                    }
                }
            }
        }
    },
    id: "recipe/device-twice",
    title: "each device is described once",
    severity: Severity::Warning,
    reason: "Two entries for one device contradict each other; only one of them can be what the image gets.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 20}
  - deviceName: /dev/sda1
    ebs: {volumeType: gp3}
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 20}
  - deviceName: /dev/sdf
    ebs: {volumeType: gp3}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `CreateImageRecipeRequest.blockDeviceMappings`",
}
