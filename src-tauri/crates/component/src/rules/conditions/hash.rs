//! `conditions/hash`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::operator::{OPERATORS, Operand};
use crate::document::{Comparison, ConditionFault};
use crate::expression::is_dynamic;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, did_you_mean};

pub(in crate::rules) struct Hash;

static META: RuleMeta = RuleMeta {
    id: "conditions/hash",
    title: "hashes fit their operator, and the file is in `path`",
    severity: Severity::Error,
    reason: "The hash operators take the hash in hexadecimal digits, of a length that the algorithm fixes, \
             and the file in `path`. A hash of another length never equals that of a file.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        if:
          fileSHA256Equals: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
          value: '/opt/tool/tool'
        inputs:
          commands:
            - /opt/tool/tool --version
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        if:
          fileSHA256Equals: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
          path: '/opt/tool/tool'
        inputs:
          commands:
            - /opt/tool/tool --version
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html",
};

impl Rule for Hash {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for condition in &site.conditions {
            for fault in &condition.faults {
                let ConditionFault::OtherCompanion { key, operator, wanted } = fault else {
                    continue;
                };
                if *wanted == "path" {
                    let written = key.text().unwrap_or_default();
                    let message = format!("`{}` takes the file in `{wanted}`, not in `{written}`", operator.name);
                    let finding = self.at(context, key.span, message);
                    found.push(did_you_mean(finding, context.source, key.span, written, wanted));
                }
            }
            found.extend(
                condition
                    .comparisons()
                    .into_iter()
                    .filter_map(|comparison| self.length(context, comparison)),
            );
        }
    }
}

impl Hash {
    fn length(&self, context: &Context<'_>, comparison: &Comparison<'_>) -> Option<Diagnostic> {
        let Operand::Hash { digits } = comparison.operator.takes else {
            return None;
        };
        let text = comparison.operand.text()?;
        let is_hexadecimal = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_dynamic(text) || (is_hexadecimal && text.len() == digits) {
            return None;
        }
        let message = if is_hexadecimal {
            format!(
                "`{}` takes {digits} digits, and this has {}",
                comparison.operator.name,
                text.len()
            )
        } else {
            format!(
                "`{}` takes {digits} hexadecimal digits, and this has other characters",
                comparison.operator.name
            )
        };
        let fits = OPERATORS
            .iter()
            .find(|operator| operator.takes == Operand::Hash { digits: text.len() });
        let finding = Diagnostic {
            severity: Severity::Warning,
            ..self.at(context, comparison.operand.span, message)
        };
        Some(match fits.filter(|_| is_hexadecimal) {
            Some(operator) => finding.with_help(format!("a hash of this length is for `{}`", operator.name)),
            None => finding.with_help(
                "write the hash as a tool such as `sha256sum` prints it; the comparison is never true otherwise",
            ),
        })
    }
}
