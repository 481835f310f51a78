//! `iam/secrets-manager`

use crate::diagnostic::{Diagnostic, Severity};
use crate::iam::{Access, Need};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct SecretsManager;

static META: RuleMeta = RuleMeta {
    id: "iam/secrets-manager",
    title: "the instance profile may read the secrets of the document",
    severity: Severity::Info,
    reason: "`{{ aws:ssm:/aws/reference/secretsmanager/… }}` and `aws secretsmanager get-secret-value` need \
             `secretsmanager:GetSecretValue`, which none of the managed policies for instance profiles allows. A \
             secret under a key of your own also needs `kms:Decrypt` for that key.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: WriteLicence
        action: CreateFile
        inputs:
          - path: "/etc/tool/licence"
            content: "{{ aws:ssm:/aws/reference/secretsmanager/tool/licence }}"
            permissions: "0600"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: WriteLicence
        action: CreateFile
        inputs:
          - path: "/etc/tool/licence"
            content: "{{ aws:ssm:/tool/licence }}"
            permissions: "0600"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for SecretsManager {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        if !context.source.text().contains("secretsmanager") {
            return;
        }
        let message = |need: &Need| {
            let secret = shorten(&need.target);
            format!("no managed policy lets an instance profile read the secret `{secret}`")
        };
        super::report(self, context, &[Access::ReadSecret], message, found);
    }
}
