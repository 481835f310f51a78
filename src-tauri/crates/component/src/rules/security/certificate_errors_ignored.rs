//! `security/certificate-errors-ignored`

use super::{Exposure, exposure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::step_calls;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct CertificateErrorsIgnored;

static META: RuleMeta = RuleMeta {
    id: "security/certificate-errors-ignored",
    title: "downloads check the certificate of the server",
    severity: Severity::Warning,
    reason: "With `ignoreCertificateErrors: true` any machine on the way can answer in the name of the server, which \
             makes HTTPS as weak as plain HTTP. A SHA256 or SHA512 checksum makes up for that, and this rule is silent \
             then.",
    bad: r#"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: GetTool
        action: WebDownload
        inputs:
          - source: "https://example.com/tool.tar.gz"
            destination: "/tmp/tool.tar.gz"
            ignoreCertificateErrors: true
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

impl Rule for CertificateErrorsIgnored {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        if site.step.action.value != "WebDownload" {
            return;
        }
        for call in step_calls(site.step) {
            if let Exposure::AnyCertificate(flag) = exposure(call) {
                let message = "without a check of the certificate any machine on the way can answer for the server";
                found.push(self.at(context, flag.span, message).with_help(
                    "remove the line and install the authority that signed the certificate, or add `checksum` and `algorithm: SHA256`",
                ));
            }
        }
    }
}
