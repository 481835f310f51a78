//! `loops/delimiter`

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::document::{DELIMITERS, Over};
use crate::expression::is_dynamic;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, first_line};
use crate::spelling::shorten;

pub(in crate::rules) struct Delimiter;

static META: RuleMeta = RuleMeta {
    id: "loops/delimiter",
    title: "`delimiter` is one of the characters AWSTOE splits at",
    severity: Severity::Error,
    reason: "A list in one text is split at one character: `.`, `,`, `;`, `:`, a line break, a tab, a space, \
             `-` or `_`. Without a delimiter it is the comma. References cannot stand there.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          forEach:
            list: 'one|two'
            delimiter: '|'
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Hello
        action: ExecuteBash
        loop:
          forEach:
            list: 'one;two'
            delimiter: ';'
        inputs:
          commands:
            - 'echo "{{ loop.value }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-looping-constructs.html",
};

impl Rule for Delimiter {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        let Some(Over::Pieces {
            delimiter: Some(node), ..
        }) = site.iteration.as_ref().and_then(|iteration| iteration.over.as_ref())
        else {
            return;
        };
        let Some(written) = node.text() else {
            let message = format!("`delimiter` must be one character, and this is {}", node.describe());
            found.push(
                self.at(context, first_line(context.source, node), message)
                    .with_help(HELP),
            );
            return;
        };
        if DELIMITERS.iter().any(|(delimiter, ..)| *delimiter == written) {
            return;
        }
        let escape = match written {
            r"\n" => Some("\"\\n\""),
            r"\t" => Some("\"\\t\""),
            _ => None,
        };
        found.push(match escape {
            // Whether AWSTOE reads the two characters as one is not documented.
            Some(escape) => Diagnostic {
                severity: Severity::Warning,
                ..self.at(
                    context,
                    node.span,
                    format!("this is a backslash and a letter; only in double quotes is `{written}` one character"),
                )
            }
            .with_help(format!("write {escape}"))
            .with_fix(Fix::replace(
                context.source,
                node.span,
                "put it in double quotes",
                escape,
            )),
            None if is_dynamic(written) => self
                .at(context, node.span, "`delimiter` takes no reference")
                .with_help(HELP),
            None if written.is_empty() => Diagnostic {
                severity: Severity::Warning,
                ..self.at(context, node.span, "`delimiter` is empty")
            }
            .with_help(HELP),
            None => self
                .at(
                    context,
                    node.span,
                    format!("AWSTOE cannot split a list at `{}`", shorten(written)),
                )
                .with_help(HELP),
        });
    }
}

const HELP: &str = "it takes one of `.`, `,`, `;`, `:`, a line break, a tab, a space, `-` and `_`";
