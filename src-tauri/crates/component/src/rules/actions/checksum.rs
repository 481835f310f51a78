//! `actions/checksum`

use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::{Rule, RuleMeta};

pub(in crate::rules) struct Checksum;

static META: RuleMeta = RuleMeta {
    id: "actions/checksum",
    title: "checksums fit their algorithm",
    severity: Severity::Error,
    reason: "A checksum is a hash in hexadecimal digits, and each algorithm makes a certain number of them: 32 for \
             MD5, 40 for SHA1, 64 for SHA256 and 128 for SHA512. A checksum of another length never matches.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: WebDownload
        inputs:
          - source: https://example.com/tool.tar.gz
            destination: /tmp/tool.tar.gz
            checksum: a94a8fe5ccb19ba61c4c0873d391e987982fbbd3
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

impl Rule for Checksum {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site) {
            let text = given.literal().filter(|_| given.input.takes == Takes::Checksum);
            let Some(text) = text else { continue };
            let algorithm = given.beside("algorithm");
            let wanted = LENGTHS
                .iter()
                .find(|(name, _)| algorithm.is_some_and(|algorithm| name.eq_ignore_ascii_case(algorithm)));
            if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                found.push(
                    self.at(
                        context,
                        given.value.span,
                        "a checksum has only the digits 0 to 9 and a to f",
                    )
                    .with_help("write the hash alone, without the name of the algorithm or of the file"),
                );
            } else if let Some((name, length)) = wanted.filter(|(_, length)| *length != text.len()) {
                let digits = text.len();
                let message = format!("a checksum of {name} has {length} digits, and this has {digits}");
                let other = LENGTHS.iter().find(|(_, length)| *length == digits);
                let finding = self.at(context, given.value.span, message);
                found.push(match other {
                    Some((other, _)) => finding.with_help(format!("that is the length of {other}; check `algorithm`")),
                    None => finding.with_help("copy the whole hash"),
                });
            }
        }
    }
}

/// The hexadecimal digits of each algorithm.
const LENGTHS: &[(&str, usize)] = &[("MD5", 32), ("SHA1", 40), ("SHA256", 64), ("SHA512", 128)];
