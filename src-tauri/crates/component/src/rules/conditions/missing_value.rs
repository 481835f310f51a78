//! `conditions/missing-value`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::ConditionFault;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, did_you_mean};

pub(in crate::rules) struct MissingValue;

static META: RuleMeta = RuleMeta {
    id: "conditions/missing-value",
    title: "comparisons have something to compare with",
    severity: Severity::Error,
    reason: "Most operators compare their operand with a second key beside them: `value`, or `path` for the \
             hash of a file. Without it there is nothing to compare.",
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

impl Rule for MissingValue {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for fault in site.conditions.iter().flat_map(|condition| &condition.faults) {
            found.extend(self.fault(context, fault));
        }
    }
}

impl MissingValue {
    fn fault(&self, context: &Context<'_>, fault: &ConditionFault<'_>) -> Option<Diagnostic> {
        Some(match fault {
            ConditionFault::NoCompanion { key, wanted } => {
                let name = key.text().unwrap_or_default();
                self.at(context, key.span, format!("`{name}` has no `{wanted}` beside it"))
                    .with_help(format!("add `{wanted}:` with what is compared"))
            }
            // The hash of a file is a rule of its own.
            ConditionFault::OtherCompanion { key, operator, wanted } if *wanted == "value" => {
                let written = key.text().unwrap_or_default();
                let message = format!("`{}` compares with `{wanted}`, not with `{written}`", operator.name);
                let finding = self.at(context, key.span, message);
                did_you_mean(finding, context.source, key.span, written, wanted)
            }
            ConditionFault::Empty(key) => {
                let name = key.text().unwrap_or_default();
                Diagnostic {
                    severity: Severity::Warning,
                    ..self.at(context, key.span, format!("`{name}` is empty"))
                }
                .with_help("write `''` if the empty text is meant")
            }
            _ => return None,
        })
    }
}
