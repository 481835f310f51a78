//! `workflow/unused-parameter`

use super::{Rule, RuleMeta};
use crate::diagnostic::{Diagnostic, Severity};
use crate::spelling::shorten;
use crate::workflow::context::Context;
use std::collections::HashSet;

pub(super) struct UnusedParameter;

static META: RuleMeta = RuleMeta {
    id: "workflow/unused-parameter",
    title: "parameters are used",
    severity: Severity::Warning,
    reason: "A parameter that no step and no output refers to changes nothing, whatever the pipeline sets it to.",
    bad: r"schemaVersion: 1.0
parameters:
  - name: topicArn
    type: string
steps:
  - name: Approve
    action: WaitForAction
",
    good: r"schemaVersion: 1.0
parameters:
  - name: topicArn
    type: string
steps:
  - name: Approve
    action: WaitForAction
    inputs:
      snsTopicArn.$: $.parameters.topicArn
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html",
};

impl Rule for UnusedParameter {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn workflow(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let paths = context.parameter_paths();
        let used: HashSet<&str> = paths.flat_map(|path| path.split(['.', '['])).collect();
        for parameter in &context.workflow.parameters {
            let name = parameter.name.value.as_str();
            if name.is_empty() || used.contains(name) || name.contains(['.', '[']) {
                continue;
            }
            let message = format!("nothing refers to the parameter `{}`", shorten(name));
            found.push(
                self.at(context, parameter.name.span, message)
                    .with_help(format!("use it as `$.parameters.{}`, or remove it", shorten(name))),
            );
        }
    }
}
