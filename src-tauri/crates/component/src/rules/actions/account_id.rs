//! `actions/account-id`

use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct AccountId;

static META: RuleMeta = RuleMeta {
    id: "actions/account-id",
    title: "account ids have twelve digits",
    severity: Severity::Error,
    reason: "S3 compares the expected owner with the account that owns the bucket and refuses the request when they \
             differ. A text that is not twelve digits names no account.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: S3Download
        inputs:
          - source: s3://ec2imagebuilder-tools/agent.rpm
            destination: /tmp/agent.rpm
            expectedBucketOwner: "1111-2222-3333"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: S3Download
        inputs:
          - source: s3://ec2imagebuilder-tools/agent.rpm
            destination: /tmp/agent.rpm
            expectedBucketOwner: "111122223333"
"#,
    source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html",
};

impl Rule for AccountId {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site) {
            let text = given.literal().filter(|_| given.input.takes == Takes::AccountId);
            let Some(text) = text.filter(|text| !is_account_id(text)) else {
                continue;
            };
            let message = format!("`{}` is no account id", shorten(text));
            let finding = self
                .at(context, given.value.span, message)
                .with_help("write the twelve digits of the account in quotes");
            let digits = text.replace([' ', '-'], "");
            let fix = is_account_id(&digits).then(|| {
                Fix::replace(
                    context.source,
                    given.value.span,
                    "write the digits alone",
                    format!("\"{digits}\""),
                )
            });
            found.push(Diagnostic { fix, ..finding });
        }
    }
}

/// Whether `text` is twelve digits.
pub(super) fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|digit| digit.is_ascii_digit())
}
