//! `reference/not-replaced`

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Literal, LiteralPlace};
use crate::expression::{self, Expression, Reference};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct NotReplaced;

static META: RuleMeta = RuleMeta {
    id: "reference/not-replaced",
    title: "references stand where AWSTOE replaces them",
    severity: Severity::Warning,
    reason: "References are replaced in the inputs, the loop and the condition of a step. In a name or a \
             description they stay as they are, braces included.",
    bad: r#"schemaVersion: 1.0
parameters:
  - Edition:
      type: string
      default: 'basic'
phases:
  - name: build
    steps:
      - name: 'Install {{ Edition }}'
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ Edition }}"'
"#,
    good: r#"schemaVersion: 1.0
parameters:
  - Edition:
      type: string
      default: 'basic'
phases:
  - name: build
    steps:
      - name: Install
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ Edition }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for NotReplaced {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        for literal in context.document.literals() {
            let meant = expression::find(literal.text).find(|expression| is_meant(context, literal, expression));
            if let Some(expression) = meant {
                found.push(self.literal(context, literal, &expression));
            }
        }
    }
}

/// Whether somebody wrote it to have it replaced. Constants are where braces of other languages
/// belong, so there only the names of the document count.
fn is_meant(context: &Context<'_>, literal: Literal<'_>, expression: &Expression<'_>) -> bool {
    match &expression.reference {
        Reference::Variable(name) => context.declares(name),
        Reference::Step(step) => context.steps_of(step.phase).is_some(),
        Reference::Empty | Reference::Other | Reference::Loop { .. } => false,
        _ => literal.place != LiteralPlace::Value,
    }
}

impl NotReplaced {
    fn literal(&self, context: &Context<'_>, literal: Literal<'_>, expression: &Expression<'_>) -> Diagnostic {
        let written = shorten(expression.inner);
        let (severity, place, help) = match literal.place {
            LiteralPlace::Description => (
                Severity::Info,
                "a description",
                "say it in words; only inputs, loops and conditions of steps are replaced",
            ),
            LiteralPlace::Name => (
                Severity::Warning,
                "a name",
                "choose a fixed name; only inputs, loops and conditions of steps are replaced",
            ),
            LiteralPlace::Value => (
                Severity::Warning,
                "the value of a parameter or constant",
                "put the parts together in the inputs of the step; whether AWSTOE replaces them here is not documented",
            ),
        };
        Diagnostic {
            severity,
            ..self.at(
                context,
                literal.span,
                format!("`{{{{ {written} }}}}` stays as it is in {place}"),
            )
        }
        .with_help(help)
    }
}
