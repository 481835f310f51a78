//! `actions/s3-address`

use super::scheme;
use crate::actions::{Takes, Wildcard};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::{Given, given};
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;
use crate::text::Span;

pub(in crate::rules) struct S3Address;

static META: RuleMeta = RuleMeta {
    id: "actions/s3-address",
    title: "addresses in S3 are `s3://bucket/key`",
    severity: Severity::Error,
    reason: "The modules that read and write S3 take addresses of the form `s3://bucket/key`: no `https://` address \
             and no ARN. Names of buckets have 3 to 63 small letters, digits, dots and hyphens.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: S3Download
        inputs:
          - source: https://ec2imagebuilder-tools.s3.amazonaws.com/agent.rpm
            destination: /tmp/agent.rpm
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Fetch
        action: S3Download
        inputs:
          - source: s3://ec2imagebuilder-tools/agent.rpm
            destination: /tmp/agent.rpm
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html and https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
};

impl Rule for S3Address {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site) {
            let text = given.value.text().unwrap_or_default();
            let scheme = scheme(text);
            let is_s3 = scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("s3"));
            match given.input.takes {
                Takes::S3Address(_) if !is_s3 && (scheme.is_some() || given.literal().is_some()) => {
                    let message = format!("`{}` is no address in S3", shorten(text));
                    found.push(
                        self.at(context, given.value.span, message)
                            .with_help("write `s3://bucket/key`"),
                    );
                }
                Takes::S3Address(_) | Takes::Package | Takes::Document if is_s3 => {
                    let reads = given.input.takes != Takes::S3Address(Wildcard::Nowhere);
                    found.extend(self.address(context, &given, text, reads));
                }
                _ => {}
            }
        }
    }
}

impl S3Address {
    /// What is wrong with an address that starts with `s3://`; `reads` when an object must be there.
    fn address(&self, context: &Context<'_>, given: &Given<'_>, text: &str, reads: bool) -> Option<Diagnostic> {
        let span = given.value.span;
        let mild = |finding| Diagnostic {
            severity: Severity::Warning,
            ..finding
        };
        if !text.starts_with("s3://") {
            let finding = self.at(context, span, "`s3://` is written in small letters");
            return Some(mild(
                finding.with_help("whether AWSTOE takes capitals is not documented"),
            ));
        }
        let (bucket, key) = match text.get(5..).unwrap_or_default().split_once('/') {
            Some((bucket, key)) => (bucket, Some(key)),
            None => (text.get(5..).unwrap_or_default(), None),
        };
        if bucket.is_empty() {
            let finding = self.at(context, span, "the address names no bucket");
            return Some(finding.with_help("write `s3://bucket/key`"));
        }
        // An access point has its ARN here.
        let is_template = bucket.contains(['{', '<', '$']) || bucket.starts_with("arn:");
        if !is_template && !is_bucket_name(bucket) {
            let message = format!("`{}` is no valid name of a bucket", shorten(bucket));
            let help = "a name has 3 to 63 small letters, digits, dots and hyphens; only some old buckets have others";
            return Some(mild(self.at(context, span, message).with_help(help)));
        }
        match key {
            None | Some("") if reads && !is_template => {
                let finding = self.at(
                    context,
                    span,
                    format!("`{}` names a bucket and no object", shorten(text)),
                );
                Some(finding.with_help("add `/` and the key of the object"))
            }
            Some(key) if reads && key.ends_with('/') => {
                let finding = self.at(
                    context,
                    span,
                    format!("`{}` names a folder and no object", shorten(text)),
                );
                if !matches!(given.input.takes, Takes::S3Address(_)) {
                    return Some(mild(finding.with_help("add the name of the object")));
                }
                let (start, written) = given.value.written(context.source);
                let end = Span::at(start + written.len());
                let fix = written
                    .ends_with('/')
                    .then(|| Fix::replace(context.source, end, "add `*`", "*"));
                let finding = finding.with_help("end it with `/*` to download everything under it");
                Some(Diagnostic { fix, ..mild(finding) })
            }
            _ => None,
        }
    }
}

/// Whether `name` can be the name of a general purpose bucket.
fn is_bucket_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
    (3..=63).contains(&name.len())
        && name.bytes().all(allowed)
        && !name.starts_with(['.', '-'])
        && !name.ends_with(['.', '-'])
        && !name.contains("..")
}
