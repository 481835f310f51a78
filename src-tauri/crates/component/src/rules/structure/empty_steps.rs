//! `structure/empty-steps`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Phase, Stage};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct EmptySteps;

static META: RuleMeta = RuleMeta {
    id: "structure/empty-steps",
    title: "phases have steps",
    severity: Severity::Warning,
    reason: "A phase whose list of steps is empty does nothing, and looks as if something had been left out.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
  - name: validate
    steps: []
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
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for EmptySteps {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn phase(&self, context: &Context<'_>, phase: &Phase, found: &mut Vec<Diagnostic>) {
        // That a phase never runs, or has no name, is finding enough.
        if !phase.has_empty_list || Stage::of_phase(&phase.name.value).is_none() {
            return;
        }
        let message = format!("the phase `{}` has no steps", phase.name.value);
        found.push(
            self.at(context, phase.name.span, message)
                .with_help("add a step, or remove the phase"),
        );
    }
}
