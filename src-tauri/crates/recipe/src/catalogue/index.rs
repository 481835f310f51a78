//! Where in a catalogue everything of a name stands.

use std::collections::HashMap;
use std::sync::Arc;

use super::facts::{ComponentFacts, RecipeFacts};
use crate::names::{Kind, Reference, normalised};
use crate::resources::Resource;

/// Positions by normalised name, in order.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// The workspace's resources of each kind.
    resources: HashMap<Kind, Positions>,
    components: Positions,
    recipes: Positions,
}

type Positions = HashMap<String, Vec<usize>>;

impl Index {
    pub fn new(resources: &[Arc<Resource>], components: &[Arc<ComponentFacts>], recipes: &[Arc<RecipeFacts>]) -> Self {
        let mut index = Self::default();
        for (at, resource) in resources.iter().enumerate() {
            let of_kind = index.resources.entry(resource.kind()).or_default();
            of_kind.entry(normalised(resource.name())).or_default().push(at);
        }
        for (at, facts) in components.iter().enumerate() {
            let name = facts.normalised_name.clone();
            index.components.entry(name).or_default().push(at);
        }
        for (at, facts) in recipes.iter().enumerate() {
            index.recipes.entry(normalised(&facts.name)).or_default().push(at);
        }
        index
    }

    pub fn resources(&self, kind: Kind, name: &str) -> &[usize] {
        of(self.resources.get(&kind), name)
    }

    pub fn components(&self, name: &str) -> &[usize] {
        of(Some(&self.components), name)
    }

    pub fn recipes(&self, name: &str) -> &[usize] {
        of(Some(&self.recipes), name)
    }
}

fn of<'p>(positions: Option<&'p Positions>, name: &str) -> &'p [usize] {
    positions
        .and_then(|positions| positions.get(name))
        .map_or(&[][..], Vec::as_slice)
}

/// The name of the recipe that a `parentImage` says.
pub(super) fn parent_name(parent: &Reference) -> Option<String> {
    match parent {
        Reference::Arn(arn) => Some(arn.name.clone()),
        other => Some(normalised(other.local(Kind::ImageRecipe)?.name.as_str())),
    }
}
