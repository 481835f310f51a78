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
                let r#type = ebs.volume_type.as_ref();
                let numbers = [
                    ("volumeSize", ebs.volume_size, sizes(r#type), " GiB"),
                    ("iops", ebs.iops, speeds(r#type), ""),
                    ("throughput", ebs.throughput, (125, 1_000), " MiB/s"),
                ];
                let of_type = r#type.map(|it| format!(" for {it} volumes")).unwrap_or_default();
                for (field, value, (least, most), unit) in numbers {
                    if let Some(value) = value.filter(|value| !(least..=most).contains(value)) {
                        let message = format!("`{field}` is {value}{unit}; AWS takes {least} to {most}{unit}{of_type}");
                        found.add(self.at(place.at(field), message));
                    }
                }
                if let (Some(_), Some(r#type)) = (ebs.throughput, r#type)
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
    reason: "AWS refuses volumes outside these ranges: 1 to 16,000 GiB, but io1 and io2 from 4, st1 and sc1 from 125 GiB, and standard up to 1,024 GiB; 100 to 64,000 IOPS, gp3 from 3,000; 125 to 1,000 MiB/s, gp3 only.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
blockDeviceMappings:
  - deviceName: /dev/sdf
    ebs: {volumeSize: 20, volumeType: sc1}
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 20, volumeType: gp3}
"#,
    source: "botocore imagebuilder/2019-12-02 service-2.json, `EbsInstanceBlockDeviceSpecification`; botocore ec2/2016-11-15 service-2.json, `CreateVolumeRequest`",
}

/// GiB. The API's own limit is 1 to 16,000 for every type; what EC2 takes of a type is narrower.
fn sizes(r#type: Option<&VolumeType>) -> (i64, i64) {
    match r#type {
        Some(VolumeType::Io1 | VolumeType::Io2) => (4, 16_000),
        Some(VolumeType::St1 | VolumeType::Sc1) => (125, 16_000),
        Some(VolumeType::Standard) => (1, 1_024),
        _ => (1, 16_000),
    }
}

fn speeds(r#type: Option<&VolumeType>) -> (i64, i64) {
    match r#type {
        Some(VolumeType::Gp3) => (3_000, 64_000),
        _ => (100, 64_000),
    }
}
