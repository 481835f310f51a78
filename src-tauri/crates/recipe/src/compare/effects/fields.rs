//! What the fields beside the layers mean: volumes, agent, user data, tags.

use std::collections::{BTreeMap, BTreeSet};

use ingot_component::spelling::shorten;

use super::Said;
use crate::compare::FieldDifference;
use crate::compare::fields::device_names;
use crate::compare::side::Side;
use crate::resources::{BlockDeviceMapping, ImageRecipe};

pub(super) fn say(left: &Side<'_>, right: &Side<'_>, fields: &[FieldDifference], said: &mut Said) {
    let (old, new) = (&left.recipe.recipe, &right.recipe.recipe);
    if fields.iter().any(|it| it.field.starts_with("blockDeviceMappings[")) {
        volumes(old, new, said);
    }
    for field in fields {
        one(field, old, new, said);
    }
}

fn one(field: &FieldDifference, old: &ImageRecipe, new: &ImageRecipe, said: &mut Said) {
    let (from, to) = (field.left.as_deref().map(shorten), field.right.as_deref().map(shorten));
    match field.field.as_str() {
        "additionalInstanceConfiguration.systemsManagerAgent.uninstallAfterBuild" => {
            if field.right.as_deref() == Some("true") {
                said.loss("the SSM agent is removed after the build now".to_owned());
            } else if field.left.as_deref() == Some("true") {
                said.change("the SSM agent is no longer removed after the build".to_owned());
            }
        }
        "additionalInstanceConfiguration.userDataOverride" => said.change(
            match (from, to) {
                (None, _) => "the build instance starts with user data of its own now",
                (_, None) => "the build instance no longer starts with user data of its own",
                _ => "the build instance starts with other user data",
            }
            .to_owned(),
        ),
        "workingDirectory" => said.note(match (from, to) {
            (Some(from), Some(to)) => format!("components work in `{to}` now, it was `{from}`"),
            (None, Some(to)) => format!("components work in `{to}` now"),
            (from, _) => format!(
                "components work in the default directory now, it was `{}`",
                from.unwrap_or_default()
            ),
        }),
        "amiWatermarks" => watermarks(old, new, said),
        "description" => said.note("the description differs".to_owned()),
        other => {
            if let Some(tag) = other.strip_prefix("amiTags.") {
                let tag = shorten(tag);
                match (from, to) {
                    (Some(_), None) => said.loss(format!("AMIs lose the tag `{tag}`")),
                    (None, to) => said.change(format!("AMIs get the tag `{tag}`: `{}`", to.unwrap_or_default())),
                    (Some(from), Some(to)) => {
                        said.change(format!("the AMI tag `{tag}` is `{to}` now, it was `{from}`"));
                    }
                }
            } else if let Some(tag) = other.strip_prefix("tags.") {
                said.note(format!("the recipe's own tag `{}` differs", shorten(tag)));
            } else if !other.starts_with("blockDeviceMappings[") && other != "parentImage" {
                said.change(format!("`{}` differs", shorten(other)));
            }
        }
    }
}

fn watermarks(old: &ImageRecipe, new: &ImageRecipe, said: &mut Said) {
    let (old, new): (BTreeSet<&String>, BTreeSet<&String>) =
        (old.ami_watermarks.iter().collect(), new.ami_watermarks.iter().collect());
    for mark in old.difference(&new) {
        said.loss(format!("AMIs lose the watermark `{}`", shorten(mark)));
    }
    for mark in new.difference(&old) {
        said.change(format!("AMIs get the watermark `{}`", shorten(mark)));
    }
}

fn volumes(old: &ImageRecipe, new: &ImageRecipe, said: &mut Said) {
    let by_name = |recipe: &'_ ImageRecipe| -> BTreeMap<String, BlockDeviceMapping> {
        let mappings = &recipe.block_device_mappings;
        device_names(mappings)
            .into_iter()
            .zip(mappings.iter().cloned())
            .collect()
    };
    let (old, mut new) = (by_name(old), by_name(new));
    for (name, before) in old {
        let device = shorten(&name);
        match new.remove(&name) {
            Some(now) => volume(&device, &before, &now, said),
            None if before.ebs.is_some_and(|ebs| ebs.encrypted == Some(true)) => {
                said.loss(format!("the recipe no longer sets volume {device}, which it encrypted"));
            }
            None => said.change(format!("the recipe no longer sets volume {device}; the parent's holds")),
        }
    }
    for (name, now) in new {
        let ebs = now.ebs.unwrap_or_default();
        let size = ebs.volume_size.map(|size| format!(" of {size} GiB"));
        let encrypted = if ebs.encrypted == Some(true) { ", encrypted" } else { "" };
        let device = shorten(&name);
        said.change(format!(
            "the recipe sets volume {device}{}{encrypted} now",
            size.unwrap_or_default()
        ));
    }
}

fn volume(device: &str, before: &BlockDeviceMapping, now: &BlockDeviceMapping, said: &mut Said) {
    let (a, b) = (
        before.ebs.clone().unwrap_or_default(),
        now.ebs.clone().unwrap_or_default(),
    );
    match (a.encrypted, b.encrypted) {
        (Some(true), Some(false)) => said.loss(format!("volume {device} is no longer encrypted")),
        (Some(true), None) => said.loss(format!("the recipe no longer encrypts volume {device}")),
        (_, Some(true)) if a.encrypted != b.encrypted => said.change(format!("volume {device} is encrypted now")),
        (None, Some(false)) | (Some(false), None) => {
            let how = if b.encrypted.is_some() {
                "not to be encrypted"
            } else {
                "left as the parent has it"
            };
            said.change(format!("whether volume {device} is encrypted is {how} now"));
        }
        _ => {}
    }
    match (a.volume_size, b.volume_size) {
        (Some(from), Some(to)) if from != to => {
            let verb = if to > from { "grows" } else { "shrinks" };
            said.change(format!("volume {device} {verb} from {from} to {to} GiB"));
        }
        (None, Some(to)) => said.change(format!(
            "volume {device} is {to} GiB now, it was as large as the parent's"
        )),
        (Some(from), None) => said.change(format!(
            "volume {device} is as large as the parent's now, it was {from} GiB"
        )),
        _ => {}
    }
    match (a.delete_on_termination, b.delete_on_termination) {
        (from, Some(true)) if from != Some(true) => {
            said.change(format!("volume {device} goes with its instance now"));
        }
        (Some(true), Some(false)) => said.change(format!("volume {device} stays when its instance goes")),
        (from, to) if from != to => said.change(format!("volume {device}: `deleteOnTermination` differs")),
        _ => {}
    }
    let number = |value: Option<i64>| value.map(|value| value.to_string());
    let kind = |value: &Option<crate::resources::VolumeType>| value.as_ref().map(|it| it.as_str().to_owned());
    let others = [
        ("type", kind(&a.volume_type), kind(&b.volume_type)),
        ("IOPS", number(a.iops), number(b.iops)),
        ("throughput", number(a.throughput), number(b.throughput)),
        ("key", a.kms_key_id, b.kms_key_id),
        ("snapshot", a.snapshot_id, b.snapshot_id),
        ("virtual name", before.virtual_name.clone(), now.virtual_name.clone()),
    ];
    for (what, from, to) in others {
        if from != to {
            let text = |value: Option<String>| value.map_or_else(|| "not set".to_owned(), |it| shorten(&it));
            said.change(format!(
                "volume {device}: {what} is {} now, it was {}",
                text(to),
                text(from)
            ));
        }
    }
    match (&before.no_device, &now.no_device) {
        (None, Some(_)) => said.loss(format!("the image has no volume {device} any more")),
        (Some(_), None) => said.change(format!("the image has volume {device} again")),
        _ => {}
    }
}
