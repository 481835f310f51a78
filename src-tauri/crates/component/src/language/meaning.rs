//! What a place in a document means: which keys a mapping can have, which values a key.

use super::fields::{self, Field};
use super::place::{Level, Place, Via};
use crate::actions::{self, ActionModule, Input, InputForm, Takes};
use crate::document::{DELIMITERS, OnFailure, StepAction};

/// What a mapping is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Mapping {
    Document,
    Parameter,
    Constant,
    Phase,
    Step,
    /// Inputs of a module, with the module.
    Inputs(&'static ActionModule),
    Loop,
    For,
    ForEach,
    /// `if`, with `then` and `else`.
    If,
    /// A condition inside `if`, `and`, `or`, `not` or `Assert`.
    Condition,
}

/// What a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Declarations,
    Phases,
    Steps,
    /// Mappings of inputs.
    Calls,
    /// Something without a shape of its own.
    Other,
}

/// What the collection at the end of a path is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    Mapping(Mapping),
    List(List),
}

/// What the innermost collection around `place` is; `None` when nothing is known of it.
pub(super) fn meaning(place: &Place<'_>) -> Option<Meaning> {
    let path = place.path();
    let mut here = Meaning::Mapping(Mapping::Document);
    for (depth, via) in path.iter().enumerate() {
        // The collection of `path[depth]` is level `depth + 1`.
        here = step(here, *via, &place.levels, depth)?;
    }
    Some(here)
}

fn step(around: Meaning, via: Via<'_>, levels: &[Level<'_>], depth: usize) -> Option<Meaning> {
    use Mapping::{Condition, Constant, Document, For, ForEach, If, Inputs, Loop, Parameter, Phase, Step};
    Some(match (around, via) {
        (Meaning::Mapping(Document), Via::Key("parameters" | "constants")) => Meaning::List(List::Declarations),
        (Meaning::Mapping(Document), Via::Key("phases")) => Meaning::List(List::Phases),
        (Meaning::List(List::Phases), Via::Item) => Meaning::Mapping(Phase),
        (Meaning::Mapping(Phase), Via::Key("steps")) => Meaning::List(List::Steps),
        (Meaning::List(List::Steps), Via::Item) => Meaning::Mapping(Step),
        // `- Name:` is a mapping without fields of its own, and its value has them.
        (Meaning::List(List::Declarations), Via::Item) => Meaning::List(List::Declarations),
        (Meaning::List(List::Declarations), Via::Key(_)) => {
            let list = levels.iter().find_map(|level| match level.via {
                Via::Key(key @ ("parameters" | "constants")) => Some(key),
                _ => None,
            });
            Meaning::Mapping(if list == Some("constants") { Constant } else { Parameter })
        }
        (Meaning::Mapping(Step), Via::Key("inputs")) => {
            let module = actions::find(levels.get(depth)?.get("action")?)?;
            match module.form {
                InputForm::Condition => Meaning::Mapping(Condition),
                InputForm::List => Meaning::List(List::Calls),
                InputForm::Mapping | InputForm::OptionalMapping => Meaning::Mapping(Inputs(module)),
            }
        }
        (Meaning::List(List::Calls), Via::Item) => {
            let module = actions::find(levels.get(depth.checked_sub(1)?)?.get("action")?)?;
            Meaning::Mapping(Inputs(module))
        }
        (Meaning::Mapping(Inputs(_)), Via::Key(_)) => Meaning::List(List::Other),
        (Meaning::Mapping(Step), Via::Key("loop")) => Meaning::Mapping(Loop),
        (Meaning::Mapping(Loop), Via::Key("for")) => Meaning::Mapping(For),
        (Meaning::Mapping(Loop), Via::Key("forEach")) => Meaning::Mapping(ForEach),
        (Meaning::Mapping(Step), Via::Key("if")) => Meaning::Mapping(If),
        // The guide's syntax block shows a list below `if`, its examples a mapping.
        (Meaning::Mapping(If), Via::Item) => Meaning::Mapping(If),
        (Meaning::Mapping(If | Condition), Via::Key("and" | "or" | "not")) => Meaning::Mapping(Condition),
        (Meaning::Mapping(Condition), Via::Item) => Meaning::Mapping(Condition),
        _ => return None,
    })
}

/// The keys that `mapping` can have besides inputs and operators.
pub(super) fn fields_of(mapping: Mapping) -> &'static [Field] {
    match mapping {
        Mapping::Document => fields::DOCUMENT,
        Mapping::Parameter => fields::PARAMETER,
        Mapping::Constant => fields::CONSTANT,
        Mapping::Phase => fields::PHASE,
        Mapping::Step => fields::STEP,
        Mapping::Loop => fields::LOOP,
        Mapping::For => fields::FOR,
        Mapping::ForEach => fields::FOR_EACH,
        Mapping::If => fields::CONDITION,
        Mapping::Inputs(_) | Mapping::Condition => &[],
    }
}

/// The words that can be the value of a key, with what they mean.
#[derive(Clone, Debug)]
pub(super) enum Words {
    Actions,
    /// Words with an explanation.
    Explained(Vec<(&'static str, &'static str)>),
    /// Words of an input.
    Plain(&'static [&'static str]),
}

/// What can stand behind `key` in `mapping`; `None` when it is anything.
pub(super) fn words_of(mapping: Mapping, key: &str) -> Option<Words> {
    Some(match (mapping, key) {
        (Mapping::Document, "schemaVersion") => Words::Plain(&["1.0"]),
        (Mapping::Parameter | Mapping::Constant, "type") => Words::Plain(&["string"]),
        (Mapping::Phase, "name") => Words::Explained(fields::PHASES.to_vec()),
        (Mapping::Step, "action") => Words::Actions,
        (Mapping::Step, "onFailure") => {
            Words::Explained(OnFailure::ALL.map(|value| (value.name(), value.about())).to_vec())
        }
        (Mapping::ForEach, "delimiter") => {
            Words::Explained(DELIMITERS.iter().map(|(_, written, name)| (*written, *name)).collect())
        }
        (Mapping::If, "then" | "else") => {
            Words::Explained(StepAction::ALL.map(|value| (value.name(), value.about())).to_vec())
        }
        (Mapping::Inputs(module), key) => match module.input(key).map(|input: &Input| &input.takes)? {
            Takes::Word(words) | Takes::AnyCaseWord(words) => Words::Plain(words),
            Takes::Flag => Words::Plain(&["true", "false"]),
            _ => return None,
        },
        _ => return None,
    })
}

/// Name of the phase and name of the step around `place`, and where the step starts.
pub(super) struct StepAt<'t> {
    pub phase: &'t str,
    pub start: usize,
    pub step: &'t Level<'t>,
}

/// The step around `place`, if it is in one.
pub(super) fn step_at<'t>(place: &'t Place<'t>) -> Option<StepAt<'t>> {
    let [_, phases, phase, steps, step, ..] = place.levels.as_slice() else {
        return None;
    };
    let inside = phases.via == Via::Key("phases")
        && phase.via == Via::Item
        && steps.via == Via::Key("steps")
        && step.via == Via::Item;
    inside.then(|| StepAt {
        phase: phase.get("name").unwrap_or(""),
        start: step.start,
        step,
    })
}
