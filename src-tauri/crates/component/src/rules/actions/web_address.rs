//! `actions/web-address`

use super::scheme;
use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;

pub(in crate::rules) struct WebAddress;

static META: RuleMeta = RuleMeta {
    id: "actions/web-address",
    title: "`WebDownload` takes `http` and `https` addresses",
    severity: Severity::Error,
    reason: "`WebDownload` speaks HTTP and HTTPS. Other addresses, such as `ftp://`, `s3://` or a path, fail the step.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: WebDownload
        inputs:
          - source: ftp://example.com/tool.tar.gz
            destination: /tmp/tool.tar.gz
            checksum: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
            algorithm: SHA256
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: WebDownload
        inputs:
          - source: https://example.com/tool.tar.gz
            destination: /tmp/tool.tar.gz
            checksum: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
            algorithm: SHA256
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for WebAddress {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site).filter(|given| given.input.takes == Takes::WebAddress) {
            let text = given.value.text().unwrap_or_default();
            let literal = given.literal();
            let at = |message| self.at(context, given.value.span, message);
            match scheme(text) {
                Some(scheme) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
                    let host = text.get(scheme.len() + 3..).unwrap_or_default();
                    if host.is_empty() || host.starts_with('/') {
                        found.push(
                            at(format!("`{}` names no host", shorten(text))).with_help("write `https://host/path`"),
                        );
                    } else if literal.is_some_and(|text| text.trim().contains(char::is_whitespace)) {
                        let finding = at("the address has a space in it".to_owned());
                        found.push(Diagnostic {
                            severity: Severity::Warning,
                            ..finding.with_help("write `%20` for a space; one address stands in each `source`")
                        });
                    }
                }
                Some(scheme) => {
                    let help = if scheme.eq_ignore_ascii_case("s3") {
                        "use `S3Download` for it"
                    } else {
                        "use an `https://` address"
                    };
                    found.push(at(format!("`WebDownload` cannot read `{}://`", shorten(scheme))).with_help(help));
                }
                None if literal.is_some() => {
                    found.push(
                        at(format!("`{}` is no web address", shorten(text))).with_help("start it with `https://`"),
                    );
                }
                None => {}
            }
        }
    }
}
