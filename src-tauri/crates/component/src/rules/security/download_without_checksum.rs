//! `security/download-without-checksum`

use super::{Exposure, exposure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::step_calls;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct DownloadWithoutChecksum;

static META: RuleMeta = RuleMeta {
    id: "security/download-without-checksum",
    title: "downloads have a checksum",
    severity: Severity::Info,
    reason: "Without `checksum` and `algorithm` a download is whatever the server hands out on the day of the build: two \
             builds of one version may differ, and a server that was broken into goes unnoticed. A download that is meant \
             to be the newest cannot have one.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: GetTool
        action: WebDownload
        inputs:
          - source: "https://example.com/tool.tar.gz"
            destination: "/tmp/tool.tar.gz"
"#,
    good: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: GetTool
        action: WebDownload
        inputs:
          - source: "https://example.com/tool.tar.gz"
            destination: "/tmp/tool.tar.gz"
            checksum: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
            algorithm: "SHA256"
"#,
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for DownloadWithoutChecksum {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        if site.step.action.value != "WebDownload" {
            return;
        }
        for call in step_calls(site.step) {
            if let Exposure::NoChecksum(address) = exposure(call) {
                let message = "without a checksum this is whatever the server hands out on the day of the build";
                found.push(
                    self.at(context, address.span, message)
                        .with_help("add `checksum` and `algorithm: SHA256` if the file never changes"),
                );
            }
        }
    }
}
