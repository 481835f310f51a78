//! `workflow/missing-input`

use super::{Rule, RuleMeta, meant_for};
use crate::diagnostic::{Diagnostic, Severity};
use crate::spelling::{list, shorten};
use crate::workflow::context::{Context, Site};
use crate::workflow::rewrite::rewritten;

pub(super) struct MissingInput;

static META: RuleMeta = RuleMeta {
    id: "workflow/missing-input",
    title: "steps have the inputs that their action needs",
    severity: Severity::Error,
    reason: "A step action without a required input is refused. An input counts with and without the `.$` of a \
             reference.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Launch
    action: LaunchInstance
    inputs:
      waitFor: ssmAgent
  - name: Harden
    action: RunCommand
    inputs:
      instanceId.$: $.stepOutputs.Launch.instanceId
",
    good: r"schemaVersion: 1.0
steps:
  - name: Launch
    action: LaunchInstance
    inputs:
      waitFor: ssmAgent
  - name: Harden
    action: RunCommand
    inputs:
      instanceId.$: $.stepOutputs.Launch.instanceId
      documentName: Example-Harden
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html",
};

impl Rule for MissingInput {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &Site<'_>, found: &mut Vec<Diagnostic>) {
        let Some(action) = site.action else {
            return;
        };
        let inputs = site.step.inputs.as_ref();
        // Inputs that are no mapping are another rule's finding.
        if inputs.is_some_and(|inputs| !inputs.is_mapping()) {
            return;
        }
        let mut missing = Vec::new();
        for input in action.inputs.iter().filter(|input| input.required) {
            let written = inputs.is_some_and(|inputs| {
                [input.name, &format!("{}.$", input.name)]
                    .iter()
                    .any(|name| inputs.get(name).is_some_and(|value| !value.is_null()))
            });
            if written {
                continue;
            }
            let Some(key) = inputs.and_then(|inputs| meant_for(action, inputs, input.name)) else {
                missing.push(input.name);
                continue;
            };
            let written = key.text().unwrap_or_default();
            let name = if written.ends_with(".$") {
                format!("{}.$", input.name)
            } else {
                input.name.to_owned()
            };
            let message = format!("`{}` needs the input `{}`", action.name, input.name);
            let finding = self
                .at(context, key.span, message)
                .with_help(format!("`{}` looks like it; rename it to `{name}`", shorten(written)));
            found.push(rewritten(finding, context.source, key.span, written, &name));
        }
        if !missing.is_empty() {
            let noun = if missing.len() == 1 { "input" } else { "inputs" };
            let message = format!("`{}` needs the {noun} {}", action.name, list(&missing));
            found.push(
                self.at(context, site.step.action.span, message)
                    .with_help("add it below `inputs:`; `name.$:` takes a reference"),
            );
        }
    }
}
