//! `conditions/assert-then-else`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::ConditionPlace;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct AssertThenElse;

static META: RuleMeta = RuleMeta {
    id: "conditions/assert-then-else",
    title: "`then` and `else` belong to `if`",
    severity: Severity::Warning,
    reason: "`Assert` fails when its comparison does not hold, and succeeds when it does. `then` and `else` \
             say what an `if` does with its step, and have no place there.",
    bad: r"schemaVersion: 1.0
phases:
  - name: validate
    steps:
      - name: Hello
        action: Assert
        inputs:
          fileExists: '/etc/hosts'
          else: Abort
",
    good: r"schemaVersion: 1.0
phases:
  - name: validate
    steps:
      - name: Hello
        action: Assert
        inputs:
          fileExists: '/etc/hosts'
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-conditional-constructs.html",
};

impl Rule for AssertThenElse {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let conditions = site.conditions.iter();
        for condition in conditions.filter(|condition| condition.place == ConditionPlace::Assert) {
            for outcome in [condition.then, condition.otherwise].into_iter().flatten() {
                let key = outcome.key.text().unwrap_or_default();
                found.push(
                    self.at(context, outcome.key.span, format!("`{key}` means nothing in `Assert`"))
                        .with_help("remove it; `onFailure` says what a failed `Assert` does to the document"),
                );
            }
        }
    }
}
