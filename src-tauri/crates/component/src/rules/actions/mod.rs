//! Rules about actions and their inputs.

mod input_form;
mod missing_input;
mod no_inputs;
mod unknown;
mod unknown_input;

use super::Rule;
use crate::actions::{ActionModule, InputForm};
use crate::text::{Source, Span};
use crate::yaml::{Node, Value};

use input_form::Form;
use missing_input::MissingInput;
use no_inputs::NoInputs;
use unknown::Unknown;
use unknown_input::UnknownInput;

pub(super) const RULES: &[&dyn Rule] = &[&Unknown, &MissingInput, &UnknownInput, &Form, &NoInputs];

/// The mappings of inputs. When `inputs` has the wrong form, which is one rule's finding, the others
/// still look at it if it was clearly meant for `module`.
fn calls<'n>(module: &ActionModule, inputs: &'n Node) -> Vec<&'n Node> {
    let knows = |call: &Node| {
        call.entries()
            .iter()
            .any(|entry| entry.key.text().is_some_and(|key| module.input(key).is_some()))
    };
    let list = module.form == InputForm::List;
    match &inputs.value {
        Value::Mapping(entries) if !entries.is_empty() && (!list || knows(inputs)) => vec![inputs],
        Value::Sequence(items) => items
            .iter()
            .filter(|item| item.is_mapping() && (list || knows(item)))
            .collect(),
        _ => Vec::new(),
    }
}

/// Nothing, an empty list or an empty mapping.
fn is_absent(node: &Node) -> bool {
    match &node.value {
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(entries) => entries.is_empty(),
        Value::Scalar(_) => node.is_null(),
    }
}

/// The first line of a node, or its key where the node itself is empty.
fn start_of(source: &Source, node: &Node) -> Span {
    let line = source.slice(node.span).lines().next().unwrap_or("").trim_end();
    Span::new(node.span.start, node.span.start + line.len())
}
