//! `names/duplicate-phase`

use super::repeated;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct DuplicatePhase;

static META: RuleMeta = RuleMeta {
    id: "names/duplicate-phase",
    title: "phases have different names",
    severity: Severity::Error,
    reason: "The names of phases must be unique in a document: a reference names the phase, and so does the call \
             that runs it.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
  - name: build
    steps:
      - name: Update
        action: UpdateOS
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
  - name: validate
    steps:
      - name: Update
        action: UpdateOS
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for DuplicatePhase {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let names = context.document.phases.iter().map(|phase| &phase.name);
        for (name, first) in repeated(names) {
            let message = format!("a second phase is called `{}`", shorten(&name.value));
            let finding = self
                .at(context, name.span, message)
                .with_help("rename it, or move its steps to the first one");
            found.push(finding.with_related(context.source, first.span, "the first one is here"));
        }
    }
}
