//! `phases/never-run`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Phase, Stage};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::{shorten, similar};

pub(in crate::rules) struct NeverRun;

static META: RuleMeta = RuleMeta {
    id: "phases/never-run",
    title: "phases have names that Image Builder runs",
    severity: Severity::Warning,
    reason: "Image Builder runs the phases `build` and `validate` in its build stage, `test` and `container-host- \
             test` in its test stage. Any other phase is legal for `awstoe run` by hand, and never runs in a \
             build.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
  - name: verify
    steps:
      - name: Check
        action: ExecuteBash
        inputs:
          commands:
            - test -x /opt/tool/run
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
      - name: Check
        action: ExecuteBash
        inputs:
          commands:
            - test -x /opt/tool/run
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

const RUN: [&str; 4] = ["build", "validate", "test", "container-host-test"];

impl Rule for NeverRun {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn phase(&self, context: &Context<'_>, phase: &Phase, found: &mut Vec<Diagnostic>) {
        let name = phase.name.value.as_str();
        // A document in which nothing runs at all is an error of its own.
        if name.is_empty() || Stage::of_phase(name).is_some() || !context.any_phase_runs {
            return;
        }
        let message = format!("Image Builder never runs the phase `{}`", shorten(name));
        let finding = self.at(context, phase.name.span, message);
        found.push(match similar(name, RUN) {
            // A second phase of that name would be the next mistake.
            Some(known) if context.steps_of(known).is_none() => finding.with_help(format!("did you mean `{known}`?")),
            _ => finding.with_help("it runs `build`, `validate`, `test` and `container-host-test`"),
        });
    }
}
