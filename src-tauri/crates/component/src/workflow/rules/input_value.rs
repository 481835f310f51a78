//! `workflow/input-value`

use super::{Rule, RuleMeta};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::first_line;
use crate::spelling::{list, shorten, similar};
use crate::workflow::actions::Takes;
use crate::workflow::context::{Context, Site};
use crate::workflow::reference;
use crate::workflow::rewrite::rewritten;
use crate::yaml::{Node, ScalarKind};

pub(super) struct InputValue;

static META: RuleMeta = RuleMeta {
    id: "workflow/input-value",
    title: "inputs have values that the step action takes",
    severity: Severity::Error,
    reason: "Some inputs take one of a few words, some a list, a mapping or a flag. Another word is refused; \
             another shape is a warning, because Image Builder may convert it.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Launch
    action: LaunchInstance
    inputs:
      waitFor: ssm
  - name: Terminate
    action: TerminateInstance
    onFailure: Continue
    inputs:
      instanceId.$: $.stepOutputs.Launch.instanceId
",
    good: r"schemaVersion: 1.0
steps:
  - name: Launch
    action: LaunchInstance
    inputs:
      waitFor: ssmAgent
  - name: Terminate
    action: TerminateInstance
    onFailure: Continue
    inputs:
      instanceId.$: $.stepOutputs.Launch.instanceId
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html",
};

impl Rule for InputValue {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &Site<'_>, found: &mut Vec<Diagnostic>) {
        let (Some(action), Some(inputs)) = (site.action, &site.step.inputs) else {
            return;
        };
        for entry in inputs.entries() {
            let (name, value) = (entry.key.text().unwrap_or_default(), &entry.value);
            let Some(input) = action.input(name).filter(|_| !may_be_reference(name, value)) else {
                continue;
            };
            if let Takes::Word(words) = input.takes
                && let Some(text) = value.text()
            {
                // Whether case matters is nowhere said.
                if words.iter().any(|word| word.eq_ignore_ascii_case(text)) {
                    continue;
                }
                let message = format!("`{name}` cannot be `{}`", shorten(text));
                let finding = self.at(context, value.span, message);
                found.push(match similar(text, words.iter().copied()) {
                    Some(word) => {
                        let finding = finding.with_help(format!("did you mean `{word}`?"));
                        rewritten(finding, context.source, value.span, text, word)
                    }
                    None => finding.with_help(format!("it takes {}", list(words))),
                });
            } else if let Some((wanted, place)) = wrong_shape(input.takes, value) {
                let message = format!("`{name}` takes {wanted}, and this is {}", place.describe());
                let finding = self.at(context, first_line(context.source, place.span), message);
                found.push(Diagnostic {
                    severity: Severity::Warning,
                    ..finding.with_help(format!("write {wanted}, or `{name}.$:` with a reference"))
                });
            }
        }
    }
}

fn may_be_reference(name: &str, value: &Node) -> bool {
    let text = value.text().unwrap_or_default();
    name.ends_with(".$") || value.is_null() || text.contains("{{") || reference::parse(text).is_some()
}

/// What is wanted instead, and the node that is not it.
fn wrong_shape(takes: Takes, value: &Node) -> Option<(&'static str, &Node)> {
    match takes {
        Takes::Text | Takes::Word(_) => value.text().is_none().then_some(("one value", value)),
        Takes::Flag => {
            let flag = matches!(value.kind(), Some(ScalarKind::Bool(_)))
                || value
                    .text()
                    .is_some_and(|text| text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false"));
            (!flag).then_some(("`true` or `false`", value))
        }
        Takes::List => (!value.is_sequence()).then_some(("a list", value)),
        Takes::Lists if !value.is_mapping() => Some(("a mapping of names to lists", value)),
        Takes::Lists => {
            let mut entries = value.entries().iter();
            let entry = entries.find(|entry| {
                let key = entry.key.text().unwrap_or_default();
                !entry.value.is_sequence() && !may_be_reference(key, &entry.value)
            })?;
            Some(("a list for each of its names", &entry.value))
        }
    }
}
