//! `actions/account-id-number`

use super::account_id::is_account_id;
use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::scalars::{is_number_or_flag, quote};
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct AccountIdNumber;

static META: RuleMeta = RuleMeta {
    id: "actions/account-id-number",
    title: "account ids are quoted",
    severity: Severity::Info,
    reason: "Without quotes YAML makes a number of an account id. One that starts with 0 loses the zero, and then \
             names another account or none.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: S3Download
        inputs:
          - source: s3://ec2imagebuilder-tools/agent.rpm
            destination: /tmp/agent.rpm
            expectedBucketOwner: 011122223333
",
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: S3Download
        inputs:
          - source: s3://ec2imagebuilder-tools/agent.rpm
            destination: /tmp/agent.rpm
            expectedBucketOwner: "011122223333"
"#,
    source: "https://yaml.org/spec/1.2.2/#1032-tag-resolution",
};

impl Rule for AccountIdNumber {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site) {
            let text = given.value.text().unwrap_or_default();
            if given.input.takes != Takes::AccountId || !is_number_or_flag(given.value) || !is_account_id(text) {
                continue;
            }
            // The guide's own examples leave the quotes out, with ids that do not start with 0.
            let (severity, message) = if text.starts_with('0') {
                (
                    Severity::Warning,
                    format!("YAML reads `{text}` as a number, and drops its leading zero"),
                )
            } else {
                (
                    Severity::Info,
                    format!("YAML reads `{text}` as a number; an account id is text"),
                )
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
