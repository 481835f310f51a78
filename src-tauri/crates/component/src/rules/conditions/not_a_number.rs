//! `conditions/not-a-number`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::operator::Operand;
use crate::expression::is_dynamic;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;
use crate::yaml::{Node, ScalarKind};

pub(in crate::rules) struct NotANumber;

static META: RuleMeta = RuleMeta {
    id: "conditions/not-a-number",
    title: "numbers are compared with numbers",
    severity: Severity::Warning,
    reason: "The number operators take integers, floating-point numbers and texts that read as one, such as \
             `-1.5`. With anything else the comparison is false in every build.",
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
          numberLessThan: ten
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
          numberLessThan: 10
          value: '{{ Edition }}'
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html",
};

impl Rule for NotANumber {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for comparison in site.conditions.iter().flat_map(|condition| condition.comparisons()) {
            if comparison.operator.takes != Operand::Number {
                continue;
            }
            for node in std::iter::once(comparison.operand).chain(comparison.value()) {
                if is_number(node) {
                    continue;
                }
                let written = shorten(node.text().unwrap_or_default());
                let message = format!(
                    "`{written}` is not a number, so `{}` is never true",
                    comparison.operator.name
                );
                found.push(
                    self.at(context, node.span, message)
                        .with_help("write a number such as `10` or `1.5`, or compare with `stringEquals`"),
                );
            }
        }
    }
}

/// Whether a number operator can work with it, as far as can be told.
pub(super) fn is_number(node: &Node) -> bool {
    let text = node.text().unwrap_or_default();
    match node.kind() {
        Some(ScalarKind::Int(_)) => true,
        Some(ScalarKind::Float(number)) => number.is_finite(),
        Some(ScalarKind::Text) => is_dynamic(text) || reads_as_number(text),
        _ => false,
    }
}

/// `^[-+]?([0-9]+[.])?[0-9]+$`
fn reads_as_number(text: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => is_digits(whole) && is_digits(fraction),
        None => is_digits(unsigned),
    }
}
