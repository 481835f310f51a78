//! One layer: its component, its pin, and a form for its parameters.

use std::collections::BTreeMap;

use ingot_component::rules::is_secret_parameter;
use ingot_recipe::names::normalised;
use ingot_recipe::resources::{ComponentConfiguration, layers_of};
use ingot_recipe::stack::{self, Stack};
use ingot_recipe::{Catalogue, ComponentFacts};

use super::view::of_recipe;
use crate::contract::recipe::{Layer, LayerParameter, Pin, StepPlace, ValueElsewhere};
use crate::prepared::Prepared;
use crate::views::{self, small};

/// Which recipes lay the components of one stack, and how they set them.
pub(super) struct Elsewhere<'c> {
    /// By the component's normalised name: the recipe and its layer.
    layers: BTreeMap<String, Vec<(&'c str, &'c ComponentConfiguration)>>,
}

impl<'c> Elsewhere<'c> {
    pub(super) fn of(catalogue: &'c Catalogue, stack: &Stack) -> Self {
        let own = stack.strata.iter().filter(|stratum| !stratum.locked);
        let mut layers: BTreeMap<String, Vec<_>> = own
            .flat_map(|stratum| &stratum.layers)
            .map(|layer| (normalised(&layer.name), Vec::new()))
            .collect();
        for other in catalogue.image_recipes().filter(|it| it.value.name != stack.recipe) {
            for layer in &other.value.components {
                let name = normalised(&views::written_name(&layer.component_arn));
                if let Some(known) = layers.get_mut(&name) {
                    known.push((other.value.name.as_str(), layer));
                }
            }
        }
        Self { layers }
    }

    /// Recipes that set `parameter` of `component` to something else than `here`.
    fn differing(&self, component: &str, parameter: &str, here: Option<&str>) -> Vec<ValueElsewhere> {
        let layers = self.layers.get(&normalised(component)).map_or(&[][..], Vec::as_slice);
        layers
            .iter()
            .map(|(recipe, layer)| ValueElsewhere {
                recipe: (*recipe).to_owned(),
                value: layer
                    .parameters
                    .iter()
                    .find(|set| set.name == parameter)
                    .map(|set| set.value.join(", ")),
            })
            .filter(|other| other.value.as_deref() != here)
            .collect()
    }
}

pub(super) fn layer_view(prepared: &Prepared, layer: &stack::Layer, of: &str, elsewhere: &Elsewhere<'_>) -> Layer {
    let component = layer.component.found();
    let mut problems: Vec<_> = of_recipe(prepared, of)
        .filter(|found| found.layer.is_some() && found.layer == layer.index)
        .map(|found| found.diagnostic.clone())
        .collect();
    if let Some(document) = component.and_then(|component| component.document_file.as_deref()) {
        problems.extend(prepared.of_file(document).cloned());
    }
    let version = component.map(|component| component.written_version.clone());
    Layer {
        slot: small(layer.slot),
        enabled: layer.enabled,
        name: layer.name.clone(),
        description: component.and_then(|component| component.description.clone()),
        reference: layer.reference.clone(),
        pin: Pin {
            written: layer.pin.written.clone().or(version).unwrap_or_else(|| "?".to_owned()),
            wildcard: layer.pin.wildcard,
            resolved: layer.pin.resolved.clone(),
        },
        origin: views::resolved_origin(&layer.component),
        owner: component.and_then(|component| component.owner.clone()),
        platform: component
            .and_then(|component| component.platform)
            .map(|platform| platform.to_string()),
        phases: component.map(|component| component.phases.clone()).unwrap_or_default(),
        test: layer.test,
        locked: layer.locked,
        parameters: parameters(prepared, layer, of, elsewhere),
        outline: component.map(views::outline).unwrap_or_default(),
        document: component.and_then(|component| component.document_file.clone()),
        problems,
    }
}

fn parameters(prepared: &Prepared, layer: &stack::Layer, of: &str, elsewhere: &Elsewhere<'_>) -> Vec<LayerParameter> {
    let component = layer.component.found();
    let undeclared = layer.unknown_parameters.iter().map(|name| {
        let value = written_value(prepared, of, layer, name);
        LayerParameter {
            name: name.clone(),
            description: None,
            default: None,
            required: false,
            missing: false,
            undeclared: true,
            secret: is_secret_parameter(name, value.as_deref()),
            multiline: value.as_deref().is_some_and(has_lines),
            value,
            used_in: Vec::new(),
            elsewhere: Vec::new(),
        }
    });
    layer
        .parameters
        .iter()
        .map(|parameter| {
            let value = parameter.value.as_ref().map(|value| value.join(", "));
            let known = [value.as_deref(), parameter.default.as_deref()];
            LayerParameter {
                name: parameter.name.clone(),
                description: parameter.description.clone(),
                required: parameter.required,
                missing: parameter.missing,
                undeclared: false,
                secret: known.iter().any(|text| is_secret_parameter(&parameter.name, *text)),
                multiline: known.iter().flatten().any(|text| has_lines(text)),
                used_in: component
                    .map(|component| used_in(component, &parameter.name))
                    .unwrap_or_default(),
                elsewhere: if layer.locked {
                    Vec::new()
                } else {
                    elsewhere.differing(&layer.name, &parameter.name, value.as_deref())
                },
                default: parameter.default.clone(),
                value,
            }
        })
        .chain(undeclared)
        .collect()
}

fn has_lines(text: &str) -> bool {
    text.contains('\n')
}

/// The steps of the document that refer to a parameter.
fn used_in(component: &ComponentFacts, parameter: &str) -> Vec<StepPlace> {
    let (Some(document), Some(source)) = (&component.document, &component.document_source) else {
        return Vec::new();
    };
    document
        .phases
        .iter()
        .flat_map(|phase| phase.steps.iter().map(move |step| (phase, step)))
        .filter(|(_, step)| step.refers_to(parameter))
        .map(|(phase, step)| StepPlace {
            phase: phase.name.value.clone(),
            step: step.name.value.clone(),
            line: source.position(step.span.start).line,
        })
        .collect()
}

/// What the recipe sets for a parameter, whether the layer is on or off.
fn written_value(prepared: &Prepared, recipe: &str, layer: &stack::Layer, parameter: &str) -> Option<String> {
    let facts = prepared.catalogue.recipe(recipe)?;
    let value = |component: &ComponentConfiguration| {
        let written = component.parameters.iter().find(|written| written.name == parameter)?;
        Some(written.value.join(", "))
    };
    match layer.index {
        Some(index) => value(facts.recipe.components.get(index)?),
        None => {
            let authored = prepared.catalogue.authored(facts)?;
            let written = layers_of(authored.source(), authored.place().node()?);
            value(&written.get(layer.slot)?.component)
        }
    }
}
