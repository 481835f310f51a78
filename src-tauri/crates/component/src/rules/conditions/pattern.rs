//! `conditions/pattern`

use super::re2;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::operator::Operand;
use crate::expression::is_dynamic;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct Pattern;

static META: RuleMeta = RuleMeta {
    id: "conditions/pattern",
    title: "patterns are regular expressions that Go can compile",
    severity: Severity::Error,
    reason: "AWSTOE compiles the pattern with the regexp package of Go, whose syntax is RE2: no lookahead, no \
             lookbehind, no backreferences. A pattern that does not compile matches nothing.",
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
          patternMatches: '^(?=full)'
          value: '{{ Edition }}'
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
          patternMatches: '^full'
          value: '{{ Edition }}'
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html",
};

impl Rule for Pattern {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for comparison in site.conditions.iter().flat_map(|condition| condition.comparisons()) {
            let text = comparison.operand.text().unwrap_or_default();
            if comparison.operator.takes != Operand::Pattern || is_dynamic(text) {
                continue;
            }
            if let Some(refusal) = re2::refusal(text) {
                found.push(
                    self.at(
                        context,
                        comparison.operand.span,
                        format!("this is no pattern that AWSTOE can compile: {}", refusal.what),
                    )
                    .with_help(refusal.help),
                );
            }
        }
    }
}
