//! `security/weak-checksum`

use super::is_weak;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::step_calls;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct WeakChecksum;

static META: RuleMeta = RuleMeta {
    id: "security/weak-checksum",
    title: "checksums are SHA256 or SHA512",
    severity: Severity::Info,
    reason: "MD5 and SHA1 notice an accident on the way, but two files with the same sum can be made on purpose. SHA256 \
             and SHA512 cannot be forged today.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: GetTool
        action: WebDownload
        inputs:
          - source: "https://example.com/tool.tar.gz"
            destination: "/tmp/tool.tar.gz"
            checksum: "098f6bcd4621d373cade4e832627b4f6"
            algorithm: "MD5"
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

impl Rule for WeakChecksum {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        if site.step.action.value != "WebDownload" {
            return;
        }
        for algorithm in step_calls(site.step).filter_map(|call| call.get("algorithm")) {
            let name = algorithm.text().unwrap_or_default();
            if is_weak(name) {
                let message = format!("`{}` notices accidents, not a file that was forged", shorten(name));
                found.push(
                    self.at(context, algorithm.span, message)
                        .with_help("use `algorithm: SHA256` with the SHA256 sum of the file"),
                );
            }
        }
    }
}
