//! `conditions/reference-first`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::operator::Relation;
use crate::expression::is_dynamic;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct ReferenceFirst;

static META: RuleMeta = RuleMeta {
    id: "conditions/reference-first",
    title: "references stand where AWS documents them",
    severity: Severity::Info,
    reason: "Of the two values of a comparison AWS documents references only for the second one, in `value`. \
             Equality is the same both ways round, so the reference can stand there.",
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
          stringEquals: '{{ Edition }}'
          value: 'full'
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
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html",
};

impl Rule for ReferenceFirst {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for comparison in site.conditions.iter().flat_map(|condition| condition.comparisons()) {
            let Some(value) = comparison
                .value()
                .filter(|_| comparison.operator.relation == Relation::Value("=="))
            else {
                continue;
            };
            let is_reference = |text: Option<&str>| is_dynamic(text.unwrap_or_default());
            if is_reference(comparison.operand.text()) && !is_reference(value.text()) {
                let message = format!(
                    "AWS documents references in `value` only, and this one stands behind `{}`",
                    comparison.operator.name
                );
                found.push(
                    self.at(context, comparison.operand.span, message)
                        .with_help("swap the two; equality is the same both ways round"),
                );
            }
        }
    }
}
