//! The inputs of a step one by one, and what their values say literally.

use crate::actions::{self, ActionModule, Input, InputForm};
use crate::document::Step;
use crate::rules::context::StepSite;
use crate::yaml::{Node, ScalarKind, Value};

/// An input that the module of a step knows, as the step gives it.
pub(super) struct Given<'a> {
    /// The inputs that stand beside it.
    pub call: &'a Node,
    pub input: &'static Input,
    pub key: &'a Node,
    pub value: &'a Node,
}

/// The inputs of a step that its module knows, but for those without a value.
pub(super) fn given<'a>(site: &StepSite<'a>) -> impl Iterator<Item = Given<'a>> {
    given_to(site.module, site.step)
}

/// [`given`] for a step and the module that it calls.
pub(super) fn given_to<'a>(module: Option<&'static ActionModule>, step: &'a Step) -> impl Iterator<Item = Given<'a>> {
    let call = module.zip(step.inputs.as_ref());
    call.into_iter().flat_map(|(module, inputs)| {
        calls(module, inputs).flat_map(move |call| {
            call.entries().iter().filter_map(move |entry| {
                let input = module.input(entry.key.text()?)?;
                (!is_absent(&entry.value)).then_some(Given {
                    call,
                    input,
                    key: &entry.key,
                    value: &entry.value,
                })
            })
        })
    })
}

/// The mappings of inputs. When `inputs` has the wrong form, which is one rule's finding, the others
/// still look at it if it was clearly meant for `module`.
pub(super) fn calls<'n>(module: &ActionModule, inputs: &'n Node) -> impl Iterator<Item = &'n Node> {
    let list = module.form == InputForm::List;
    let (calls, sure) = match &inputs.value {
        Value::Mapping(entries) if !entries.is_empty() => (std::slice::from_ref(inputs), !list),
        Value::Sequence(items) => (items.as_slice(), list),
        _ => (Default::default(), false),
    };
    let knows = |call: &Node| {
        call.entries()
            .iter()
            .any(|entry| entry.key.text().is_some_and(|key| module.input(key).is_some()))
    };
    calls
        .iter()
        .filter(move |call| call.is_mapping() && (sure || knows(call)))
}

/// [`calls`] of `step` for the module that it calls; none when that is not known.
pub(super) fn step_calls(step: &Step) -> impl Iterator<Item = &Node> {
    let call = actions::find(&step.action.value).zip(step.inputs.as_ref());
    call.into_iter().flat_map(|(module, inputs)| calls(module, inputs))
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

/// Nothing, an empty list or an empty mapping.
pub(super) fn is_absent(node: &Node) -> bool {
    match &node.value {
        Value::Sequence(items) => items.is_empty(),
        Value::Mapping(entries) => entries.is_empty(),
        Value::Scalar(_) => node.is_null(),
    }
}

/// The text of a scalar when it is final: without a reference, and without a variable (`${X}`) or a
/// placeholder (`<name>`) that another tool or a person replaces before the document is used.
pub(super) fn literal(node: &Node) -> Option<&str> {
    let text = node.text()?;
    let is_template = text.contains("{{") || text.contains("${") || text.contains('<');
    (!is_template && !node.is_null()).then_some(text)
}

impl<'a> Given<'a> {
    /// [`literal`] of the value.
    pub fn literal(&self) -> Option<&'a str> {
        literal(self.value)
    }

    /// [`literal`] of the input `name` beside it.
    pub fn beside(&self, name: &str) -> Option<&'a str> {
        self.call.get(name).and_then(literal)
    }
}
