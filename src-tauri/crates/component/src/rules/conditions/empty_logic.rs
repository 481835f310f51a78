//! `conditions/empty-logic`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::ConditionFault;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct EmptyLogic;

static META: RuleMeta = RuleMeta {
    id: "conditions/empty-logic",
    title: "`and`, `or` and `not` combine something",
    severity: Severity::Warning,
    reason: "A logical operator with nothing below it asks nothing. What AWSTOE answers then is not \
             documented.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        if:
          and: []
        inputs:
          commands:
            - echo hello
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        if:
          and:
            - fileExists: '/etc/hosts'
            - fileExists: '/etc/motd'
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-logical-operators.html",
};

impl Rule for EmptyLogic {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for fault in site.conditions.iter().flat_map(|condition| &condition.faults) {
            if let ConditionFault::NothingToCombine(key) = fault {
                let name = key.text().unwrap_or_default();
                found.push(
                    self.at(context, key.span, format!("`{name}` has no condition below it"))
                        .with_help("add the conditions, or remove the operator"),
                );
            }
        }
    }
}
