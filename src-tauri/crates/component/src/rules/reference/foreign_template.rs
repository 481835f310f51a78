//! `reference/foreign-template`

use super::starts_with_phase;
use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::Reference;
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct ForeignTemplate;

static META: RuleMeta = RuleMeta {
    id: "reference/foreign-template",
    title: "double braces are references, not templates of another language",
    severity: Severity::Warning,
    reason: "AWSTOE takes everything in double braces for its own reference and has no way to escape them. \
             Templates of Docker, Go, Jinja or Helm in a document fail the build; AWS's advice is to put them \
             into a constant.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - docker ps --format '{{ .Names }}'
",
    good: r"schemaVersion: 1.0
constants:
  - NamesOnly:
      type: string
      value: '{{ .Names }}'
phases:
  - name: build
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - docker ps --format '{{ NamesOnly }}'
",
    source: "https://github.com/aws/ec2-image-builder-roadmap/issues/114",
};

impl Rule for ForeignTemplate {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for expression in &site.expressions {
            if expression.reference != Reference::Other || starts_with_phase(context, expression.inner) {
                continue;
            }
            let message = format!(
                "`{{{{ {} }}}}` is no reference that AWSTOE knows",
                shorten(expression.inner)
            );
            // Go's templates write a dot before the name.
            let name = expression.inner.trim().strip_prefix('.').unwrap_or_default();
            let help = match context.declares(name) {
                true => format!("write `{{{{ {name} }}}}`, without the dot"),
                false => {
                    "if the braces belong to another language, put them into a constant and refer to that".to_owned()
                }
            };
            found.push(self.at(context, expression.span, message).with_help(help));
        }
    }
}
