//! Finding by name, so that no rule walks the whole workspace or the whole account for one answer.

use std::sync::Arc;

use ingot_component::SemanticVersion;

use super::asked::Question;
use super::{Catalogue, ComponentFacts, Origin};
use crate::inventory::CloudImage;
use crate::names::{ImageBuilderArn, Kind, Reference, normalised};
use crate::resources::{Authored, DistributionConfiguration, InfrastructureConfiguration, Resource};

impl Catalogue {
    /// The resources of the workspace that are a `kind` of that name.
    pub fn named(&self, kind: Kind, name: &str) -> impl Iterator<Item = &Resource> {
        let name = normalised(name);
        self.notes.note(Question::Named(kind, &name));
        let positions = self.known.index.resources(kind, &name).iter();
        positions.filter_map(|&at| self.known.resources.get(at).map(Arc::as_ref))
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
        let images = self.known.ground.cloud.images.get(&normalised(name));
        images
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .filter_map(|(arn, at)| Some((arn, self.inventory().images.get(*at)?)))
    }

    /// The build that made the AMI `id`, where the account can see it.
    pub fn image_of_ami(&self, id: &str) -> Option<&CloudImage> {
        self.inventory().images.get(*self.known.ground.cloud.amis.get(id)?)
    }

    /// `DEPRECATED` or `DISABLED`, for a component that new recipes cannot take.
    pub fn retired(&self, component: &ComponentFacts) -> Option<&str> {
        let arn = component.arn.as_ref()?;
        self.known.ground.cloud.retired.get(arn).map(String::as_str)
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
        self.reads_region_of(arn)
            && (self.is_own(arn) || self.known.ground.cloud.owners.contains(&arn.owner.to_string()))
    }

    /// Whether the account was read in the region of `arn`.
    pub fn reads_region_of(&self, arn: &ImageBuilderArn) -> bool {
        self.inventory().as_of.is_some() && self.inventory().region.as_deref() == Some(arn.region.as_str())
    }

    /// Whether a recipe of the workspace stands on the image of the recipe called `name`.
    pub fn is_parent(&self, name: &str) -> bool {
        let name = normalised(name);
        self.notes.note(Question::IsParent(&name));
        self.known.parents.contains(&name)
    }

    /// The name in a reference to a resource of this workspace's account.
    fn own_name<'r>(&self, kind: Kind, reference: &'r Reference) -> Option<&'r str> {
        match reference {
            Reference::Arn(arn) if self.is_own(arn) => Some(&arn.name),
            other => Some(other.local(kind)?.name.as_str()),
        }
    }
}
