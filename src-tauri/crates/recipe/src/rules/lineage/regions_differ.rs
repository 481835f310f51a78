//! `lineage/regions-differ`

use ingot_component::Severity;

use crate::catalogue::Catalogue;
use crate::names::Reference;
use crate::rules::rule;
use crate::rules::site::{Found, RecipeSite};

rule! {
    /// Everything a recipe refers to is in one region.
    RegionsDiffer {
        fn recipe(&self, _: &Catalogue, site: &RecipeSite<'_>, found: &mut Found) {
            let recipe = &site.authored.value;
            let mut written = vec![(region(&recipe.parent_image), site.authored.at("parentImage"), None)];
            for layer in &site.layers {
                let reference = &layer.configuration.component_arn;
                written.push((region(reference), layer.place.at("componentArn"), Some(layer.index)));
            }
            for (at, mapping) in recipe.block_device_mappings.iter().enumerate() {
                let key = mapping.ebs.as_ref().and_then(|ebs| ebs.kms_key_id.as_deref());
                let place = site.authored.at("blockDeviceMappings").item(at).at("ebs").at("kmsKeyId");
                written.push((key.and_then(key_region), place, None));
            }
            let mut written = written.into_iter().filter_map(|(region, place, layer)| Some((region?, place, layer)));
            let Some((first, earlier, _)) = written.next() else { return };
            for (region, place, layer) in written.filter(|(region, ..)| *region != first) {
                let diagnostic = self
                    .at(place, format!("this is in {region}, and other parts of the recipe are in {first}"))
                    .with_help(format!("refer to it in {first}, or make a recipe of its own for {region}"))
                    .with_related(earlier.source(), earlier.span(), "this is in the other region");
                match layer {
                    Some(layer) => found.add_layer(layer, diagnostic),
                    None => found.add(diagnostic),
                }
            }
        }
    },
    id: "lineage/regions-differ",
    title: "all that a recipe refers to is in one region",
    severity: Severity::Error,
    reason: "Images, components and keys are in one region and are never copied to another, and a recipe is made in one region. AWS refuses what it cannot find there.",
    bad: r#"--- # inventory
{"images": [{"arn": "arn:aws:imagebuilder:eu-central-1:999999999999:image/golden/1.2.0/1", "name": "golden", "version": "1.2.0", "build": 1, "status": "AVAILABLE", "platform": "Linux"}]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: arn:aws:imagebuilder:eu-central-1:999999999999:image/golden/x.x.x
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {encrypted: true, kmsKeyId: arn:aws:kms:eu-west-1:111122223333:alias/golden-images}
"#,
    good: r#"--- # inventory
{"images": [{"arn": "arn:aws:imagebuilder:eu-central-1:999999999999:image/golden/1.2.0/1", "name": "golden", "version": "1.2.0", "build": 1, "status": "AVAILABLE", "platform": "Linux"}]}
--- # recipes/web.yaml
kind: ImageRecipe
name: web
semanticVersion: 1.0.0
parentImage: arn:aws:imagebuilder:eu-central-1:999999999999:image/golden/x.x.x
blockDeviceMappings:
  - deviceName: /dev/sda1
    ebs: {encrypted: true, kmsKeyId: arn:aws:kms:eu-central-1:111122223333:alias/golden-images}
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/manage-shared-resources.html",
}

fn region(reference: &Reference) -> Option<&str> {
    match reference {
        Reference::Arn(arn) => Some(arn.region.as_str()),
        _ => None,
    }
}

/// The region in the ARN of a key.
pub(in crate::rules) fn key_region(key: &str) -> Option<&str> {
    let mut parts = key.strip_prefix("arn:")?.split(':').skip(1);
    (parts.next()? == "kms").then(|| parts.next())?
}
