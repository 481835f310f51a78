//! What the rules look things up in, prepared once for each document.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::actions::{self, ActionModule};
use crate::document::{ComponentDocument, Phase, Stage, Step};
use crate::expression::{self, Expression};
use crate::script::{Language, Script};
use crate::text::Source;
use crate::yaml::{Node, Value};

/// A document with its indexes.
pub(super) struct Context<'a> {
    pub source: &'a Source,
    pub document: &'a ComponentDocument,
    /// Whether Image Builder runs any of the phases.
    pub any_phase_runs: bool,
    steps: HashMap<&'a str, HashSet<&'a str>>,
    variables: HashSet<&'a str>,
}

impl<'a> Context<'a> {
    pub fn new(source: &'a Source, document: &'a ComponentDocument) -> Self {
        let mut steps: HashMap<&str, HashSet<&str>> = HashMap::new();
        for phase in &document.phases {
            let names = phase.steps.iter().map(|step| step.name.value.as_str());
            steps.entry(&phase.name.value).or_default().extend(names);
        }
        let variables = variables(document).collect();
        let any_phase_runs = document.phase_names().any(|name| Stage::of_phase(name).is_some());
        Self {
            source,
            document,
            any_phase_runs,
            steps,
            variables,
        }
    }

    /// The names of the steps of all phases called `phase`; `None` when there is no such phase.
    pub fn steps_of(&self, phase: &str) -> Option<&HashSet<&'a str>> {
        self.steps.get(phase)
    }

    pub fn phase_names(&self) -> impl Iterator<Item = &'a str> {
        self.document.phase_names().take(CANDIDATES)
    }

    /// Whether `name` is a parameter or a constant.
    pub fn declares(&self, name: &str) -> bool {
        self.variables.contains(name)
    }

    /// Parameters and constants, as candidates for "did you mean".
    pub fn variable_names(&self) -> impl Iterator<Item = &'a str> {
        variables(self.document).take(CANDIDATES)
    }
}

/// Most names that a misspelt one is compared with, so that a hostile document costs no more than
/// a long one.
pub(super) const CANDIDATES: usize = 100;

fn variables(document: &ComponentDocument) -> impl Iterator<Item = &str> {
    let parameters = document
        .parameters
        .iter()
        .map(|parameter| parameter.name.value.as_str());
    parameters.chain(document.constants.iter().map(|constant| constant.name.value.as_str()))
}

/// A step where it stands.
pub(super) struct StepSite<'a> {
    pub phase: &'a Phase,
    pub step: &'a Step,
    /// The action module it calls, if that is known.
    pub module: Option<&'static ActionModule>,
    /// The expressions of its `inputs`, `loop` and `if`; spans are places in the source.
    pub expressions: Vec<Expression<'a>>,
    source: &'a Source,
    scripts: OnceCell<Vec<Script<'a>>>,
}

impl<'a> StepSite<'a> {
    pub fn new(source: &'a Source, phase: &'a Phase, step: &'a Step) -> Self {
        let mut expressions = Vec::new();
        for node in step.expressions() {
            collect(source, node, &mut expressions);
        }
        Self {
            phase,
            step,
            module: actions::find(&step.action.value),
            expressions,
            source,
            scripts: OnceCell::new(),
        }
    }

    /// The scripts of the step; each is parsed once, when a rule first asks for its commands.
    pub fn scripts(&self) -> &[Script<'a>] {
        self.scripts.get_or_init(|| Script::of_step(self.source, self.step))
    }

    /// The scripts of the step in `language`.
    pub fn scripts_in(&self, language: Language) -> impl Iterator<Item = &Script<'a>> {
        self.scripts().iter().filter(move |script| script.language == language)
    }
}

fn collect<'a>(source: &Source, node: &'a Node, expressions: &mut Vec<Expression<'a>>) {
    match &node.value {
        Value::Scalar(_) => expressions.extend(expression::locate(source, node)),
        Value::Sequence(items) => items.iter().for_each(|item| collect(source, item, expressions)),
        Value::Mapping(entries) => entries
            .iter()
            .for_each(|entry| collect(source, &entry.value, expressions)),
    }
}
