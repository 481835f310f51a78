//! `workflow/duplicate-name`

use super::{Rule, RuleMeta};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Spanned;
use crate::spelling::shorten;
use crate::workflow::context::Context;
use std::collections::HashMap;

pub(super) struct DuplicateName;

static META: RuleMeta = RuleMeta {
    id: "workflow/duplicate-name",
    title: "names are unique",
    severity: Severity::Error,
    reason: "The name of a step must be unique in its workflow, or a reference to it would be ambiguous; the \
             names of outputs must be unique among all workflows of an image.",
    bad: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
  - name: Approve
    action: WaitForAction
",
    good: r"schemaVersion: 1.0
steps:
  - name: Approve
    action: WaitForAction
  - name: ApproveAgain
    action: WaitForAction
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/image-workflow-create-document.html",
};

impl Rule for DuplicateName {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn workflow(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let workflow = context.workflow;
        let steps = workflow.steps.iter().map(|step| &step.name);
        let outputs = workflow.outputs.iter().map(|output| &output.name);
        let parameters = workflow.parameters.iter().map(|parameter| &parameter.name);
        self.repeated(context, "step", steps, found);
        self.repeated(context, "output", outputs, found);
        let before = found.len();
        self.repeated(context, "parameter", parameters, found);
        // That the names of parameters must be unique is nowhere said.
        for finding in found.iter_mut().skip(before) {
            finding.severity = Severity::Warning;
        }
    }
}

impl DuplicateName {
    fn repeated<'a>(
        &self,
        context: &Context<'_>,
        what: &str,
        names: impl Iterator<Item = &'a Spanned<String>>,
        found: &mut Vec<Diagnostic>,
    ) {
        let mut first: HashMap<&str, &Spanned<String>> = HashMap::new();
        // Missing names are another rule's.
        for name in names.filter(|name| !name.value.is_empty()) {
            let earlier = *first.entry(&name.value).or_insert(name);
            if std::ptr::eq(earlier, name) {
                continue;
            }
            let message = format!("a second {what} is called `{}`", shorten(&name.value));
            let finding = self
                .at(context, name.span, message)
                .with_help("give it a name of its own");
            found.push(finding.with_related(context.source, earlier.span, "the first one is here"));
        }
    }
}
