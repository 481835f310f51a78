//! `reference/undeclared`

use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::Reference;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, did_you_mean};
use crate::spelling::{shorten, similar};

pub(in crate::rules) struct Undeclared;

static META: RuleMeta = RuleMeta {
    id: "reference/undeclared",
    title: "references name a parameter or constant that is declared",
    severity: Severity::Error,
    reason: "`{{ Name }}` is replaced by the parameter or constant of that name; the case of letters matters. A \
             name that nothing declares cannot be replaced.",
    bad: r#"schemaVersion: 1.0
parameters:
  - Greetings:
      type: string
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo "{{ Greeting }}"
"#,
    good: r#"schemaVersion: 1.0
parameters:
  - Greeting:
      type: string
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        inputs:
          commands:
            - echo "{{ Greeting }}"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for Undeclared {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for expression in &site.expressions {
            let Reference::Variable(name) = expression.reference else {
                continue;
            };
            if context.declares(name) {
                continue;
            }
            let message = format!("nothing declares `{}`", shorten(name));
            let finding = self.at(context, expression.span, message);
            found.push(match similar(name, context.variable_names()) {
                Some(known) => did_you_mean(finding, context.source, expression.span, name, known),
                None => finding.with_help("declare it under `parameters:` or `constants:`; literal double braces can only come out of a constant"),
            });
        }
    }
}
