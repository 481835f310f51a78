//! `conditions/reads-backwards`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Comparison;
use crate::expression::is_dynamic;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct ReadsBackwards;

static META: RuleMeta = RuleMeta {
    id: "conditions/reads-backwards",
    title: "the reference stands in `value`, not behind the operator",
    severity: Severity::Warning,
    reason: "`numberLessThan: 10` with `value: X` asks whether X is less than 10: it is `value` that is less, \
             although AWS's description says it the other way round. With the reference behind the operator \
             the comparison asks the opposite of what it reads.",
    bad: r"schemaVersion: 1.0
parameters:
  - Disks:
      type: string
      default: '2'
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        if:
          numberLessThan: '{{ Disks }}'
          value: 10
        inputs:
          commands:
            - echo hello
",
    good: r"schemaVersion: 1.0
parameters:
  - Disks:
      type: string
      default: '2'
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        if:
          numberLessThan: 10
          value: '{{ Disks }}'
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html",
};

impl Rule for ReadsBackwards {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for comparison in site.conditions.iter().flat_map(|condition| condition.comparisons()) {
            if comparison.operator.orders() && is_turned(comparison) {
                let name = comparison.operator.name;
                let message = format!("this asks whether `{}`", comparison.reads());
                found.push(self.at(context, comparison.key.span, message).with_help(format!(
                    "`{name}` compares `value` with what stands behind it; put the reference into `value` and the other behind the operator"
                )));
            }
        }
    }
}

/// A reference behind the operator and none in `value`.
fn is_turned(comparison: &Comparison<'_>) -> bool {
    let is_reference = |text: Option<&str>| is_dynamic(text.unwrap_or_default());
    let value = comparison.value().map(|node| node.text());
    is_reference(comparison.operand.text()) && value.is_some_and(|value| !is_reference(value))
}
