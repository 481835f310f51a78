//! What a new image can stand on.

use std::collections::{BTreeMap, BTreeSet};

use ingot_component::SemanticVersion;
use ingot_recipe::inventory::CloudImage;
use ingot_recipe::lineage::{self, VendorImage};
use ingot_recipe::names::{ImageBuilderArn, Owner, Reference, WrittenVersion, normalised};
use ingot_recipe::resources::{Authored, ImageRecipe};
use ingot_recipe::{Catalogue, Origin as Known};

use crate::Workbench;
use crate::contract::recipe::{Origin, ParentChoice, ParentChoices};
use crate::contract::{Error, Nothing};
use crate::views::{self, small};

/// Public parameters that always name the newest image of a system: Canonical's
/// (<https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/>), Amazon's
/// (<https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html>) and
/// Debian's (<https://wiki.debian.org/Cloud/AmazonEC2Image>).
const PUBLIC_PARAMETERS: &[&str] = &[
    "ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
    "ssm:/aws/service/canonical/ubuntu/server/24.04/stable/current/arm64/hvm/ebs-gp3/ami-id",
    "ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
    "ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/arm64/hvm/ebs-gp2/ami-id",
    "ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
    "ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
    "ssm:/aws/service/debian/release/12/latest/amd64",
    "ssm:/aws/service/debian/release/12/latest/arm64",
    "ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base",
    "ssm:/aws/service/ami-windows-latest/Windows_Server-2019-English-Full-Base",
];

pub async fn parents(workbench: &Workbench, _: Nothing) -> Result<ParentChoices, Error> {
    let prepared = workbench.desk().prepared()?;
    let catalogue = &prepared.catalogue;
    let mut parents: Vec<ParentChoice> = catalogue
        .image_recipes()
        .filter(|recipe| !recipe.value.name.is_empty())
        .map(|recipe| of_recipe(catalogue, recipe))
        .collect();
    parents.sort_by(|left, right| left.label.cmp(&right.label));
    parents.extend(of_images(catalogue));
    parents.extend(of_vendors(catalogue));
    Ok(ParentChoices {
        parents,
        as_of: catalogue.inventory().as_of.clone(),
    })
}

fn of_recipe(catalogue: &Catalogue, authored: &Authored<ImageRecipe>) -> ParentChoice {
    let recipe = &authored.value;
    let lineage = lineage::resolve(catalogue, &recipe.name);
    let vendor = lineage.as_ref().and_then(|lineage| lineage.vendor.as_ref());
    let below = lineage.iter().flat_map(|lineage| &lineage.ancestors);
    let inherited: usize = below
        .filter_map(|ancestor| catalogue.recipe(&ancestor.recipe))
        .map(|facts| facts.recipe.components.len())
        .sum();
    let major = recipe.semantic_version.parse::<WrittenVersion>().ok();
    let major = major.and_then(|version| Some(version.as_str().split_once('.')?.0.to_owned()));
    ParentChoice {
        reference: match major.filter(|major| major != "x") {
            Some(major) => format!("ImageRecipe/{}/{major}.x.x", recipe.name),
            None => format!("ImageRecipe/{}", recipe.name),
        },
        label: recipe.name.clone(),
        origin: Origin::Workspace,
        owner: catalogue.recipe(&recipe.name).and_then(|facts| facts.owner.clone()),
        version: Some(recipe.semantic_version.clone()),
        platform: vendor
            .and_then(|vendor| vendor.platform)
            .map(|platform| platform.to_string()),
        os: vendor.and_then(VendorImage::os_name),
        architecture: vendor.and_then(|vendor| vendor.architecture.clone()),
        layers: Some(small(inherited + recipe.components.len())),
    }
}

/// The newest available image of each name that AWS holds and the workspace has no recipe for: Amazon's last.
fn of_images(catalogue: &Catalogue) -> Vec<ParentChoice> {
    let written: BTreeSet<String> = catalogue
        .image_recipes()
        .map(|recipe| normalised(&recipe.value.name))
        .collect();
    let account = catalogue.inventory().account.as_deref();
    let mut newest: BTreeMap<(Known, String, String), (ImageBuilderArn, &CloudImage)> = BTreeMap::new();
    for image in &catalogue.inventory().images {
        let Ok(arn) = image.arn.parse::<ImageBuilderArn>() else {
            continue;
        };
        let origin = match &arn.owner {
            Owner::Managed(_) => Known::Amazon,
            Owner::Account(owner) if account.is_none_or(|account| account == owner.as_str()) => Known::Account,
            Owner::Account(_) => Known::Shared,
        };
        let copied = origin == Known::Account && written.contains(&normalised(&image.name));
        if copied || !image.is_available() || image.r#type.as_deref() == Some("DOCKER") {
            continue;
        }
        let key = (origin, image.name.clone(), arn.owner.to_string());
        let version = |image: &CloudImage| (image.version.parse::<SemanticVersion>().ok(), image.build);
        match newest.get(&key) {
            Some((_, known)) if version(known) >= version(image) => {}
            _ => {
                newest.insert(key, (arn, image));
            }
        }
    }
    newest
        .into_iter()
        .map(|((origin, name, owner), (arn, image))| of_image(catalogue, origin, name, owner, arn, image))
        .collect()
}

fn of_image(
    catalogue: &Catalogue,
    origin: Known,
    name: String,
    owner: String,
    arn: ImageBuilderArn,
    image: &CloudImage,
) -> ParentChoice {
    let major = image.version.parse::<SemanticVersion>().ok();
    let newest_of_major = major
        .and_then(|version| format!("{}.x.x", version.major).parse().ok())
        .unwrap_or_else(WrittenVersion::any);
    let reference = Reference::Arn(arn.with_version(newest_of_major));
    let vendor = VendorImage::of(&reference, Some(image));
    let facts = catalogue.parent_recipe(&reference).found().copied();
    ParentChoice {
        reference: reference.to_string(),
        label: if vendor.label == vendor.reference {
            name
        } else {
            vendor.label.clone()
        },
        origin: views::origin(origin),
        owner: facts
            .and_then(|facts| facts.owner.clone())
            .or_else(|| vendor.publisher.clone())
            .or(Some(owner)),
        version: Some(image.version.clone()),
        platform: vendor.platform.map(|platform| platform.to_string()),
        os: vendor.os_name(),
        architecture: vendor.architecture,
        layers: facts.map(|facts| small(facts.recipe.components.len())),
    }
}

/// Vendors' images: those that recipes here stand on already, then well-known ones.
fn of_vendors(catalogue: &Catalogue) -> Vec<ParentChoice> {
    let used: BTreeSet<String> = catalogue
        .image_recipes()
        .filter(|recipe| {
            matches!(
                recipe.value.parent_image,
                Reference::SsmParameter(_) | Reference::Ami(_)
            )
        })
        .map(|recipe| recipe.value.parent_image.to_string())
        .collect();
    let known = PUBLIC_PARAMETERS
        .iter()
        .map(|reference| (*reference).to_owned())
        .filter(|reference| !used.contains(reference))
        .collect::<Vec<_>>();
    used.iter()
        .cloned()
        .chain(known)
        .map(|reference| {
            let vendor = VendorImage::of(&Reference::lenient(&reference), None);
            ParentChoice {
                reference,
                origin: if vendor.publisher.is_some() {
                    Origin::Amazon
                } else {
                    Origin::Unknown
                },
                owner: vendor.publisher.clone(),
                version: None,
                platform: vendor.platform.map(|platform| platform.to_string()),
                os: vendor.os_name(),
                architecture: vendor.architecture.clone(),
                layers: None,
                label: vendor.label,
            }
        })
        .collect()
}
