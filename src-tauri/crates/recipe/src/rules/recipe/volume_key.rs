//! `recipe/volume-key`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// A key needs encryption.
    VolumeKey {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            for (at, mapping) in site.authored.value.block_device_mappings.iter().enumerate() {
                let Some(ebs) = &mapping.ebs else { continue };
                let place = site.authored.at("blockDeviceMappings").item(at).at("ebs");
                if ebs.kms_key_id.is_some() && ebs.encrypted != Some(true) {
                    let mut diagnostic = self
                        .at(place.at("kmsKeyId").key(), "a volume with a key must be `encrypted: true`")
                        .with_help("write `encrypted: true` beside it, or remove `kmsKeyId`");
                    if ebs.encrypted.is_none() {
                        // An account can encrypt all volumes without being asked.
                        diagnostic.severity = Severity::Warning;
                    }
                    found.add(diagnostic);
                }
            }
        }
    },
    id: "recipe/volume-key",
    title: "a volume with a key is encrypted",
    severity: Severity::Error,
    reason: "EC2 takes `kmsKeyId` only together with `encrypted: true`; otherwise the build instance cannot be launched. Where `encrypted` is left out it is a warning: the account may encrypt every volume.",
    bad: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {encrypted: false, kmsKeyId: arn:aws:kms:eu-central-1:111122223333:alias/golden-images}
"#,
    good: r#"--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {encrypted: true, kmsKeyId: arn:aws:kms:eu-central-1:111122223333:alias/golden-images}
"#,
    source: "botocore ec2/2016-11-15 service-2.json, `CreateVolumeRequest.KmsKeyId`",
}
