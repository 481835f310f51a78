//! What the rules look things up in, prepared once for each workflow.

use std::collections::{HashMap, HashSet};

use super::actions::{self, StepAction};
use super::reference::{self, Reference, Target};
use super::{Step, Workflow};
use crate::text::Source;
use crate::yaml::{Node, Value};

/// Most names that a misspelt one is compared with, so that a hostile document costs no more than a
/// long one; a workflow has at most 15 steps.
pub(super) const CANDIDATES: usize = 20;

/// A workflow with its indexes.
pub(super) struct Context<'a> {
    pub source: &'a Source,
    pub workflow: &'a Workflow,
    pub sites: Vec<Site<'a>>,
    /// The references of the workflow's outputs.
    pub outputs: Vec<Reference<'a>>,
    /// The first step of each name, by its place in the workflow.
    places: HashMap<&'a str, usize>,
    parameters: HashSet<&'a str>,
}

/// A step where it stands.
pub(super) struct Site<'a> {
    pub step: &'a Step,
    /// The action it takes, if that is known.
    pub action: Option<&'static StepAction>,
    /// The references in its `inputs`, `if` and `rollbackEnabled`.
    pub references: Vec<Reference<'a>>,
}

impl<'a> Context<'a> {
    pub fn new(source: &'a Source, workflow: &'a Workflow) -> Self {
        let mut places = HashMap::new();
        for (place, step) in workflow.steps.iter().enumerate() {
            places.entry(step.name.value.as_str()).or_insert(place);
        }
        let site = |step: &'a Step| {
            let mut references = Vec::new();
            if let Some(inputs) = &step.inputs {
                collect(source, inputs, false, &mut references);
            }
            for node in [&step.condition, &step.rollback_enabled].into_iter().flatten() {
                collect(source, node, true, &mut references);
            }
            Site {
                step,
                action: actions::find(&step.action.value),
                references,
            }
        };
        let mut outputs = Vec::new();
        for node in workflow.outputs.iter().filter_map(|output| output.value.as_ref()) {
            collect(source, node, true, &mut outputs);
        }
        Self {
            source,
            workflow,
            sites: workflow.steps.iter().map(site).collect(),
            outputs,
            places,
            parameters: workflow
                .parameters
                .iter()
                .map(|parameter| parameter.name.value.as_str())
                .collect(),
        }
    }

    /// The place of the first step called `name`, and its action.
    pub fn step(&self, name: &str) -> Option<(usize, &Site<'a>)> {
        let place = *self.places.get(name)?;
        Some((place, self.sites.get(place)?))
    }

    /// Whether a parameter is called `name`.
    pub fn declares(&self, name: &str) -> bool {
        self.parameters.contains(name)
    }

    /// The names of the steps before `place`, as candidates for "did you mean".
    pub fn names_before(&self, place: usize) -> impl Iterator<Item = &'a str> {
        let steps = self.workflow.steps.iter().take(place.min(CANDIDATES));
        steps.map(|step| step.name.value.as_str())
    }

    /// Every reference to a parameter: what follows `$.parameters.`.
    pub fn parameter_paths(&self) -> impl Iterator<Item = &'a str> {
        let in_steps = self.sites.iter().flat_map(|site| &site.references);
        in_steps
            .chain(&self.outputs)
            .filter_map(|reference| match reference.target {
                Target::Parameter(path) => Some(path),
                _ => None,
            })
    }
}

/// The references in `node`. Text that starts with `$.` and nothing known behind it is a reference only
/// where one is `expected`: below a key that ends in `.$`, and outside of inputs.
fn collect<'a>(source: &Source, node: &'a Node, expected: bool, references: &mut Vec<Reference<'a>>) {
    match &node.value {
        Value::Scalar(_) => {
            let whole = node.text().is_some_and(|text| reference::parse(text).is_some());
            let located = reference::locate(source, node).into_iter();
            references
                .extend(located.filter(|found| expected || !whole || !matches!(found.target, Target::Unknown(_))));
        }
        Value::Sequence(items) => items
            .iter()
            .for_each(|item| collect(source, item, expected, references)),
        Value::Mapping(entries) => entries.iter().for_each(|entry| {
            let marked = entry.key.text().is_some_and(|key| key.ends_with(".$"));
            collect(source, &entry.value, expected || marked, references);
        }),
    }
}
