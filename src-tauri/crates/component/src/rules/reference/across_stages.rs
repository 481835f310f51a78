//! `reference/across-stages`

use super::is_in_other_stage;
use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::Reference;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct AcrossStages;

static META: RuleMeta = RuleMeta {
    id: "reference/across-stages",
    title: "references stay in their stage",
    severity: Severity::Error,
    reason: "Image Builder runs `build` and `validate` on one instance and `test` on another one, started from \
             the finished image. Nothing that a step of one stage produced is there in the other.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Find
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
  - name: test
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - echo "{{ build.Find.outputs.stdout }}"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Find
        action: ExecuteBash
        inputs:
          commands:
            - echo hello
  - name: validate
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - echo "{{ build.Find.outputs.stdout }}"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for AcrossStages {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for expression in &site.expressions {
            let Reference::Step(step) = &expression.reference else {
                continue;
            };
            if !is_in_other_stage(&site.phase.name.value, step.phase) {
                continue;
            }
            let message = format!(
                "a `{}` step cannot refer to the phase `{}`, which runs in another stage",
                site.phase.name.value, step.phase
            );
            found.push(
                self.at(context, expression.span, message)
                    .with_help("repeat the step in this phase, or pass the value as a constant"),
            );
        }
    }
}
