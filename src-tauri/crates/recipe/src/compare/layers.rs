//! What differs in the layers of two sides.

use std::collections::{BTreeMap, BTreeSet};

use super::document;
use super::matching::{Pair, pairs};
use super::side::{Laid, Side, same_pin};
use super::{LayerChange, LayerDifference, LayerState, ParameterChange};
use crate::catalogue::{ComponentFacts, Origin};
use crate::resources::ComponentParameter;

/// The layers of two sides, compared.
pub(super) struct Compared {
    pub changed: Vec<Changed>,
    pub unchanged: usize,
}

/// A layer that differs, with where it stands in the sides.
pub(super) struct Changed {
    pub pair: Pair,
    pub change: LayerChange,
}

pub(super) fn compare(left: &Side<'_>, right: &Side<'_>) -> Compared {
    let mut compared = Compared {
        changed: Vec::new(),
        unchanged: 0,
    };
    for pair in pairs(left, right) {
        let old = pair.left.and_then(|at| left.layers.get(at));
        let new = pair.right.and_then(|at| right.layers.get(at));
        if !counts(left, right, old, new) {
            continue;
        }
        match change(left, right, old, new, pair.moved) {
            Some(change) => compared.changed.push(Changed { pair, change }),
            None => compared.unchanged += 1,
        }
    }
    compared
}

/// Whether a layer without counterpart says anything: below a golden image that is not known on the
/// other side may lie what it wants, and AWS never sees a layer that is off.
fn counts(left: &Side<'_>, right: &Side<'_>, old: Option<&Laid<'_>>, new: Option<&Laid<'_>>) -> bool {
    let (laid, other) = match (old, new) {
        (Some(laid), None) => (laid, right),
        (None, Some(laid)) => (laid, left),
        (both, _) => return both.is_some(),
    };
    (!laid.inherited || other.whole) && (laid.enabled || !other.is_cloud())
}

fn change(
    left: &Side<'_>,
    right: &Side<'_>,
    old: Option<&Laid<'_>>,
    new: Option<&Laid<'_>>,
    moved: bool,
) -> Option<LayerChange> {
    let laid = new.or(old)?;
    let mut changes = Vec::new();
    let mut parameters = Vec::new();
    let mut document = None;
    match (old, new) {
        (Some(old), Some(new)) => {
            if moved {
                changes.push(LayerDifference::Moved);
            }
            if !same_pin((left, old), (right, new)) {
                changes.push(LayerDifference::Repinned);
            } else if resolves_differently((left, old), (right, new)) {
                changes.push(LayerDifference::ResolvesDifferently);
            }
            match (old.enabled, new.enabled) {
                (true, false) => changes.push(LayerDifference::Disabled),
                (false, true) => changes.push(LayerDifference::Enabled),
                _ => {}
            }
            parameters = changed_parameters(old, new);
            if !parameters.is_empty() {
                changes.push(LayerDifference::Parameters);
            }
            document = changed_document((left, old), (right, new));
            if document
                .as_ref()
                .is_some_and(|it| it.left.is_some() && it.right.is_some())
            {
                changes.push(LayerDifference::Document);
            }
        }
        (None, Some(new)) => {
            changes.push(LayerDifference::Added);
            if !new.enabled {
                changes.push(LayerDifference::Disabled);
            }
            parameters = set_parameters(new);
            document = document::change(None, new.facts.map(|facts| (right.catalogue, facts)));
        }
        (Some(old), None) => {
            changes.push(LayerDifference::Removed);
            document = document::change(old.facts.map(|facts| (left.catalogue, facts)), None);
        }
        (None, None) => {}
    }
    (!changes.is_empty()).then(|| LayerChange {
        component: laid.name.clone(),
        recipe: laid.recipe.to_owned(),
        inherited: laid.inherited,
        changes,
        left: old.map(state),
        right: new.map(state),
        parameters,
        document,
    })
}

fn state(laid: &Laid<'_>) -> LayerState {
    LayerState {
        position: laid.position,
        reference: laid.reference().to_string(),
        version: laid.version(),
    }
}

/// Whether what is written the same resolves to another version. That nothing was found counts
/// only where that is certain: without having read AWS, what AWS holds cannot be missed.
fn resolves_differently(left: (&Side<'_>, &Laid<'_>), right: (&Side<'_>, &Laid<'_>)) -> bool {
    let lost = |found: &ComponentFacts, other: (&Side<'_>, &Laid<'_>)| {
        other.1.nothing && (found.origin == Origin::Workspace || other.0.has_inventory())
    };
    match (left.1.facts, right.1.facts) {
        (Some(a), Some(b)) => a.version != b.version,
        (Some(found), None) => lost(found, right),
        (None, Some(found)) => lost(found, left),
        (None, None) => false,
    }
}

fn changed_document(left: (&Side<'_>, &Laid<'_>), right: (&Side<'_>, &Laid<'_>)) -> Option<super::DocumentChange> {
    let (old, new) = (left.1.facts, right.1.facts);
    if let (Some(old), Some(new)) = (old, new)
        && std::ptr::eq(old, new)
    {
        return None;
    }
    document::matched(
        old.map(|facts| (left.0.catalogue, facts)),
        new.map(|facts| (right.0.catalogue, facts)),
    )
}

/// Parameters that are set differently, in the order of their names.
fn changed_parameters(left: &Laid<'_>, right: &Laid<'_>) -> Vec<ParameterChange> {
    let (old, new) = (first_of_each(left), first_of_each(right));
    let names: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    let differing = names.into_iter().filter(|name| old.get(name) != new.get(name));
    differing
        .map(|name| ParameterChange {
            name: name.to_owned(),
            left: old.get(name).copied().map(joined),
            right: new.get(name).copied().map(joined),
            default: default(right, name),
        })
        .collect()
}

/// What a layer that is new sets.
fn set_parameters(laid: &Laid<'_>) -> Vec<ParameterChange> {
    let set = first_of_each(laid).into_iter();
    set.map(|(name, value)| ParameterChange {
        name: name.to_owned(),
        left: None,
        right: Some(joined(value)),
        default: default(laid, name),
    })
    .collect()
}

/// AWS takes a parameter once; a name that a file sets again counts as it was set first.
fn first_of_each<'l>(laid: &'l Laid<'_>) -> BTreeMap<&'l str, &'l [String]> {
    let set: &'l [ComponentParameter] = &laid.configuration.parameters;
    let mut first = BTreeMap::new();
    for parameter in set {
        first
            .entry(parameter.name.as_str())
            .or_insert(parameter.value.as_slice());
    }
    first
}

fn default(laid: &Laid<'_>, name: &str) -> Option<String> {
    let declared = &laid.facts?.parameters;
    declared.iter().find(|it| it.name == name)?.default.clone()
}

/// The API takes a list, components take one text.
pub(super) fn joined(value: &[String]) -> String {
    value.join(", ")
}
