//! `loops/unused`

use super::empty_list::emptiness;
use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::Reference;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, first_line};

pub(in crate::rules) struct Unused;

static META: RuleMeta = RuleMeta {
    id: "loops/unused",
    title: "a loop is there for its values",
    severity: Severity::Warning,
    reason: "A step that reads neither `{{ loop.value }}` nor `{{ loop.index }}` does the same thing again \
             and again.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          forEach: ['one', 'two']
        inputs:
          commands:
            - echo hello
",
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          forEach: ['one', 'two']
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html",
};

impl Rule for Unused {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(iteration) = &site.iteration else {
            return;
        };
        // Without inputs there is nothing to repeat, and a misnamed or empty loop is another rule's
        // finding.
        let used = site
            .expressions
            .iter()
            .any(|expression| matches!(expression.reference, Reference::Loop { .. }));
        if used || site.step.inputs.is_none() || !iteration.faults.is_empty() || emptiness(iteration).is_some() {
            return;
        }
        found.push(
            self.at(
                context,
                first_line(context.source, iteration.node),
                "the step uses neither the value nor the index of its loop",
            )
            .with_help("write `{{ loop.value }}` in its inputs, or remove the loop"),
        );
    }
}
