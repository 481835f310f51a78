//! `recipe/volume-range`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::VolumeType;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Volumes have sizes and speeds that AWS takes.
    VolumeRange {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            for (at, mapping) in site.authored.value.block_device_mappings.iter().enumerate() {
                let Some(ebs) = &mapping.ebs else { continue };
                let place = site.authored.at("blockDeviceMappings").item(at).at("ebs");
                let numbers = [
                    ("volumeSize", ebs.volume_size, 1, 16_000, " GiB"),
                    ("iops", ebs.iops, 100, 64_000, ""),
                    ("throughput", ebs.throughput, 125, 1_000, " MiB/s"),
                ];
                for (field, value, least, most, unit) in numbers {
                    if let Some(value) = value.filter(|value| !(least..=most).contains(value)) {
                        let message = format!("`{field}` is {value}{unit}; AWS takes {least} to {most}{unit}");
                        found.add(self.at(place.at(field), message));
                    }
                }
                if let (Some(_), Some(r#type)) = (ebs.throughput, &ebs.volume_type)
                    && *r#type != VolumeType::Gp3
                {
                    let message = format!("`throughput` is for gp3 volumes only, and this is {}", r#type);
                    let help = "remove `throughput`, or write `volumeType: gp3`";
                    found.add(self.at(place.at("throughput").key(), message).with_help(help));
                }
            }
        }
    },
    id: "recipe/volume-range",
    title: "volumes have a size and speed that AWS takes",
    severity: Severity::Error,
    reason: "AWS refuses volumes outside these ranges: 1 to 16,000 GiB, 100 to 64,000 IOPS, 125 to 1,000 MiB/s (gp3 only).",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 0}
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/imagebuilder/parents/ubuntu-22-04
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 20}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `EbsInstanceBlockDeviceSpecification`",
}
