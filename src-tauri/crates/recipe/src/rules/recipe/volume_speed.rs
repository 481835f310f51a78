//! `recipe/volume-speed`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::resources::VolumeType;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Speeds fit the type and the size of the volume.
    VolumeSpeed {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            for (at, mapping) in site.authored.value.block_device_mappings.iter().enumerate() {
                let Some(ebs) = &mapping.ebs else { continue };
                let place = site.authored.at("blockDeviceMappings").item(at).at("ebs");
                let Some(r#type) = &ebs.volume_type else { continue };
                match (r#type, ebs.iops) {
                    (VolumeType::Io1 | VolumeType::Io2, None) if !place.at("iops").exists() => {
                        let message = format!("an {type} volume needs `iops`");
                        found.add(self.at(place.at("volumeType"), message).with_help("add `iops:`, or write `volumeType: gp3`"));
                    }
                    (VolumeType::Gp2 | VolumeType::Standard | VolumeType::St1 | VolumeType::Sc1, Some(_)) => {
                        let message = format!("`iops` is for gp3, io1 and io2 volumes, and this is {type}");
                        let help = "remove `iops`, or write `volumeType: gp3`";
                        found.add(self.at(place.at("iops").key(), message).with_help(help));
                    }
                    (_, Some(iops)) => {
                        let size = ebs.volume_size.filter(|size| *size > 0);
                        if let Some((size, most)) = size.and_then(|size| Some((size, most_iops(r#type, size)?)))
                            && iops > most
                        {
                            let message = format!("{iops} IOPS are too many for {size} GiB; {type} takes {most}");
                            let help = "lower `iops`, or raise `volumeSize`";
                            found.add(self.at(place.at("iops"), message).with_help(help));
                        }
                    }
                    _ => {}
                }
                // Without `iops` a gp3 volume has 3,000; 0.25 MiB/s for each.
                let most = ebs.iops.unwrap_or(3_000) / 4;
                if *r#type == VolumeType::Gp3 && ebs.throughput.is_some_and(|throughput| throughput > most) {
                    let message = format!("`throughput` needs more IOPS: {most} MiB/s at most with {}", ebs.iops.unwrap_or(3_000));
                    let help = "raise `iops` to four times the throughput, or lower `throughput`";
                    found.add(self.at(place.at("throughput"), message).with_help(help));
                }
            }
        }
    },
    id: "recipe/volume-speed",
    title: "the speed of a volume fits its type and its size",
    severity: Severity::Error,
    reason: "The build instance cannot be launched otherwise: io1 and io2 need `iops`, other types than these and gp3 take none; of each GiB io1 takes 50, gp3 500 and io2 1,000 IOPS, and gp3 takes 0.25 MiB/s of each of its IOPS.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 20, volumeType: gp2, iops: 3000}
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {volumeSize: 20, volumeType: gp3, iops: 3000}
"#,
    source: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html; botocore ec2/2016-11-15 service-2.json, `CreateVolumeRequest.Iops`",
}

/// The most IOPS of a volume of `size` GiB; every gp3 volume takes its 3,000.
fn most_iops(r#type: &VolumeType, size: i64) -> Option<i64> {
    match r#type {
        VolumeType::Gp3 => Some(size.saturating_mul(500).max(3_000)),
        VolumeType::Io1 => Some(size.saturating_mul(50).max(100)),
        VolumeType::Io2 => Some(size.saturating_mul(1_000)),
        _ => None,
    }
}
