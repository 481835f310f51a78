//! `conditions/unexpected-key`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::ConditionFault;
use crate::document::operator::Operator;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, did_you_mean};
use crate::spelling::shorten;

pub(in crate::rules) struct UnexpectedKey;

static META: RuleMeta = RuleMeta {
    id: "conditions/unexpected-key",
    title: "nothing stands beside an operator but what it needs",
    severity: Severity::Warning,
    reason: "Beside a comparison there is `value` or `path`, and at the top of an `if` there are `then` and \
             `else`. Any other key does nothing, and was most often meant as one of these.",
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
          stringIsEmpty: '{{ Edition }}'
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

impl Rule for UnexpectedKey {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for fault in site.conditions.iter().flat_map(|condition| &condition.faults) {
            let ConditionFault::UnexpectedKey { key, operator, meant } = fault else {
                continue;
            };
            let written = key.text().unwrap_or_default();
            let name = operator.text().unwrap_or_default();
            let message = format!("`{}` means nothing beside `{name}`", shorten(written));
            let finding = self.at(context, key.span, message);
            found.push(match meant {
                // Without `value` or `path` the comparison is incomplete.
                Some(meant @ ("value" | "path")) => Diagnostic {
                    severity: Severity::Error,
                    ..did_you_mean(finding, context.source, key.span, written, meant)
                },
                Some(meant) => did_you_mean(finding, context.source, key.span, written, meant),
                // AWS does not say that it is refused or ignored there.
                None if matches!(written, "then" | "else") => Diagnostic {
                    severity: Severity::Info,
                    message: format!(
                        "`{written}` stands beside `{name}`; the guide's examples write it beside the first operator"
                    ),
                    ..finding.with_help("write it once, beside the first operator of the `if`")
                },
                None => finding.with_help(match Operator::find(name) {
                    None => "write it in the conditions below the operator, or remove it".to_owned(),
                    Some(operator) => match operator.companion() {
                        Some(companion) => format!("`{name}` takes `{companion}` and nothing else"),
                        None => format!(
                            "`{name}` looks at one value; to compare two, use an operator such as `stringEquals`"
                        ),
                    },
                }),
            });
        }
    }
}
