//! What AWS holds, as a catalogue answers it: found by name, so that no rule walks the whole account
//! for one answer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::facts::{ComponentFacts, RecipeFacts};
use crate::inventory::Inventory;
use crate::names::ImageBuilderArn;

/// An inventory with positions in it by name; names are normalised.
#[derive(Debug, Default)]
pub(super) struct Cloud {
    pub inventory: Arc<Inventory>,
    pub components: Vec<Arc<ComponentFacts>>,
    pub recipes: Vec<Arc<RecipeFacts>>,
    /// Images with their ARNs.
    pub images: BTreeMap<String, Vec<(ImageBuilderArn, usize)>>,
    /// Images by the ids of their AMIs.
    pub amis: BTreeMap<String, usize>,
    /// Components that are not active, by ARN.
    pub retired: BTreeMap<String, String>,
    /// Who owns components.
    pub owners: BTreeSet<String>,
}

impl Cloud {
    pub fn new(inventory: Arc<Inventory>) -> Self {
        let account = inventory.account.as_deref();
        let components = inventory.components.iter();
        let recipes = inventory.image_recipes.iter();
        let mut cloud = Self {
            components: components
                .filter_map(|it| ComponentFacts::of_cloud(it, account).map(Arc::new))
                .collect(),
            recipes: recipes
                .filter_map(|it| RecipeFacts::of_cloud(it, account).map(Arc::new))
                .collect(),
            ..Self::default()
        };
        for (at, image) in inventory.images.iter().enumerate() {
            if let Ok(arn) = image.arn.parse::<ImageBuilderArn>() {
                cloud.images.entry(arn.name.clone()).or_default().push((arn, at));
            }
            for ami in &image.amis {
                cloud.amis.entry(ami.image.clone()).or_insert(at);
            }
        }
        for component in &inventory.components {
            if let Ok(arn) = component.arn.parse::<ImageBuilderArn>() {
                cloud.owners.insert(arn.owner.to_string());
            }
            if let Some(status) = component.status.as_ref().filter(|status| *status != "ACTIVE") {
                cloud.retired.insert(component.arn.clone(), status.clone());
            }
        }
        cloud.inventory = inventory;
        cloud
    }
}
