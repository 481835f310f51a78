//! `conditions/form`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Condition, ConditionFault, ConditionPlace};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, first_line};

pub(in crate::rules) struct Form;

static META: RuleMeta = RuleMeta {
    id: "conditions/form",
    title: "a condition has exactly one operator",
    severity: Severity::Error,
    reason: "A condition is a mapping with one comparison, or with one of `and`, `or` and `not` around \
             several. AWSTOE takes exactly one operator at each level.",
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
          stringIsEmpty: '{{ Edition }}'
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
          or:
            - stringEquals: 'full'
              value: '{{ Edition }}'
            - stringIsEmpty: '{{ Edition }}'
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-conditional-constructs.html",
};

impl Rule for Form {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for condition in &site.conditions {
            let before = found.len();
            let faults = condition.faults.iter();
            found.extend(faults.filter_map(|fault| self.fault(context, condition, fault)));
            if condition.is_list && found.len() == before {
                found.push(self.list(context, condition));
            }
        }
    }
}

impl Form {
    fn list(&self, context: &Context<'_>, condition: &Condition<'_>) -> Diagnostic {
        let place = place_name(condition.place);
        Diagnostic {
            severity: Severity::Info,
            ..self.at(
                context,
                first_line(context.source, condition.node),
                format!("{place} is written as a list, which no example of AWS does"),
            )
        }
        .with_help("remove the `- ` and write the operator as a key")
    }

    fn fault(
        &self,
        context: &Context<'_>,
        condition: &Condition<'_>,
        fault: &ConditionFault<'_>,
    ) -> Option<Diagnostic> {
        let place = place_name(condition.place);
        let mild = |finding| Diagnostic {
            severity: Severity::Warning,
            ..finding
        };
        Some(match fault {
            ConditionFault::NotMapping(node) if node.is_null() => mild(
                self.at(
                    context,
                    first_line(context.source, node),
                    format!("{place} has an empty condition"),
                )
                .with_help(HELP),
            ),
            ConditionFault::NotMapping(node) => self
                .at(
                    context,
                    first_line(context.source, node),
                    format!("a condition must be a mapping, and this is {}", node.describe()),
                )
                .with_help(HELP),
            // At the top exactly one operator is documented, behind `not` it is only said.
            ConditionFault::NotOne(node) => {
                let finding = self
                    .at(
                        context,
                        first_line(context.source, node),
                        format!("one condition is wanted here, and this list has {}", node.items().len()),
                    )
                    .with_help("put several conditions below `and:` or `or:`");
                if std::ptr::eq(*node, condition.node) {
                    finding
                } else {
                    mild(finding)
                }
            }
            ConditionFault::NoOperator(node) => self
                .at(
                    context,
                    first_line(context.source, node),
                    "this condition has no operator",
                )
                .with_help(HELP),
            ConditionFault::SecondOperator { first, second } => self
                .at(
                    context,
                    second.span,
                    "a condition has one operator, and this is the second",
                )
                .with_help("put both below `and:` or `or:`, each with a `- ` of its own")
                .with_related(context.source, first.span, "the first one is here"),
            ConditionFault::NotOneValue { key, node } => {
                let name = key.text().unwrap_or_default();
                let message = format!("`{name}` takes one value, and this is {}", node.describe());
                self.at(context, first_line(context.source, node), message)
                    .with_help("write one value; several comparisons go below `and:` or `or:`")
            }
            // AWS shows `and` and `or` with lists only, but `not` with a list and without.
            ConditionFault::NotList { key, node } => {
                let name = key.text().unwrap_or_default();
                let message = format!("`{name}` takes a list of conditions, and this is {}", node.describe());
                let finding = self
                    .at(context, first_line(context.source, node), message)
                    .with_help("start each condition with `- `");
                if node.is_mapping() { mild(finding) } else { finding }
            }
            _ => return None,
        })
    }
}

fn place_name(place: ConditionPlace) -> &'static str {
    match place {
        ConditionPlace::If => "`if`",
        ConditionPlace::Assert => "`Assert`",
    }
}

const HELP: &str = "write an operator with its operand, such as `fileExists: '/etc/hosts'`";
