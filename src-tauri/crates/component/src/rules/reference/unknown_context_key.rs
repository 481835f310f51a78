//! `reference/unknown-context-key`

use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::{CONTEXT_KEYS, Reference};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, did_you_mean};
use crate::spelling::{list, shorten, similar};

pub(in crate::rules) struct UnknownContextKey;

static META: RuleMeta = RuleMeta {
    id: "reference/unknown-context-key",
    title: "`context:` is followed by a key that AWSTOE knows",
    severity: Severity::Warning,
    reason: "`{{ context:… }}` stands for a fact about the execution. AWS documents twelve keys; the case of \
             letters matters.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ context:accountID }}"'
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ context:accountId }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for UnknownContextKey {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for expression in &site.expressions {
            let Reference::Context(key) = expression.reference else {
                continue;
            };
            let names: Vec<_> = CONTEXT_KEYS.iter().map(|known| known.name).collect();
            if names.contains(&key) {
                continue;
            }
            let message = format!("AWSTOE documents no `context:{}`", shorten(key));
            let finding = self.at(context, expression.span, message);
            found.push(match similar(key, names.iter().copied()) {
                Some(name) => did_you_mean(finding, context.source, expression.span, key, name),
                None => finding.with_help(format!("the keys are {}", list(&names))),
            });
        }
    }
}
