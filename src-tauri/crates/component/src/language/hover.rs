//! What stands under the cursor, explained.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::actions;
use crate::document::ComponentDocument;
use crate::expression::{
    self, CONTEXT_KEYS, ENVIRONMENT, KnownName, LoopField, METADATA, Reference, Resolve, StepReference,
};
use crate::spelling::shorten;
use crate::text::{Position, Range, Source, Span};

use super::meaning::{self, List, Mapping, Meaning, Words};
use super::place::{Place, Spot, Via};
use super::reading::mended;
use super::{describe, fields, operators};

/// An explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "HoverView")]
pub struct Hover {
    /// What it explains.
    pub range: Range,
    /// The explanation in Markdown.
    pub markdown: String,
}

/// What is known about the word at `position`.
pub fn hover(source: &Source, position: Position) -> Option<Hover> {
    if source.text().len() > super::LARGEST {
        return None;
    }
    let at = source.offset(position);
    let (span, markdown) = reference(source, at).or_else(|| word(source, at))?;
    Some(Hover {
        range: source.range(span),
        markdown,
    })
}

/// The reference in double braces on the line of byte `at`.
fn reference(source: &Source, at: usize) -> Option<(Span, String)> {
    let text = source.text();
    let start = text.get(..at)?.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let rest = text.get(start..)?;
    let line = rest.get(..rest.find(['\n', '\r']).unwrap_or(rest.len()))?;
    let found =
        expression::find(line).find(|found| (start + found.span.start..start + found.span.end).contains(&at))?;
    let span = Span::new(start + found.span.start, start + found.span.end);
    let place = Place::find(text, span.start);
    meaning::step_at(&place)?;
    let document = mended(source, None).1.document?;
    let about = |known: &[KnownName], name: &str| {
        let known = known.iter().find(|known| known.name == name);
        known.map_or_else(String::new, |known| format!(": {}", known.about))
    };
    let markdown = match found.reference {
        Reference::Variable(name) => {
            describe::variable(&document, name).unwrap_or_else(|| format!("Nothing declares `{}`.", shorten(name)))
        }
        Reference::Step(chain) => step(&document, &chain),
        Reference::Loop { name, field } => {
            let what = match field {
                LoopField::Index => "The number of the round, from 0",
                LoopField::Value => "The value of the round",
            };
            format!("{what}, in the loop `{}` of this step.", shorten(name))
        }
        Reference::SystemsManager(name) => format!(
            "The Systems Manager parameter `{}`, read when the step runs. The instance role needs `ssm:GetParameter`.",
            shorten(name)
        ),
        Reference::Resolve(Resolve::Parameter(name)) => format!(
            "The Systems Manager parameter whose name is the value of `{}`, read when the step runs. The instance role \
             needs `ssm:GetParameter`.",
            shorten(name)
        ),
        Reference::Environment(name) => {
            let about = about(ENVIRONMENT, name);
            format!("The environment variable `{}` of the instance{about}.", shorten(name))
        }
        Reference::InstanceMetadata(path) => {
            let about = about(METADATA, path);
            format!("Instance metadata at `meta-data/{}`{about}.", shorten(path))
        }
        Reference::Context(key) => format!("`context:{}`{}.", shorten(key), about(CONTEXT_KEYS, key)),
        _ => return None,
    };
    Some((span, markdown))
}

fn step(document: &ComponentDocument, chain: &StepReference<'_>) -> String {
    let step = document
        .phases
        .iter()
        .filter(|phase| phase.name.value == chain.phase)
        .flat_map(|phase| &phase.steps)
        .find(|step| step.name.value == chain.step);
    let (name, phase) = (shorten(chain.step), shorten(chain.phase));
    let Some(step) = step else {
        return format!("The phase `{phase}` has no step `{name}`.");
    };
    let what = match chain.direction {
        expression::Direction::Inputs => "input",
        expression::Direction::Outputs => "output",
    };
    let action = match actions::find(&step.action.value) {
        Some(module) => format!("**{}**, which {}", module.name, module.summary),
        None => format!("`{}`", shorten(&step.action.value)),
    };
    format!(
        "The {what} `{}` of the step **{name}** in `{phase}`: {action}.",
        shorten(chain.path)
    )
}

/// The key or value at byte `at`.
fn word(source: &Source, at: usize) -> Option<(Span, String)> {
    let place = Place::find(source.text(), at);
    if !place.word.touches(at) || place.word.is_empty() {
        return None;
    }
    let written = source.slice(place.word).trim_matches(['"', '\'']);
    let markdown = match (place.spot, meaning::meaning(&place)?) {
        (Spot::Key, Meaning::Mapping(mapping)) => key(mapping, written)?,
        (Spot::Key, Meaning::List(List::Declarations)) if place.path().last() == Some(&Via::Item) => {
            describe::variable(mended(source, None).1.document.as_ref()?, written)?
        }
        (Spot::Value(key), Meaning::Mapping(mapping)) => value(mapping, key, written)?,
        _ => return None,
    };
    Some((place.word, markdown))
}

fn key(mapping: Mapping, name: &str) -> Option<String> {
    if let Some(field) = meaning::fields_of(mapping).iter().find(|field| field.name == name) {
        return Some(describe::field(field));
    }
    match mapping {
        Mapping::Inputs(module) => Some(describe::input(module, module.input(name)?)),
        Mapping::If | Mapping::Condition => match operators::find(name) {
            Some(operator) => Some(describe::operator(&operator)),
            None => fields::COMPANIONS
                .iter()
                .find(|field| field.name == name)
                .map(describe::field),
        },
        _ => None,
    }
}

fn value(mapping: Mapping, key: &str, written: &str) -> Option<String> {
    if let (Mapping::Phase, "name") = (mapping, key) {
        return Some(describe::phase(written));
    }
    match meaning::words_of(mapping, key)? {
        Words::Actions => actions::find(written).map(describe::module),
        Words::Explained(words) => words
            .iter()
            .find(|(word, _)| *word == written)
            .map(|(word, about)| format!("**{word}** {about}.")),
        Words::Plain(_) => None,
    }
}
