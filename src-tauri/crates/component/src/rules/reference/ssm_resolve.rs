//! `reference/ssm-resolve`

use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::{Reference, Resolve};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta, did_you_mean};
use crate::spelling::{shorten, similar};

pub(in crate::rules) struct SsmResolve;

static META: RuleMeta = RuleMeta {
    id: "reference/ssm-resolve",
    title: "`resolve` takes a parameter of the document",
    severity: Severity::Error,
    reason: "`{{ aws:ssm:resolve(Name) }}` first takes the value of `Name`, and then the Systems Manager \
             parameter of that name. `Name` must be a parameter of the document, or `aws:ssm:` with a name.",
    bad: r#"schemaVersion: 1.0
parameters:
  - VersionPath:
      type: string
      default: '/golden/version'
phases:
  - name: build
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ aws:ssm:resolve(VersionPaht) }}"'
"#,
    good: r#"schemaVersion: 1.0
parameters:
  - VersionPath:
      type: string
      default: '/golden/version'
phases:
  - name: build
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ aws:ssm:resolve(VersionPath) }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for SsmResolve {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for expression in &site.expressions {
            let Reference::Resolve(resolve) = expression.reference else {
                continue;
            };
            let finding = match resolve {
                Resolve::SystemsManager(_) => continue,
                Resolve::Parameter(name) if context.has_parameter(name) => continue,
                // AWS names parameters only; a constant may work as well.
                Resolve::Parameter(name) if context.declares(name) => Diagnostic {
                    severity: Severity::Warning,
                    ..self.at(
                        context,
                        expression.span,
                        format!("`resolve` takes a parameter, and `{}` is a constant", shorten(name)),
                    )
                }
                .with_help("write the name that the constant holds behind `aws:ssm:`, or make it a parameter"),
                Resolve::Parameter(name) => {
                    let message = format!("nothing declares `{}`", shorten(name));
                    let finding = self.at(context, expression.span, message);
                    match similar(name, context.variable_names()) {
                        Some(known) => did_you_mean(finding, context.source, expression.span, name, known),
                        None => finding.with_help("declare it under `parameters:`"),
                    }
                }
                Resolve::Unreadable => self
                    .at(
                        context,
                        expression.span,
                        "`resolve` takes the name of a parameter in brackets",
                    )
                    .with_help("write `aws:ssm:resolve(Name)` with a parameter of this document"),
            };
            found.push(finding);
        }
    }
}
