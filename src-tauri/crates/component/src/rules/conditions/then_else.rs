//! `conditions/then-else`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{ConditionPlace, StepAction};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, did_you_mean, first_line};
use crate::spelling::{list, shorten, similar};

pub(in crate::rules) struct ThenElse;

static META: RuleMeta = RuleMeta {
    id: "conditions/then-else",
    title: "`then` and `else` are Execute, Skip or Abort",
    severity: Severity::Error,
    reason: "`then` says what happens to the step when the condition holds, `else` when it does not: it runs, \
             is skipped, or fails. No other word is taken.",
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
          value: '{{ Edition }}'
          else: Fail
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
          else: Abort
        inputs:
          commands:
            - echo hello
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-conditional-constructs.html",
};

impl Rule for ThenElse {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let conditions = site
            .conditions
            .iter()
            .filter(|condition| condition.place == ConditionPlace::If);
        for outcome in conditions
            .flat_map(|condition| [condition.then, condition.otherwise])
            .flatten()
        {
            if outcome.action.is_some() {
                continue;
            }
            let names = StepAction::ALL.map(StepAction::name);
            let key = outcome.key.text().unwrap_or_default();
            let written = outcome.node.text();
            let message = match written {
                Some(written) => format!("`{key}` cannot be `{}`", shorten(written)),
                None => format!("`{key}` must be one word, and this is {}", outcome.node.describe()),
            };
            let place = if outcome.node.span.is_empty() {
                outcome.key.span
            } else {
                first_line(context.source, outcome.node)
            };
            let finding = self.at(context, place, message);
            let meant = written.and_then(|written| Some((written, similar(written, names)?)));
            found.push(match meant {
                Some((written, name)) => did_you_mean(finding, context.source, outcome.node.span, written, name),
                None => finding.with_help(format!("it takes {}", list(&names))),
            });
        }
    }
}
