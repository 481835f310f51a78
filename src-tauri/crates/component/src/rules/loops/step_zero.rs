//! `loops/step-zero`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Over;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct StepZero;

static META: RuleMeta = RuleMeta {
    id: "loops/step-zero",
    title: "`updateBy` is not zero",
    severity: Severity::Error,
    reason: "A `for` loop adds `updateBy` to its value until it passes `end`. Zero would never get there, and \
             AWSTOE refuses it.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          for:
            start: 1
            end: 3
            updateBy: 0
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          for:
            start: 1
            end: 3
            updateBy: 1
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html",
};

impl Rule for StepZero {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(Over::Numbers {
            update_by: Some(bound), ..
        }) = site.iteration.as_ref().and_then(|iteration| iteration.over.as_ref())
        else {
            return;
        };
        if bound.number == Some(0) {
            found.push(
                self.at(context, bound.node.span, "a loop that adds 0 never ends")
                    .with_help("write `1`, or `-1` to count down"),
            );
        }
    }
}
