//! `iam/bucket`

use crate::diagnostic::{Diagnostic, Severity};
use crate::iam::{Access, IMAGE_BUILDER_POLICY, Need};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct Bucket;

static META: RuleMeta = RuleMeta {
    id: "iam/bucket",
    title: "the instance profile may read the buckets of the document",
    severity: Severity::Info,
    reason: "The managed policy `EC2InstanceProfileForImageBuilder` allows `s3:GetObject` only in buckets whose names \
             start with `ec2imagebuilder`, and for `.iso` files of the same account. Reading from any other bucket \
             needs a policy of your own; several objects (`/*`) need `s3:ListBucket` as well. Objects that are \
             encrypted with a key of your own also need `kms:Decrypt` for that key.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: GetTool
        action: S3Download
        inputs:
          - source: "s3://example-tools/tool.tar.gz"
            destination: "/tmp/tool.tar.gz"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: GetTool
        action: S3Download
        inputs:
          - source: "s3://ec2imagebuilder-example-tools/tool.tar.gz"
            destination: "/tmp/tool.tar.gz"
"#,
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/EC2InstanceProfileForImageBuilder.html",
};

impl Rule for Bucket {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        if !context.source.text().contains("s3://") {
            return;
        }
        let message = |need: &Need| {
            let bucket = shorten(&need.target);
            let read = match need.access {
                Access::ListBucket => "list",
                _ => "read from",
            };
            format!("an instance profile with only `{IMAGE_BUILDER_POLICY}` cannot {read} the bucket `{bucket}`")
        };
        super::report(self, context, &[Access::ReadObject, Access::ListBucket], message, found);
    }
}
