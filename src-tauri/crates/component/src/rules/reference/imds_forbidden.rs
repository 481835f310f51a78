//! `reference/imds-forbidden`

use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::{Reference, is_forbidden_metadata};
use crate::rules::context::{Context, StepSite};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct ImdsForbidden;

static META: RuleMeta = RuleMeta {
    id: "reference/imds-forbidden",
    title: "credentials are not read from the instance metadata",
    severity: Severity::Error,
    reason: "AWSTOE refuses a document that refers to the `iam/` and `identity-credentials/` categories of \
             the instance metadata, because they hold credentials.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ aws:imds:iam/info }}"'
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Show
        action: ExecuteBash
        inputs:
          commands:
            - 'echo "{{ aws:imds:instance-id }}"'
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for ImdsForbidden {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for expression in &site.expressions {
            let Reference::InstanceMetadata(path) = expression.reference else {
                continue;
            };
            if is_forbidden_metadata(path) {
                let message = format!("AWSTOE refuses references to `{}`: it holds credentials", shorten(path));
                found.push(
                    self.at(context, expression.span, message).with_help(
                        "call AWS with the instance's role instead; the AWS CLI and SDKs find it themselves",
                    ),
                );
            }
        }
    }
}
