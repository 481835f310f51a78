//! `iam/upload`

use crate::diagnostic::{Diagnostic, Severity};
use crate::iam::{Access, IMAGE_BUILDER_POLICY, Need};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct Upload;

static META: RuleMeta = RuleMeta {
    id: "iam/upload",
    title: "the instance profile may write to the buckets of the document",
    severity: Severity::Info,
    reason: "The managed policy `EC2InstanceProfileForImageBuilder` allows no `s3:PutObject` at all. A step that \
             uploads to S3 needs a policy of your own.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: KeepReport
        action: S3Upload
        inputs:
          - source: "/tmp/report.json"
            destination: "s3://example-reports/report.json"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: ShowReport
        action: ReadFile
        inputs:
          - path: "/tmp/report.json"
            printFileContent: true
"#,
    source: "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/EC2InstanceProfileForImageBuilder.html",
};

impl Rule for Upload {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        if !context.source.text().contains("s3://") {
            return;
        }
        let message = |need: &Need| {
            let bucket = shorten(&need.target);
            format!("an instance profile with only `{IMAGE_BUILDER_POLICY}` cannot write to the bucket `{bucket}`")
        };
        super::report(self, context, &[Access::WriteObject], message, found);
    }
}
