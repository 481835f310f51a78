//! Where an image comes from: from the vendor's image through golden images up to a recipe.

mod vendor;

use serde::Serialize;

pub use vendor::VendorImage;

use crate::catalogue::{Catalogue, Origin, RecipeFacts, Resolution};
use crate::inventory::{CloudImage, Inventory};
use crate::names::{ArnType, ImageBuilderArn, Owner, Reference, normalised};

/// The lineage of a recipe's image.
#[derive(Debug, Clone, Serialize)]
pub struct Lineage {
    /// The recipe.
    pub recipe: String,
    /// The images of other recipes that it stands on, oldest first.
    pub ancestors: Vec<Ancestor>,
    /// The image at the bottom, where the chain could be followed so far.
    pub vendor: Option<VendorImage>,
    /// Why it could not.
    pub problem: Option<LineageProblem>,
}

/// An image of a recipe that another recipe stands on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ancestor {
    /// The recipe, which gives the image its name.
    pub recipe: String,
    /// Its version, as far as it is known.
    pub version: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
    /// Its file in the workspace.
    pub file: Option<String>,
    /// What the recipe above it writes as `parentImage`.
    pub reference: String,
    /// Whether its components are known. An image can be shared without its recipe.
    pub layers_known: bool,
}

/// Why a lineage does not reach a vendor's image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum LineageProblem {
    /// A recipe stands, in the end, on itself.
    Cycle {
        /// The recipes of the circle, from the one that was met twice and back to it.
        path: Vec<String>,
    },
    /// `parentImage` refers to nothing known.
    Unknown {
        /// The recipe that writes it.
        recipe: String,
        /// What it writes.
        reference: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// The parent is known, but in no version that fits.
    NoSuchVersion {
        /// The recipe that writes it.
        recipe: String,
        /// What it writes.
        reference: String,
        /// The versions that are there, newest first.
        available: Vec<String>,
    },
    /// An ARN of which nothing was read yet.
    NotCached {
        /// The recipe that writes it.
        recipe: String,
        /// What it writes.
        reference: String,
    },
}

/// The lineage of the recipe `name`; `None` when there is no such recipe.
pub fn resolve(catalogue: &Catalogue, name: &str) -> Option<Lineage> {
    Some(walk(catalogue, catalogue.recipe(name)?).lineage())
}

/// A lineage with what its steps stand on.
pub(crate) struct Walk<'c> {
    /// The recipe itself.
    pub recipe: &'c RecipeFacts,
    /// Its ancestors, oldest first.
    pub ancestors: Vec<Generation<'c>>,
    pub vendor: Option<VendorImage>,
    pub problem: Option<LineageProblem>,
}

/// One ancestor: its recipe, or an image whose recipe is not known.
pub(crate) struct Generation<'c> {
    pub recipe: Option<&'c RecipeFacts>,
    pub image: Option<&'c CloudImage>,
    pub reference: String,
}

enum Parent<'c> {
    Recipe(&'c RecipeFacts),
    /// An image of a recipe that is not known.
    Image(&'c CloudImage),
    Vendor(VendorImage),
    Problem(LineageProblem),
    /// `parentImage` is missing or unreadable.
    Nothing,
}

pub(crate) fn walk<'c>(catalogue: &'c Catalogue, recipe: &'c RecipeFacts) -> Walk<'c> {
    let mut ancestors: Vec<Generation<'c>> = Vec::new();
    let mut seen: Vec<&RecipeFacts> = vec![recipe];
    let (mut vendor, mut problem) = (None, None);
    let mut current = recipe;
    loop {
        let reference = current.recipe.parent_image.to_string();
        match parent(catalogue, current) {
            Parent::Recipe(parent) => {
                if let Some(at) = seen.iter().position(|earlier| same_recipe(earlier, parent)) {
                    let mut path: Vec<String> = seen[at..].iter().map(|recipe| recipe.name.clone()).collect();
                    path.push(parent.name.clone());
                    problem = Some(LineageProblem::Cycle { path });
                    break;
                }
                seen.push(parent);
                ancestors.push(Generation {
                    recipe: Some(parent),
                    image: None,
                    reference,
                });
                current = parent;
            }
            Parent::Image(image) => {
                ancestors.push(Generation {
                    recipe: None,
                    image: Some(image),
                    reference,
                });
                break;
            }
            Parent::Vendor(image) => {
                vendor = Some(image);
                break;
            }
            Parent::Problem(found) => {
                problem = Some(found);
                break;
            }
            Parent::Nothing => break,
        }
    }
    ancestors.reverse();
    Walk {
        recipe,
        ancestors,
        vendor,
        problem,
    }
}

fn parent<'c>(catalogue: &'c Catalogue, child: &RecipeFacts) -> Parent<'c> {
    let reference = &child.recipe.parent_image;
    if reference.is_unreadable() {
        return Parent::Nothing;
    }
    let (recipe, written) = (child.name.clone(), reference.to_string());
    match reference {
        Reference::Ami(id) => match catalogue.image_of_ami(id) {
            Some(image) => built_image(catalogue, image),
            None => Parent::Vendor(VendorImage::of(reference, None)),
        },
        Reference::SsmParameter(_) => Parent::Vendor(VendorImage::of(reference, None)),
        Reference::Arn(arn) if arn.r#type == ArnType::Image && matches!(arn.owner, Owner::Managed(_)) => {
            Parent::Vendor(VendorImage::of(reference, newest_image(catalogue, arn)))
        }
        // Marketplace products (`prod-…`) are the one other form that AWS takes; nothing in the
        // name tells what they are.
        Reference::Other(text) if text.starts_with("prod-") => Parent::Vendor(VendorImage::of(reference, None)),
        _ => match catalogue.parent_recipe(reference) {
            Resolution::Found(parent) => Parent::Recipe(parent),
            Resolution::Unknown { nearest } => Parent::Problem(LineageProblem::Unknown {
                recipe,
                reference: written,
                nearest,
            }),
            Resolution::NoSuchVersion { available } => Parent::Problem(LineageProblem::NoSuchVersion {
                recipe,
                reference: written,
                available,
            }),
            Resolution::NotCached => match reference {
                Reference::Arn(arn) if newest_image(catalogue, arn).is_some() => {
                    newest_image(catalogue, arn).map_or(Parent::Nothing, Parent::Image)
                }
                _ => Parent::Problem(LineageProblem::NotCached {
                    recipe,
                    reference: written,
                }),
            },
        },
    }
}

/// An AMI that a known build made: its recipe when that is known, too.
fn built_image<'c>(catalogue: &'c Catalogue, image: &'c CloudImage) -> Parent<'c> {
    let recipe = image.recipe_arn.as_deref().map(Reference::lenient);
    match recipe.as_ref().map(|recipe| catalogue.recipe_reference(recipe)) {
        Some(Resolution::Found(recipe)) => Parent::Recipe(recipe),
        _ => Parent::Image(image),
    }
}

/// The newest image that an ARN, perhaps with wildcards, admits.
pub(crate) fn newest_image<'c>(catalogue: &'c Catalogue, wanted: &ImageBuilderArn) -> Option<&'c CloudImage> {
    catalogue
        .images_named(&wanted.name)
        .filter(|(arn, _)| {
            let version = match (&wanted.version, &arn.version) {
                (Some(wanted), Some(have)) => wanted.admits(have),
                _ => true,
            };
            arn.same_resource(wanted) && version && (wanted.build.is_none() || wanted.build == arn.build)
        })
        .max_by(|(a, _), (b, _)| (&a.version, a.build).cmp(&(&b.version, b.build)))
        .map(|(_, image)| image)
}

fn same_recipe(a: &RecipeFacts, b: &RecipeFacts) -> bool {
    normalised(&a.name) == normalised(&b.name)
        && a.version == b.version
        && (a.origin == Origin::Shared) == (b.origin == Origin::Shared)
}

impl Walk<'_> {
    /// The image at the bottom, with the platform that AWS told of an ancestor where the vendor's
    /// reference does not tell it.
    pub fn platform(&self) -> Option<ingot_component::Platform> {
        let told = |generation: &Generation<'_>| match generation {
            Generation {
                recipe: Some(recipe), ..
            } => recipe.platform,
            Generation { image: Some(image), .. } => image.platform.as_deref()?.parse().ok(),
            _ => None,
        };
        let vendor = self.vendor.as_ref().and_then(|vendor| vendor.platform);
        vendor
            .or_else(|| self.ancestors.iter().find_map(told))
            .or(self.recipe.platform)
    }

    /// The operating system with its version, such as `Ubuntu 22.04`.
    pub fn os(&self) -> Option<String> {
        let told = |generation: &Generation<'_>| generation.image.and_then(|image| image.os_version.clone());
        self.vendor
            .as_ref()
            .and_then(VendorImage::os_name)
            .or_else(|| self.ancestors.iter().find_map(told))
    }

    pub fn lineage(self) -> Lineage {
        Lineage {
            recipe: self.recipe.name.clone(),
            ancestors: self.ancestors.iter().filter_map(Generation::ancestor).collect(),
            vendor: self.vendor,
            problem: self.problem,
        }
    }
}

impl Generation<'_> {
    fn ancestor(&self) -> Option<Ancestor> {
        let reference = self.reference.clone();
        if let Some(recipe) = self.recipe {
            return Some(Ancestor {
                recipe: recipe.name.clone(),
                version: recipe.version.as_ref().map(ToString::to_string),
                owner: recipe.owner.clone(),
                origin: recipe.origin,
                file: recipe.file.clone(),
                reference,
                layers_known: true,
            });
        }
        let image = self.image?;
        let arn = image.arn.parse::<ImageBuilderArn>().ok();
        Some(Ancestor {
            recipe: image.name.clone(),
            version: Some(image.version.clone()),
            owner: arn.map(|arn| arn.owner.to_string()),
            origin: Origin::Shared,
            file: None,
            reference,
            layers_known: false,
        })
    }
}

/// Whether an image of exactly this recipe version, of the own account, can be built on.
pub(crate) fn has_available_image(inventory: &Inventory, recipe: &RecipeFacts) -> bool {
    let name = normalised(&recipe.name);
    inventory
        .images
        .iter()
        .filter(|image| image.is_available())
        .any(|image| {
            image.arn.parse::<ImageBuilderArn>().is_ok_and(|arn| {
                let own = arn.owner.account().map(crate::names::AccountId::as_str) == inventory.account.as_deref();
                let version = match (&recipe.version, &arn.version) {
                    (Some(wanted), Some(have)) => wanted.admits(have),
                    _ => false,
                };
                own && arn.name == name && version
            })
        })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::testing::{OVERLAY, files, with_inventory};

    #[test]
    fn an_overlay_comes_from_the_vendor_through_the_golden_image() {
        let lineage = resolve(&files(OVERLAY).catalogue, "web").unwrap();
        assert_eq!(lineage.ancestors.len(), 1);
        assert_eq!(lineage.ancestors[0].recipe, "golden");
        assert_eq!(lineage.ancestors[0].version.as_deref(), Some("1.2.0"));
        assert_eq!(lineage.vendor.unwrap().label, "Ubuntu Server 22.04 LTS");
        assert_eq!(lineage.problem, None);
    }

    #[test]
    fn a_circle_is_told_and_followed_once() {
        let text = OVERLAY.replace(
            "ssm:/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id",
            "ImageRecipe/web",
        );
        let catalogue = files(&text).catalogue;
        let path = |name| match resolve(&catalogue, name).unwrap().problem {
            Some(LineageProblem::Cycle { path }) => path,
            _ => Vec::new(),
        };
        assert_eq!(path("web"), ["web", "golden", "web"]);
        assert_eq!(path("golden"), ["golden", "web", "golden"]);
    }

    #[test]
    fn an_ami_that_a_known_build_made_leads_to_its_recipe() {
        let inventory = Inventory {
            images: vec![CloudImage {
                arn: "arn:aws:imagebuilder:eu-central-1:123456789012:image/golden/1.2.0/4".into(),
                recipe_arn: Some("arn:aws:imagebuilder:eu-central-1:123456789012:image-recipe/golden/1.2.0".into()),
                amis: vec![crate::inventory::CloudAmi {
                    image: "ami-0abc".into(),
                    ..Default::default()
                }],
                ..Default::default()
            }],
            ..crate::testing::synced()
        };
        let text = OVERLAY.replace("ImageRecipe/golden/1.x.x", "ami-0abc");
        let lineage = resolve(&with_inventory(&text, inventory).catalogue, "web").unwrap();
        assert_eq!(lineage.ancestors[0].recipe, "golden");
    }
}
