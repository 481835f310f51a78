//! `actions/permissions-number`

use super::permissions::is_octal;
use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::scalars::{is_number_or_flag, quote};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct PermissionsNumber;

static META: RuleMeta = RuleMeta {
    id: "actions/permissions-number",
    title: "permissions are quoted",
    severity: Severity::Warning,
    reason: "`permissions` must be text. Without quotes YAML makes a number of it: the leading zero is lost, or the \
             digits are read as octal and 0644 becomes 420.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Protect
        action: SetFilePermissions
        inputs:
          - path: /opt/tool/key
            permissions: 0640
",
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Protect
        action: SetFilePermissions
        inputs:
          - path: /opt/tool/key
            permissions: "0640"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for PermissionsNumber {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site) {
            let text = given.value.text().unwrap_or_default();
            if given.input.takes != Takes::Permissions || !is_number_or_flag(given.value) || !is_octal(text) {
                continue;
            }
            // Without a leading zero the digits stay what they are, whoever makes text of them again.
            let (severity, message) = match i64::from_str_radix(text, 8) {
                Ok(octal) if text.starts_with('0') => (
                    Severity::Warning,
                    format!(
                        "YAML reads `{text}` as a number, {octal} or {}",
                        text.trim_start_matches('0')
                    ),
                ),
                _ => (
                    Severity::Info,
                    format!("YAML reads `{text}` as a number, and the guide wants text in `permissions`"),
                ),
            };
            let finding = self
                .at(context, given.value.span, message)
                .with_help("put it in quotes");
            found.push(Diagnostic {
                severity,
                fix: quote(context.source, given.value),
                ..finding
            });
        }
    }
}
