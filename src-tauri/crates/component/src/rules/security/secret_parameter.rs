//! `security/secret-parameter`

use super::names_a_secret;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct SecretParameter;

static META: RuleMeta = RuleMeta {
    id: "security/secret-parameter",
    title: "parameters of a component hold no secrets",
    severity: Severity::Warning,
    reason: "The values of component parameters are plain text: everybody who may read the component sees its \
             defaults, and everybody who may read the recipe or CloudTrail sees what the recipe sets. A secret \
             belongs into Systems Manager or Secrets Manager; the parameter can hold its name.",
    bad: r#"schemaVersion: 1.0
parameters:
  - AdminPassword:
      type: string
      default: "correct-horse-battery"
phases:
  - name: build
    steps:
      - name: WriteLogin
        action: CreateFile
        inputs:
          - path: "/etc/tool/login"
            content: "{{ AdminPassword }}"
            permissions: "0600"
"#,
    good: r#"schemaVersion: 1.0
parameters:
  - AdminPasswordName:
      type: string
      default: "/tool/login"
phases:
  - name: build
    steps:
      - name: WriteLogin
        action: CreateFile
        inputs:
          - path: "/etc/tool/login"
            content: "{{ aws:ssm:resolve(AdminPasswordName) }}"
            permissions: "0600"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-user-defined-variables.html",
};

impl Rule for SecretParameter {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        for parameter in &context.document.parameters {
            let name = parameter.name.value.as_str();
            if !names_a_secret(name) {
                continue;
            }
            let name = shorten(name);
            let (severity, message) = if parameter.default.as_deref().is_some_and(is_literal) {
                (
                    Severity::Warning,
                    format!("everybody who may read the component can read the default of `{name}`"),
                )
            } else {
                (
                    Severity::Info,
                    format!("what the recipe sets for `{name}` is plain text in the recipe and in CloudTrail"),
                )
            };
            let finding = self.at(context, parameter.name.span, message).with_help(
                "put the secret into Systems Manager, let the parameter hold its name, and write `{{ aws:ssm:resolve(Name) }}` for it",
            );
            found.push(Diagnostic { severity, ..finding });
        }
    }
}

/// Whether a default is the secret itself, rather than nothing or the place where it is kept.
fn is_literal(default: &str) -> bool {
    let default = default.trim();
    let nothing = ["", "none", "null", "true", "false"]
        .iter()
        .any(|word| word.eq_ignore_ascii_case(default));
    !nothing && !default.starts_with(['/', '<', '$']) && !default.starts_with("arn:") && !default.contains("{{")
}
