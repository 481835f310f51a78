//! `loops/direction`

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::Over;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct WrongDirection;

static META: RuleMeta = RuleMeta {
    id: "loops/direction",
    title: "a `for` loop counts towards its end",
    severity: Severity::Error,
    reason: "From a smaller `start` to a greater `end`, `updateBy` must be positive, and the other way round \
             negative. AWSTOE checks the three and refuses a loop that would not end.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          for:
            start: 3
            end: 1
            updateBy: 1
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
            start: 3
            end: 1
            updateBy: -1
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html",
};

impl Rule for WrongDirection {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(Over::Numbers {
            start: Some(start),
            end: Some(end),
            update_by: Some(update_by),
        }) = site.iteration.as_ref().and_then(|iteration| iteration.over.as_ref())
        else {
            return;
        };
        let (Some(from), Some(to), Some(step)) = (start.number, end.number, update_by.number) else {
            return;
        };
        if step == 0 || from == to || (to > from) == (step > 0) {
            return;
        }
        let message = format!("a loop that starts at {from} and adds {step} never reaches {to}");
        let finding = self
            .at(context, update_by.node.span, message)
            .with_help("change the sign of `updateBy`, or swap `start` and `end`")
            .with_related(context.source, start.node.span, "it starts here")
            .with_related(context.source, end.node.span, "and should end here");
        found.push(match step.checked_neg() {
            Some(turned) => finding.with_fix(Fix::replace(
                context.source,
                update_by.node.span,
                format!("change to {turned}"),
                turned.to_string(),
            )),
            None => finding,
        });
    }
}
