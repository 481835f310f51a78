//! `reference/empty`

use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::Reference;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct Empty;

static META: RuleMeta = RuleMeta {
    id: "reference/empty",
    title: "references name something",
    severity: Severity::Warning,
    reason: "Empty braces, or a namespace with nothing behind it, refer to nothing. AWSTOE has no escape for \
             literal braces either; they can come out of a constant.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ env: }}"'
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ env:HOME }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for Empty {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for expression in &site.expressions {
            if expression.reference != Reference::Empty {
                continue;
            }
            let (message, help) = match expression.inner {
                "" => (
                    "these braces hold nothing".to_owned(),
                    "write a name between them; braces of another language belong into a constant",
                ),
                namespace => (
                    format!("`{namespace}` has no name behind it"),
                    "write the name directly behind the colon",
                ),
            };
            found.push(self.at(context, expression.span, message).with_help(help));
        }
    }
}
