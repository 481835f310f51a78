//! `reference/loop-outside-loop`

use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::Reference;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, did_you_mean};
use crate::spelling::{shorten, similar};
use crate::yaml::Node;

pub(in crate::rules) struct LoopOutsideLoop;

static META: RuleMeta = RuleMeta {
    id: "reference/loop-outside-loop",
    title: "loop values are read in the inputs of the looping step",
    severity: Severity::Warning,
    reason: "`{{ loop.value }}` and `{{ loop.index }}`, or the same with the name of the loop, belong to the \
             loop of the same step. Anywhere else AWSTOE leaves them as they are, braces included.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
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
          forEach: ['one', 'two']
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html",
};

impl Rule for LoopOutsideLoop {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for expression in &site.expressions {
            let Reference::Loop { name, .. } = expression.reference else {
                continue;
            };
            let written = shorten(expression.inner);
            let Some(iteration) = &site.iteration else {
                let message = format!("`{{{{ {written} }}}}` stays as it is: this step has no loop");
                found.push(
                    self.at(context, expression.span, message)
                        .with_help("add `loop:` to the step; braces of another language belong into a constant"),
                );
                continue;
            };
            let in_inputs = site.step.inputs.as_ref().is_some_and(|inputs| {
                inputs.span.start <= expression.span.start && expression.span.end <= inputs.span.end
            });
            if iteration.answers_to(name) && in_inputs {
                continue;
            }
            if iteration.answers_to(name) {
                let message = format!("`{{{{ {written} }}}}` stays as it is: it is for the inputs of the step");
                found.push(
                    self.at(context, expression.span, message)
                        .with_help("a loop and a condition are the same for all iterations"),
                );
                continue;
            }
            let message = format!(
                "`{{{{ {written} }}}}` stays as it is: the loop of this step is not called `{}`",
                shorten(name)
            );
            let finding = self.at(context, expression.span, message);
            let own = iteration.name.and_then(Node::text);
            found.push(match similar(name, own.into_iter().chain(["loop"])) {
                Some(meant) => did_you_mean(finding, context.source, expression.span, name, meant),
                None => finding.with_help("write `loop.value` or `loop.index`"),
            });
        }
    }
}
