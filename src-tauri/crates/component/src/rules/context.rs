//! What the rules look things up in, prepared once for each document.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::actions::{self, ActionModule};
use crate::document::{ComponentDocument, Condition, Loop, Phase, Stage, Step};
use crate::expression::{self, Expression};
use crate::iam::{self, Need};
use crate::script::{Language, Script};
use crate::spelling;
use crate::text::Source;
use crate::yaml::{Node, Value};

/// A document with its indexes.
pub(super) struct Context<'a> {
    pub source: &'a Source,
    pub document: &'a ComponentDocument,
    /// Whether Image Builder runs any of the phases.
    pub any_phase_runs: bool,
    steps: HashMap<&'a str, HashMap<&'a str, &'a Step>>,
    parameters: HashSet<&'a str>,
    variables: HashSet<&'a str>,
    used: OnceCell<HashSet<&'a str>>,
    needs: OnceCell<Vec<Need>>,
}

impl<'a> Context<'a> {
    pub fn new(source: &'a Source, document: &'a ComponentDocument) -> Self {
        let mut steps: HashMap<&str, HashMap<&str, &Step>> = HashMap::new();
        for phase in &document.phases {
            let known = steps.entry(&phase.name.value).or_default();
            for step in &phase.steps {
                // Of two steps with one name, which is another rule's finding, the first counts.
                known.entry(&step.name.value).or_insert(step);
            }
        }
        let names = document
            .parameters
            .iter()
            .map(|parameter| parameter.name.value.as_str());
        let parameters = names.collect();
        let variables = variables(document).collect();
        let any_phase_runs = document.phase_names().any(|name| Stage::of_phase(name).is_some());
        Self {
            source,
            document,
            any_phase_runs,
            steps,
            parameters,
            variables,
            used: OnceCell::new(),
            needs: OnceCell::new(),
        }
    }

    /// The steps of all phases called `phase` by name; `None` when there is no such phase.
    pub fn steps_of(&self, phase: &str) -> Option<&HashMap<&'a str, &'a Step>> {
        self.steps.get(phase)
    }

    /// The step `name` of the phase `phase`.
    pub fn step(&self, phase: &str, name: &str) -> Option<&'a Step> {
        self.steps.get(phase)?.get(name).copied()
    }

    pub fn phase_names(&self) -> impl Iterator<Item = &'a str> {
        self.document.phase_names().take(CANDIDATES)
    }

    /// Whether `name` is a parameter or a constant.
    pub fn declares(&self, name: &str) -> bool {
        self.variables.contains(name)
    }

    /// Whether `name` is a parameter.
    pub fn has_parameter(&self, name: &str) -> bool {
        self.parameters.contains(name)
    }

    /// Whether a reference anywhere in the document names the parameter or constant `name`.
    pub fn uses(&self, name: &str) -> bool {
        self.used
            .get_or_init(|| {
                let mut used = used(self.document);
                // A misspelt reference is one finding; what it was meant for is not unused as well.
                let misspelt = used.iter().filter(|name| !self.declares(name)).take(CANDIDATES);
                let meant: Vec<_> = misspelt
                    .filter_map(|name| spelling::similar(name, self.variable_names()))
                    .collect();
                used.extend(meant);
                used
            })
            .contains(name)
    }

    /// What the document needs of the instance profile.
    pub fn needs(&self) -> &[Need] {
        self.needs.get_or_init(|| iam::needs(self.source, self.document))
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

/// The parameters and constants that references name, also where nothing is replaced: that is
/// another finding.
fn used(document: &ComponentDocument) -> HashSet<&str> {
    let mut used = HashSet::new();
    for literal in document.literals() {
        add_used(literal.text, &mut used);
    }
    let steps = document.phases.iter().flat_map(|phase| &phase.steps);
    for node in steps.flat_map(Step::expressions) {
        add_used_in(node, &mut used);
    }
    used
}

fn add_used<'a>(text: &'a str, used: &mut HashSet<&'a str>) {
    used.extend(expression::find(text).filter_map(|found| found.reference.variable()));
}

fn add_used_in<'a>(node: &'a Node, used: &mut HashSet<&'a str>) {
    match &node.value {
        Value::Scalar(scalar) => add_used(&scalar.text, used),
        Value::Sequence(items) => items.iter().for_each(|item| add_used_in(item, used)),
        Value::Mapping(entries) => entries.iter().for_each(|entry| {
            add_used_in(&entry.key, used);
            add_used_in(&entry.value, used);
        }),
    }
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
    script: OnceCell<Option<Script<'a>>>,
    /// What it is repeated over.
    pub iteration: Option<Loop<'a>>,
    /// The conditions of `if` and of `Assert`.
    pub conditions: Vec<Condition<'a>>,
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
            script: OnceCell::new(),
            iteration: step.iteration(),
            conditions: step.condition_of_if().into_iter().chain(step.assertion()).collect(),
        }
    }

    /// The script of the step; it is parsed once, when a rule first asks for its commands.
    pub fn script(&self) -> Option<&Script<'a>> {
        let read = || Script::of_step(self.source, self.step);
        self.script.get_or_init(read).as_ref()
    }

    /// The script of the step if it is in `language`.
    pub fn script_in(&self, language: Language) -> Option<&Script<'a>> {
        self.script().filter(|script| script.language == language)
    }
}

/// Most references of a step that are looked at. A component document of the largest size AWS takes
/// has no room for more.
const MAX_EXPRESSIONS: usize = 10_000;

fn collect<'a>(source: &Source, node: &'a Node, expressions: &mut Vec<Expression<'a>>) {
    let room = MAX_EXPRESSIONS.saturating_sub(expressions.len());
    match &node.value {
        Value::Scalar(_) if room == 0 => {}
        Value::Scalar(_) => expressions.extend(expression::locate(source, node).into_iter().take(room)),
        Value::Sequence(items) => items.iter().for_each(|item| collect(source, item, expressions)),
        Value::Mapping(entries) => entries
            .iter()
            .for_each(|entry| collect(source, &entry.value, expressions)),
    }
}
