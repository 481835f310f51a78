//! Finding by name, so that no rule walks the whole workspace or the whole account for one answer.

use std::collections::{BTreeMap, BTreeSet};

use ingot_component::SemanticVersion;

use super::{Catalogue, ComponentFacts, Origin};
use crate::inventory::{CloudImage, Inventory};
use crate::names::{ImageBuilderArn, Kind, Reference, normalised};
use crate::resources::{Authored, DistributionConfiguration, InfrastructureConfiguration, Resource};

/// Positions by name; names are normalised.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    resources: BTreeMap<(Kind, String), Vec<usize>>,
    /// Images of the inventory with their ARNs.
    images: BTreeMap<String, Vec<(ImageBuilderArn, usize)>>,
    /// Images of the inventory by the ids of their AMIs.
    amis: BTreeMap<String, usize>,
    /// Components of the inventory that are not active, by ARN.
    retired: BTreeMap<String, String>,
    /// Who owns components of the inventory.
    owners: BTreeSet<String>,
    /// Recipes that others of the workspace stand on.
    parents: BTreeSet<String>,
}

impl Lookup {
    pub(super) fn new(resources: &[Resource], inventory: &Inventory) -> Self {
        let mut lookup = Self::default();
        for (at, resource) in resources.iter().enumerate() {
            let key = (resource.kind(), normalised(resource.name()));
            lookup.resources.entry(key).or_default().push(at);
            if let Resource::ImageRecipe(recipe) = resource {
                lookup.parents.extend(parent_name(&recipe.value.parent_image));
            }
        }
        for (at, image) in inventory.images.iter().enumerate() {
            if let Ok(arn) = image.arn.parse::<ImageBuilderArn>() {
                lookup.images.entry(arn.name.clone()).or_default().push((arn, at));
            }
            for ami in &image.amis {
                lookup.amis.entry(ami.image.clone()).or_insert(at);
            }
        }
        for component in &inventory.components {
            if let Ok(arn) = component.arn.parse::<ImageBuilderArn>() {
                lookup.owners.insert(arn.owner.to_string());
            }
            if let Some(status) = component.status.as_ref().filter(|status| *status != "ACTIVE") {
                lookup.retired.insert(component.arn.clone(), status.clone());
            }
        }
        lookup
    }
}

impl Catalogue {
    /// The resources of the workspace that are a `kind` of that name.
    pub fn named(&self, kind: Kind, name: &str) -> impl Iterator<Item = &Resource> {
        let positions = self.lookup.resources.get(&(kind, normalised(name)));
        positions
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .filter_map(|&at| self.resources.get(at))
    }

    /// The infrastructure configuration of the workspace that `reference` means.
    pub fn infrastructure(&self, reference: &Reference) -> Option<&Authored<InfrastructureConfiguration>> {
        let name = self.own_name(Kind::InfrastructureConfiguration, reference)?;
        let found = self.named(Kind::InfrastructureConfiguration, name).next()?;
        match found {
            Resource::InfrastructureConfiguration(authored) => Some(authored),
            _ => None,
        }
    }

    /// The distribution configuration of the workspace that `reference` means.
    pub fn distribution(&self, reference: &Reference) -> Option<&Authored<DistributionConfiguration>> {
        let name = self.own_name(Kind::DistributionConfiguration, reference)?;
        let found = self.named(Kind::DistributionConfiguration, name).next()?;
        match found {
            Resource::DistributionConfiguration(authored) => Some(authored),
            _ => None,
        }
    }

    /// The build versions of images of that name that the account can see, with their ARNs.
    pub fn images_named(&self, name: &str) -> impl Iterator<Item = (&ImageBuilderArn, &CloudImage)> {
        let images = self.lookup.images.get(&normalised(name));
        images
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .filter_map(|(arn, at)| Some((arn, self.inventory.images.get(*at)?)))
    }

    /// The build that made the AMI `id`, where the account can see it.
    pub fn image_of_ami(&self, id: &str) -> Option<&CloudImage> {
        self.inventory.images.get(*self.lookup.amis.get(id)?)
    }

    /// `DEPRECATED` or `DISABLED`, for a component that new recipes cannot take.
    pub fn retired(&self, component: &ComponentFacts) -> Option<&str> {
        let arn = component.arn.as_ref()?;
        self.lookup.retired.get(arn).map(String::as_str)
    }

    /// The newest version that is known of a component: the workspace's and the account's are one,
    /// others are told apart by who owns them, and retired ones do not count.
    pub fn newest_version_of(&self, component: &ComponentFacts) -> Option<SemanticVersion> {
        let owner = |it: &ComponentFacts| match (it.origin, it.arn.as_deref()) {
            (Origin::Shared | Origin::Amazon | Origin::Marketplace, Some(arn)) => {
                arn.split('/').next().map(str::to_owned)
            }
            _ => None,
        };
        let wanted = owner(component);
        self.components_named(&component.name)
            .filter(|it| owner(it) == wanted && self.retired(it).is_none())
            .filter_map(|it| it.version)
            .max()
    }

    /// Whether the account was read in the region of `arn`, and with it all that it can see of the
    /// owner's components.
    pub fn lists_components_like(&self, arn: &ImageBuilderArn) -> bool {
        self.reads_region_of(arn) && (self.is_own(arn) || self.lookup.owners.contains(&arn.owner.to_string()))
    }

    /// Whether the account was read in the region of `arn`.
    pub fn reads_region_of(&self, arn: &ImageBuilderArn) -> bool {
        self.inventory.as_of.is_some() && self.inventory.region.as_deref() == Some(arn.region.as_str())
    }

    /// Whether a recipe of the workspace stands on the image of the recipe called `name`.
    pub fn is_parent(&self, name: &str) -> bool {
        self.lookup.parents.contains(&normalised(name))
    }

    /// The name in a reference to a resource of this workspace's account.
    fn own_name<'r>(&self, kind: Kind, reference: &'r Reference) -> Option<&'r str> {
        match reference {
            Reference::Arn(arn) if self.is_own(arn) => Some(&arn.name),
            other => Some(other.local(kind)?.name.as_str()),
        }
    }
}

/// The name of the recipe that a `parentImage` says.
fn parent_name(parent: &Reference) -> Option<String> {
    match parent {
        Reference::Arn(arn) => Some(arn.name.clone()),
        other => Some(normalised(other.local(Kind::ImageRecipe)?.name.as_str())),
    }
}
