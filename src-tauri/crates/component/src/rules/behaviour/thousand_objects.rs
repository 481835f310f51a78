//! `behaviour/thousand-objects`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::step_calls;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct ThousandObjects;

static META: RuleMeta = RuleMeta {
    id: "behaviour/thousand-objects",
    title: "a prefix holds at most 1,000 objects",
    severity: Severity::Info,
    reason: "`S3Download` with a `*` fetches at most 1,000 objects. Nothing in the guide says that it fails when there \
             are more: what is left over is probably missing without a word.",
    bad: r#"schemaVersion: 1.0
parameters:
  - Bucket:
      type: string
phases:
  - name: build
    steps:
      - name: GetTool
        action: S3Download
        inputs:
          - source: "s3://{{ Bucket }}/tool/*"
            destination: "/tmp/"
"#,
    good: r#"schemaVersion: 1.0
parameters:
  - Bucket:
      type: string
phases:
  - name: build
    steps:
      - name: GetTool
        action: S3Download
        inputs:
          - source: "s3://{{ Bucket }}/tool.tar.gz"
            destination: "/tmp/tool.tar.gz"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for ThousandObjects {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        if site.step.action.value != "S3Download" {
            return;
        }
        for source in step_calls(site.step).filter_map(|call| call.get("source")) {
            if source.text().is_some_and(|source| source.ends_with('*')) {
                found.push(
                    self.at(context, source.span, "this downloads at most 1,000 objects")
                        .with_help("if there may be more, pack them into one archive and download that"),
                );
            }
        }
    }
}
