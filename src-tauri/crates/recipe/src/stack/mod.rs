//! The strata of an image: the parent, the golden layers, the own layers, the own tests.

use serde::Serialize;

use crate::catalogue::{Catalogue, ComponentFacts, RecipeFacts, Resolution};
use crate::lineage::{Lineage, VendorImage, Walk, walk};
use crate::names::Reference;
use crate::resources::{ComponentConfiguration, ComponentParameter, layers_of};

/// The strata of a recipe's image, oldest first.
#[derive(Debug, Clone, Serialize)]
pub struct Stack {
    /// The recipe.
    pub recipe: String,
    /// Parent, one golden stratum for each ancestor, own layers, own tests. The last two are always
    /// there, even when they are empty.
    pub strata: Vec<Stratum>,
    /// Where the image comes from.
    pub lineage: Lineage,
}

/// What a stratum is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StratumKind {
    /// The vendor's image.
    Parent,
    /// The layers of a recipe whose image this one stands on.
    Golden,
    /// The recipe's own layers.
    Own,
    /// The recipe's own test components.
    Tests,
}

/// One stratum.
#[derive(Debug, Clone, Serialize)]
pub struct Stratum {
    /// What it is.
    pub kind: StratumKind,
    /// The recipe its layers belong to; `None` for the parent.
    pub recipe: Option<String>,
    /// That recipe's version.
    pub version: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// That recipe's file in the workspace.
    pub file: Option<String>,
    /// Whether it is fixed here: everything but the recipe's own.
    pub locked: bool,
    /// The vendor's image; only for the parent.
    pub vendor: Option<VendorImage>,
    /// Whether the layers are known. A shared image may come without its recipe.
    pub layers_known: bool,
    /// In the order in which they run; own layers that are off stand in their place.
    pub layers: Vec<Layer>,
}

/// A component in a recipe.
#[derive(Debug, Clone, Serialize)]
pub struct Layer {
    /// Position among the layers that its file has, from 0, those that are off included.
    pub slot: usize,
    /// Position in its recipe's `components`, from 0; `None` when it is off.
    pub index: Option<usize>,
    /// Whether AWS sees it: a layer that is off is commented out in the file.
    pub enabled: bool,
    /// `componentArn` as written.
    pub reference: String,
    /// The name: the component's own, or what the reference says.
    pub name: String,
    /// What the reference means now.
    pub component: Resolution<ComponentFacts>,
    /// Which version it is held to.
    pub pin: Pin,
    /// The parameters that the component declares.
    pub parameters: Vec<LayerParameter>,
    /// Parameters that the recipe sets and the component does not declare.
    pub unknown_parameters: Vec<String>,
    /// Whether it belongs to another recipe.
    pub locked: bool,
    /// Whether it only tests.
    pub test: bool,
}

/// Which version a layer is held to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pin {
    /// The version in the reference; `None` follows the workspace, pinned when it is published.
    pub written: Option<String>,
    /// Whether AWS takes the newest that fits at build time.
    pub wildcard: bool,
    /// What it resolves to now.
    pub resolved: Option<String>,
}

/// A parameter of a layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LayerParameter {
    /// Its name.
    pub name: String,
    /// Its declared type.
    pub r#type: Option<String>,
    /// What holds when the recipe sets nothing.
    pub default: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What the recipe sets.
    pub value: Option<Vec<String>>,
    /// Whether it has no default.
    pub required: bool,
    /// Whether it is required and not set.
    pub missing: bool,
    /// How many steps refer to it; `None` while the document is not known.
    pub used_in_steps: Option<usize>,
}

/// The strata of the recipe `name`; `None` when there is no such recipe.
pub fn stack(catalogue: &Catalogue, name: &str) -> Option<Stack> {
    Some(of_walk(catalogue, walk(catalogue, catalogue.recipe(name)?)))
}

fn of_walk(catalogue: &Catalogue, walk: Walk<'_>) -> Stack {
    let mut strata = Vec::new();
    if let Some(vendor) = &walk.vendor {
        strata.push(Stratum {
            owner: vendor.publisher.clone(),
            vendor: Some(vendor.clone()),
            locked: true,
            ..empty(StratumKind::Parent)
        });
    }
    for generation in &walk.ancestors {
        strata.push(match (generation.recipe, generation.image) {
            (Some(recipe), _) => Stratum {
                layers: layers(catalogue, recipe, true),
                locked: true,
                ..of_recipe(StratumKind::Golden, recipe)
            },
            (None, image) => Stratum {
                recipe: image.map(|image| image.name.clone()),
                version: image.map(|image| image.version.clone()),
                locked: true,
                layers_known: false,
                ..empty(StratumKind::Golden)
            },
        });
    }
    let (tests, own) = layers(catalogue, walk.recipe, false)
        .into_iter()
        .partition(|layer| layer.test);
    strata.push(Stratum {
        layers: own,
        ..of_recipe(StratumKind::Own, walk.recipe)
    });
    strata.push(Stratum {
        layers: tests,
        ..of_recipe(StratumKind::Tests, walk.recipe)
    });
    Stack {
        recipe: walk.recipe.name.clone(),
        strata,
        lineage: walk.lineage(),
    }
}

fn empty(kind: StratumKind) -> Stratum {
    Stratum {
        kind,
        recipe: None,
        version: None,
        owner: None,
        file: None,
        locked: false,
        vendor: None,
        layers_known: true,
        layers: Vec::new(),
    }
}

fn of_recipe(kind: StratumKind, recipe: &RecipeFacts) -> Stratum {
    Stratum {
        recipe: Some(recipe.name.clone()),
        version: recipe.version.as_ref().map(ToString::to_string),
        owner: recipe.owner.clone(),
        file: recipe.file.clone(),
        ..empty(kind)
    }
}

/// The layers of a recipe. Those that are off are shown where they can be switched on: in the
/// recipe's own strata.
fn layers(catalogue: &Catalogue, recipe: &RecipeFacts, locked: bool) -> Vec<Layer> {
    let authored = catalogue.authored(recipe).filter(|_| !locked);
    let written = authored.and_then(|it| Some(layers_of(it.source(), it.place().node()?)));
    if let Some(written) = written {
        return written
            .iter()
            .enumerate()
            .map(|(slot, it)| layer(catalogue, slot, it.index, &it.component, locked))
            .collect();
    }
    let components = recipe.recipe.components.iter().enumerate();
    components
        .map(|(index, configuration)| layer(catalogue, index, Some(index), configuration, locked))
        .collect()
}

/// One layer: its component, its pin and its parameters.
fn layer(
    catalogue: &Catalogue,
    slot: usize,
    index: Option<usize>,
    configuration: &ComponentConfiguration,
    locked: bool,
) -> Layer {
    let reference = &configuration.component_arn;
    let component = catalogue.component(reference);
    let facts = component.found().copied();
    let set = &configuration.parameters;
    Layer {
        slot,
        index,
        enabled: index.is_some(),
        reference: reference.to_string(),
        name: facts.map_or_else(|| written_name(reference), |facts| facts.name.clone()),
        pin: pin(reference, facts),
        parameters: facts.map_or_else(Vec::new, |facts| parameters(facts, set)),
        unknown_parameters: facts.map_or_else(Vec::new, |facts| unknown_parameters(facts, set)),
        locked,
        test: facts.is_some_and(ComponentFacts::is_test),
        component: component.map(Clone::clone),
    }
}

/// The name that a reference says.
pub(crate) fn written_name(reference: &Reference) -> String {
    match reference {
        Reference::Local(local) => local.name.as_str().to_owned(),
        Reference::Arn(arn) => arn.name.clone(),
        other => other.to_string(),
    }
}

fn pin(reference: &Reference, facts: Option<&ComponentFacts>) -> Pin {
    let written = match reference {
        Reference::Local(local) => local.version.as_ref(),
        Reference::Arn(arn) => arn.version.as_ref(),
        _ => None,
    };
    Pin {
        written: written.map(ToString::to_string),
        wildcard: written.is_some_and(crate::names::WrittenVersion::is_wildcard),
        resolved: facts.and_then(|facts| facts.version).map(|version| version.to_string()),
    }
}

fn parameters(facts: &ComponentFacts, set: &[ComponentParameter]) -> Vec<LayerParameter> {
    facts
        .parameters
        .iter()
        .map(|declared| {
            let value = set
                .iter()
                .find(|it| it.name == declared.name)
                .map(|it| it.value.clone());
            let required = declared.default.is_none();
            LayerParameter {
                name: declared.name.clone(),
                r#type: declared.r#type.clone(),
                default: declared.default.clone(),
                description: declared.description.clone(),
                missing: required && value.as_ref().is_none_or(Vec::is_empty),
                required,
                value,
                used_in_steps: declared.used_in_steps,
            }
        })
        .collect()
}

fn unknown_parameters(facts: &ComponentFacts, set: &[ComponentParameter]) -> Vec<String> {
    if !facts.parameters_known {
        return Vec::new();
    }
    set.iter()
        .filter(|it| !it.name.is_empty() && facts.parameters.iter().all(|declared| declared.name != it.name))
        .map(|it| it.name.clone())
        .collect()
}

#[cfg(test)]
mod tests;
