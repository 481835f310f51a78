//! `workflow/chaining-indicator`

use super::{Rule, RuleMeta};
use crate::diagnostic::{Diagnostic, Severity};
use crate::spelling::shorten;
use crate::workflow::context::{Context, Site};
use crate::workflow::reference::{self, Target};
use crate::workflow::rewrite::rewritten;
use crate::yaml::{Node, Value};

pub(super) struct ChainingIndicator;

static META: RuleMeta = RuleMeta {
    id: "workflow/chaining-indicator",
    title: "inputs that are references end in `.$`",
    severity: Severity::Warning,
    reason: "An input whose value is a reference must have `.$` at the end of its name. Without it, the reference \
             may be taken as plain text. References in double braces inside a text do without.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Launch
    action: LaunchInstance
    inputs:
      waitFor: ssmAgent
  - name: Terminate
    action: TerminateInstance
    onFailure: Continue
    inputs:
      instanceId: $.stepOutputs.Launch.instanceId
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
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-dynamic-vars.html",
};

impl Rule for ChainingIndicator {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &Site<'_>, found: &mut Vec<Diagnostic>) {
        if let Some(inputs) = &site.step.inputs {
            self.walk(context, inputs, found);
        }
    }
}

impl ChainingIndicator {
    fn walk(&self, context: &Context<'_>, node: &Node, found: &mut Vec<Diagnostic>) {
        match &node.value {
            Value::Scalar(_) => {}
            Value::Sequence(items) => items.iter().for_each(|item| self.walk(context, item, found)),
            Value::Mapping(entries) => {
                for entry in entries {
                    self.entry(context, &entry.key, &entry.value, found);
                    self.walk(context, &entry.value, found);
                }
            }
        }
    }

    fn entry(&self, context: &Context<'_>, key: &Node, value: &Node, found: &mut Vec<Diagnostic>) {
        let (Some(name), Some(text)) = (key.text(), value.text()) else {
            return;
        };
        let target = reference::parse(text);
        let is_reference = target
            .as_ref()
            .is_some_and(|target| !matches!(target, Target::Unknown(_)));
        let written = shorten(name);
        if is_reference && !name.ends_with(".$") {
            let message = format!("the value of `{written}` is a reference, and its name does not end in `.$`");
            let finding = self
                .at(context, key.span, message)
                .with_help(format!("write `{written}.$:`"));
            found.push(rewritten(finding, context.source, key.span, name, &format!("{name}.$")));
        } else if name.ends_with(".$") && !value.is_null() && target.is_none() && !text.contains("{{") {
            let message = format!(
                "`{written}` says that a reference follows, and `{}` is none",
                shorten(text)
            );
            let finding = self.at(context, key.span, message);
            found.push(Diagnostic {
                severity: Severity::Info,
                ..finding.with_help("leave out the `.$`, or write a reference that starts with `$.`")
            });
        }
    }
}
