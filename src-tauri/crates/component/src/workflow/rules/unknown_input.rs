//! `workflow/unknown-input`

use super::{Rule, RuleMeta, meant_for};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::MAX_FINDINGS;
use crate::spelling::{list, shorten, similar};
use crate::workflow::context::{Context, Site};
use crate::workflow::rewrite::rewritten;
use crate::yaml::Node;

pub(super) struct UnknownInput;

static META: RuleMeta = RuleMeta {
    id: "workflow/unknown-input",
    title: "inputs have names that the step action knows",
    severity: Severity::Warning,
    reason: "An input that the step action does not know is at best ignored. Most often it is a known one, \
             misspelt.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
    inputs:
      snsTopic: arn:aws:sns:us-east-1:111122223333:approvals
",
    good: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
    inputs:
      snsTopicArn: arn:aws:sns:us-east-1:111122223333:approvals
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-step-actions.html",
};

impl Rule for UnknownInput {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &Site<'_>, found: &mut Vec<Diagnostic>) {
        let (Some(action), Some(inputs)) = (site.action, &site.step.inputs) else {
            return;
        };
        // A key that stands for a required input is that rule's finding.
        let claimed: Vec<_> = action
            .inputs
            .iter()
            .filter(|input| input.required && !has(inputs, input.name))
            .filter_map(|input| meant_for(action, inputs, input.name))
            .map(|key| key.span)
            .collect();
        let names: Vec<_> = action.inputs.iter().map(|input| input.name).collect();
        let free: Vec<_> = names.iter().copied().filter(|name| !has(inputs, name)).collect();
        for key in inputs.entries().iter().map(|entry| &entry.key) {
            if found.len() > MAX_FINDINGS {
                break;
            }
            let written = key.text().unwrap_or_default();
            if action.input(written).is_some() || claimed.contains(&key.span) {
                continue;
            }
            let message = format!("`{}` has no input `{}`", action.name, shorten(written));
            let finding = self.at(context, key.span, message);
            let bare = written.strip_suffix(".$").unwrap_or(written);
            found.push(match similar(bare, free.iter().copied()) {
                Some(name) => {
                    let new = written.replacen(bare, name, 1);
                    let finding = finding.with_help(format!("did you mean `{name}`?"));
                    rewritten(finding, context.source, key.span, written, &new)
                }
                None if names.is_empty() => finding.with_help("it takes none"),
                None => finding.with_help(format!("its inputs are {}", list(&names))),
            });
        }
    }
}

fn has(inputs: &Node, name: &str) -> bool {
    inputs.get(name).is_some() || inputs.get(&format!("{name}.$")).is_some()
}
