//! What rules about values read of a step: its calls, its flags, its scripts.

use crate::document::Step;
use crate::yaml::{Node, ScalarKind, Value};

/// The mappings of a step's `inputs`, whether it is one or a list; their form is other rules' business.
pub(super) fn calls(step: &Step) -> impl Iterator<Item = &Node> {
    let (one, list) = match step.inputs.as_ref() {
        Some(inputs) if inputs.is_mapping() => (Some(inputs), [].as_slice()),
        Some(inputs) => (None, inputs.items()),
        None => (None, [].as_slice()),
    };
    one.into_iter().chain(list.iter().filter(|item| item.is_mapping()))
}

/// The value of `key` if it says true.
pub(super) fn is_on<'n>(call: &'n Node, key: &str) -> Option<&'n Node> {
    let node = call.get(key)?;
    let on = match node.kind()? {
        ScalarKind::Bool(on) => on,
        _ => node.text().is_some_and(|text| text.eq_ignore_ascii_case("true")),
    };
    on.then_some(node)
}

/// The scripts of a step that runs bash or PowerShell.
pub(super) fn scripts(step: &Step) -> impl Iterator<Item = &Node> {
    let runs = matches!(step.action.value.as_str(), "ExecuteBash" | "ExecutePowerShell");
    let commands = step
        .inputs
        .as_ref()
        .filter(|_| runs)
        .and_then(|inputs| inputs.get("commands"));
    commands.map(Node::items).unwrap_or_default().iter()
}

/// Calls `visit` with every scalar of `node` that is a value, not a key.
pub(super) fn values<'n>(node: &'n Node, visit: &mut impl FnMut(&'n Node)) {
    match &node.value {
        Value::Scalar(_) => visit(node),
        Value::Sequence(items) => items.iter().for_each(|item| values(item, visit)),
        Value::Mapping(entries) => entries.iter().for_each(|entry| values(&entry.value, visit)),
    }
}
