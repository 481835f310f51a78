//! `security/http-download`

use super::{Exposure, exposure, is_plain_http};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::step_calls;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct HttpDownload;

static META: RuleMeta = RuleMeta {
    id: "security/http-download",
    title: "downloads are encrypted, or checked with a checksum",
    severity: Severity::Warning,
    reason: "Over plain HTTP anybody on the way can put another file in the place of the one that was meant, and it ends \
             up in every instance that is started from the image. HTTPS prevents that; so does a SHA256 or SHA512 \
             checksum.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: GetTool
        action: WebDownload
        inputs:
          - source: "http://example.com/tool.tar.gz"
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

impl Rule for HttpDownload {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        if site.step.action.value == "WebDownload" {
            for call in step_calls(site.step) {
                if let Exposure::PlainHttp(address) = exposure(call) {
                    let message = "what comes over plain HTTP without a strong checksum can be replaced on its way";
                    found.push(
                        self.at(context, address.span, message)
                            .with_help("use the `https://` address, or add `checksum` and `algorithm: SHA256`"),
                    );
                }
            }
        }
        if matches!(site.step.action.value.as_str(), "InstallMSI" | "UninstallMSI") {
            for path in step_calls(site.step).filter_map(|call| call.get("path")) {
                if path.text().is_some_and(is_plain_http) {
                    let message = "an installer that comes over plain HTTP can be replaced on its way";
                    found.push(
                        self.at(context, path.span, message)
                            .with_help("use the `https://` address, or download it with a checksum first"),
                    );
                }
            }
        }
    }
}
