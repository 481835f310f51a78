//! `conditions/unknown-operator`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{ConditionFault, operator};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, did_you_mean};
use crate::spelling::{shorten, similar};
use crate::yaml::Node;

pub(in crate::rules) struct UnknownOperator;

static META: RuleMeta = RuleMeta {
    id: "conditions/unknown-operator",
    title: "operators are those AWSTOE knows",
    severity: Severity::Error,
    reason: "Components and workflows share some operators and not others, and the names are easily misspelt. \
             With an operator that AWSTOE does not know there is nothing to compare.",
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
          stringEqual: 'full'
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
          stringEquals: 'full'
          value: '{{ Edition }}'
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html",
};

impl Rule for UnknownOperator {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for fault in site.conditions.iter().flat_map(|condition| &condition.faults) {
            if let ConditionFault::UnknownOperator(key) = fault {
                found.push(self.operator(context, key));
            }
        }
    }
}

impl UnknownOperator {
    fn operator(&self, context: &Context<'_>, key: &Node) -> Diagnostic {
        let written = key.text().unwrap_or_default();
        let message = format!("components have no operator `{}`", shorten(written));
        let finding = self.at(context, key.span, message);
        // <https://docs.aws.amazon.com/imagebuilder/latest/userguide/wfdoc-conditional-statements.html>
        if written == "booleanEquals" {
            return finding.with_help("it belongs to workflows; compare with `stringEquals: 'true'`");
        }
        let Some(name) = similar(written, operator::names()) else {
            return finding
                .with_help("operators are comparisons such as `stringEquals` and `fileExists`, or `and`, `or`, `not`");
        };
        // AWS's own page prints `stringlessThan` in its examples, so it may be taken.
        let severity = if written.eq_ignore_ascii_case(name) {
            Severity::Warning
        } else {
            Severity::Error
        };
        let finding = Diagnostic { severity, ..finding };
        did_you_mean(finding, context.source, key.span, written, name)
    }
}
