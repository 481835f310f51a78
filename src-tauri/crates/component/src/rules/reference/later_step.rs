//! `reference/later-step`

use super::is_in_other_stage;
use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::{Direction, Reference};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct LaterStep;

static META: RuleMeta = RuleMeta {
    id: "reference/later-step",
    title: "references read from steps that ran before",
    severity: Severity::Error,
    reason: "Steps run in the order of the document. The output of a step that runs later, or of the step \
             itself, is not there yet.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ build.Find.outputs.content }}"'
      - name: Find
        action: ReadFile
        inputs:
          - path: '/etc/hostname'
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Find
        action: ReadFile
        inputs:
          - path: '/etc/hostname'
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ build.Find.outputs.content }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for LaterStep {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for expression in &site.expressions {
            let Reference::Step(reference) = &expression.reference else {
                continue;
            };
            let Some(target) = context.step(reference.phase, reference.step) else {
                continue;
            };
            // The order of the text is the order in which steps run.
            let is_earlier = target.span.start < site.step.span.start;
            if is_earlier || is_in_other_stage(&site.phase.name.value, reference.phase) {
                continue;
            }
            let itself = target.span == site.step.span;
            let (what, severity) = match reference.direction {
                Direction::Outputs => ("output", Severity::Error),
                // What a later step is given stands in the document; whether AWSTOE looks ahead for
                // it is not documented.
                Direction::Inputs => ("input", Severity::Warning),
            };
            let message = if itself {
                format!("the step reads its own {what}")
            } else {
                format!(
                    "the step reads an {what} of `{}`, which runs later",
                    shorten(reference.step)
                )
            };
            let help = if itself {
                "read from a step that runs before this one"
            } else {
                "move that step before this one"
            };
            let finding = Diagnostic {
                severity,
                ..self.at(context, expression.span, message)
            };
            let finding = finding.with_help(help);
            found.push(if itself {
                finding
            } else {
                finding.with_related(context.source, target.name.span, "it is here")
            });
        }
    }
}
