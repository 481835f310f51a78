//! `conditions/pointless`

use super::not_a_number::is_number;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::operator::Operand;
use crate::document::{Comparison, Condition, ConditionPlace, Outcome, StepAction};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct Pointless;

static META: RuleMeta = RuleMeta {
    id: "conditions/pointless",
    title: "a condition can come out either way",
    severity: Severity::Warning,
    reason: "When `then` and `else` do the same, or when a comparison has no reference and looks at nothing \
             on the instance, the condition decides nothing.",
    bad: r"schemaVersion: 1.0
parameters:
  - Edition:
      type: string
      default: 'basic'
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        if:
          stringEquals: 'full'
          value: '{{ Edition }}'
          then: Skip
        inputs:
          commands:
            - echo hello
",
    good: r"schemaVersion: 1.0
parameters:
  - Edition:
      type: string
      default: 'basic'
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        if:
          stringEquals: 'full'
          value: '{{ Edition }}'
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-conditional-constructs.html",
};

impl Rule for Pointless {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for condition in &site.conditions {
            found.extend(self.same_outcome(context, condition));
            for comparison in condition.comparisons() {
                if !comparison.is_constant() || compares_text_as_number(comparison) {
                    continue;
                }
                let message = format!("this comes out the same in every build: `{}`", comparison.reads());
                found.push(
                    self.at(context, comparison.key.span, message)
                        .with_help("compare with a reference such as `{{ Parameter }}`, or remove the condition"),
                );
            }
        }
    }
}

/// Never true, which is a rule of its own.
fn compares_text_as_number(comparison: &Comparison<'_>) -> bool {
    let mut nodes = std::iter::once(comparison.operand).chain(comparison.value());
    comparison.operator.takes == Operand::Number && !nodes.all(is_number)
}

impl Pointless {
    fn same_outcome(&self, context: &Context<'_>, condition: &Condition<'_>) -> Option<Diagnostic> {
        let place = condition.otherwise.or(condition.then)?.key.span;
        let action = |outcome: Option<Outcome<'_>>, default| match outcome {
            Some(outcome) => outcome.action,
            None => Some(default),
        };
        let then = action(condition.then, StepAction::Execute)?;
        let otherwise = action(condition.otherwise, StepAction::Skip)?;
        if then != otherwise || condition.place == ConditionPlace::Assert {
            return None;
        }
        let happens = match then {
            StepAction::Execute => "runs",
            StepAction::Skip => "is skipped",
            StepAction::Abort => "fails",
        };
        let help = match (condition.then, condition.otherwise) {
            (Some(_), Some(_)) => "let `then` and `else` differ, or remove the condition",
            (Some(_), None) => {
                "without `else` the step is skipped as well; to turn the condition round, add `else: Execute`"
            }
            _ => "without `then` the step runs as well; to turn the condition round, add `then: Skip`",
        };
        let message = format!("the step {happens} whether the condition holds or not");
        Some(self.at(context, place, message).with_help(help))
    }
}
