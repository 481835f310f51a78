//! `iam/parameter-store`

use crate::diagnostic::{Diagnostic, Severity};
use crate::expression::Reference;
use crate::rules::context::{Context, StepSite};
use crate::rules::security::names_a_secret;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct ParameterStore;

static META: RuleMeta = RuleMeta {
    id: "iam/parameter-store",
    title: "the instance profile may decrypt the parameters of the document",
    severity: Severity::Info,
    reason: "`AmazonSSMManagedInstanceCore` lets the instance read every parameter of Systems Manager. A \
             `SecureString` that is encrypted with a key of your own, rather than `aws/ssm`, also needs \
             `kms:Decrypt` for that key. The document does not say which parameters are such; this rule speaks up \
             where the name of a parameter says that it holds a secret.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: WritePassword
        action: CreateFile
        inputs:
          - path: "/etc/tool/login"
            content: "{{ aws:ssm:/tool/admin-password }}"
            permissions: "0600"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: WriteAddress
        action: CreateFile
        inputs:
          - path: "/etc/tool/server"
            content: "{{ aws:ssm:/tool/server-name }}"
            permissions: "0600"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for ParameterStore {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for expression in &site.expressions {
            let Reference::SystemsManager(name) = expression.reference else {
                continue;
            };
            let path = name.split(':').next().unwrap_or_default();
            let last = path.rsplit('/').next().unwrap_or_default();
            // A secret of Secrets Manager is another rule's.
            if !path.starts_with("/aws/reference/secretsmanager/") && names_a_secret(last) {
                let message = format!(
                    "reading `{}` may need `kms:Decrypt` beside `ssm:GetParameter`",
                    shorten(path)
                );
                found.push(self.at(context, expression.span, message).with_help(
                    "if it is a `SecureString` under a KMS key of your own, allow `kms:Decrypt` for that key in the role of the instance profile",
                ));
            }
        }
    }
}
