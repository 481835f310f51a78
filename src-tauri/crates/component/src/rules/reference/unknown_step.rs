//! `reference/unknown-step`

use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::Reference;
use crate::rules::context::{CANDIDATES, Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::{shorten, similar};

pub(in crate::rules) struct UnknownStep;

static META: RuleMeta = RuleMeta {
    id: "reference/unknown-step",
    title: "references name a step that exists",
    severity: Severity::Error,
    reason: "`{{ phase.step.outputs.x }}` reads from a step of the same document, by the names of its phase and \
             of the step.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Find
        action: ExecuteBash
        inputs:
          commands:
            - ls /opt
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - echo "{{ build.Finds.outputs.stdout }}"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Find
        action: ExecuteBash
        inputs:
          commands:
            - ls /opt
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - echo "{{ build.Find.outputs.stdout }}"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-use-documents.html",
};

impl Rule for UnknownStep {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for expression in &site.expressions {
            let Reference::Step(step) = &expression.reference else {
                continue;
            };
            let Some(steps) = context.steps_of(step.phase) else {
                let message = format!("there is no phase `{}` in this document", shorten(step.phase));
                let known = similar(step.phase, context.phase_names());
                found.push(self.at(context, expression.span, message).with_help(help(known)));
                continue;
            };
            if steps.contains_key(step.step) {
                continue;
            }
            let message = format!(
                "the phase `{}` has no step `{}`",
                shorten(step.phase),
                shorten(step.step)
            );
            let known = similar(step.step, steps.keys().copied().take(CANDIDATES));
            found.push(self.at(context, expression.span, message).with_help(help(known)));
        }
    }
}

fn help(known: Option<&str>) -> String {
    match known {
        Some(name) => format!("did you mean `{name}`?"),
        None => "a reference reads `phase.step.outputs.name`, with names of this document".to_owned(),
    }
}
