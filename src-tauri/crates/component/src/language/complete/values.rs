//! Words that a key takes.

use super::{Completion, CompletionKind, completion, skeleton};
use crate::actions;
use crate::language::describe;
use crate::language::meaning::{self, Mapping, Meaning, Words};
use crate::language::place::Place;
use crate::text::{Source, Span};

/// What can be the value of `key` at `place`; the cursor is at byte `at`.
pub(super) fn complete(source: &Source, place: &Place<'_>, key: &str, at: usize) -> Vec<Completion> {
    let Some(Meaning::Mapping(mapping)) = meaning::meaning(place) else {
        return Vec::new();
    };
    let Some(words) = meaning::words_of(mapping, key) else {
        return Vec::new();
    };
    let (span, quoted) = inside_quotes(source, place.word, at);
    // Behind `action:` without a blank, the blank comes with the word.
    let blank = if source.text().get(..at).is_some_and(|before| before.ends_with(':')) {
        " "
    } else {
        ""
    };
    let value = |kind, number: usize, word: &str, detail: &str| Completion {
        detail: detail.replace('`', ""),
        sort: u32::try_from(number).unwrap_or(u32::MAX),
        ..completion(source, kind, word, span, format!("{blank}{word}"))
    };
    match words {
        Words::Actions => actions::all()
            .enumerate()
            .map(|(number, module)| {
                let mut offered = value(CompletionKind::Action, number, module.name, module.summary);
                offered.documentation = describe::module(module);
                let free = place.levels.last().is_some_and(|step| step.get("inputs").is_none());
                if free && !quoted && !place.in_flow && mapping == Mapping::Step {
                    offered.edit.text += &skeleton(source.text(), module.name, place.indentation);
                }
                offered
            })
            .collect(),
        Words::Explained(words) => words
            .iter()
            .enumerate()
            .map(|(number, (word, about))| value(CompletionKind::Value, number, word, about))
            .collect(),
        Words::Plain(words) => words
            .iter()
            .enumerate()
            .map(|(number, word)| value(CompletionKind::Value, number, word, ""))
            .collect(),
    }
}

/// Whether a call of the module needs at least one input.
pub(super) fn needs_inputs(module: &actions::ActionModule) -> bool {
    module
        .inputs
        .iter()
        .any(|input| matches!(input.need, actions::Need::Required | actions::Need::Either(_)))
}

/// `span` without the quotes around it when byte `at` is between them, and whether it is.
fn inside_quotes(source: &Source, span: Span, at: usize) -> (Span, bool) {
    let written = source.slice(span);
    let Some(quote) = ['"', '\''].into_iter().find(|quote| written.starts_with(*quote)) else {
        return (span, false);
    };
    let closed = written.len() > 1 && written.ends_with(quote);
    let inner = Span::new(span.start + 1, span.end - usize::from(closed));
    if inner.touches(at) {
        (inner, true)
    } else {
        (span, false)
    }
}
