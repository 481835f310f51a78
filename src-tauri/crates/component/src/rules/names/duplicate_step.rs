//! `names/duplicate-step`

use super::repeated;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Phase;
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct DuplicateStep;

static META: RuleMeta = RuleMeta {
    id: "names/duplicate-step",
    title: "steps of a phase have different names",
    severity: Severity::Error,
    reason: "The names of steps must be unique in their phase, or a reference to a step would be ambiguous.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo again
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
      - name: HelloAgain
        action: ExecuteBash
        inputs:
          commands:
            - echo again
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for DuplicateStep {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn phase(&self, context: &Context<'_>, phase: &Phase, found: &mut Vec<Diagnostic>) {
        let names = phase.steps.iter().map(|step| &step.name);
        for (name, first) in repeated(names) {
            let message = format!("a second step of this phase is called `{}`", shorten(&name.value));
            let finding = self
                .at(context, name.span, message)
                .with_help("give it a name of its own");
            found.push(finding.with_related(context.source, first.span, "the first one is here"));
        }
    }
}
