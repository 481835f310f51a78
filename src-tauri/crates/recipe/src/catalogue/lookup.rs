//! Finding by name, so that no rule walks the whole workspace or the whole account for one answer.

use std::collections::BTreeMap;

use super::{Catalogue, ComponentFacts};
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
}

impl Lookup {
    pub(super) fn new(resources: &[Resource], inventory: &Inventory) -> Self {
        let mut lookup = Self::default();
        for (at, resource) in resources.iter().enumerate() {
            let key = (resource.kind(), normalised(resource.name()));
            lookup.resources.entry(key).or_default().push(at);
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

    /// The name in a reference to a resource of this workspace's account.
    fn own_name<'r>(&self, kind: Kind, reference: &'r Reference) -> Option<&'r str> {
        match reference {
            Reference::Arn(arn) if self.is_own(arn) => Some(&arn.name),
            other => Some(other.local(kind)?.name.as_str()),
        }
    }
}
