//! `actions/document-address`

use super::scheme;
use crate::actions::Takes;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::{Context, StepSite};
use crate::rules::given::given;
use crate::rules::{Rule, RuleMeta};
use crate::spelling::shorten;
use crate::version::VersionPattern;

pub(in crate::rules) struct DocumentAddress;

static META: RuleMeta = RuleMeta {
    id: "actions/document-address",
    title: "`ExecuteDocument` gets a path, an S3 address or the ARN of a component",
    severity: Severity::Error,
    reason: "`ExecuteDocument` reads a document from the instance, from S3, or from Image Builder by the ARN of a \
             component with its version. It reads no web address, and no other resource is a component document.",
    bad: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Harden
        action: ExecuteDocument
        inputs:
          document: https://example.com/harden.yaml
",
    good: r"schemaVersion: 1.0
phases:
  - name: build
    steps:
      - name: Harden
        action: ExecuteDocument
        inputs:
          document: arn:aws:imagebuilder:eu-west-1:111122223333:component/harden/1.0.0
",
    source: "https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-action-modules.html",
};

impl Rule for DocumentAddress {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn step(&self, context: &Context<'_>, site: &StepSite<'_>, found: &mut Vec<Diagnostic>) {
        for given in given(site).filter(|given| given.input.takes == Takes::Document) {
            let text = given.value.text().unwrap_or_default();
            let at = |message: String| self.at(context, given.value.span, message);
            if scheme(text).is_some_and(|scheme| !scheme.eq_ignore_ascii_case("s3")) {
                let message = format!("`{}` is no document that `ExecuteDocument` can read", shorten(text));
                found.push(at(message).with_help("give a path, an `s3://` address or the ARN of a component"));
            } else if let Some(arn) = given.literal().filter(|text| text.starts_with("arn:")) {
                found.extend(match component(arn) {
                    Err(why) => Some(at(format!("`{}` {why}", shorten(arn))).with_help(ARN)),
                    Ok(Some(_)) => None,
                    // Whether the newest version is taken then is not documented.
                    Ok(None) => Some(Diagnostic {
                        severity: Severity::Warning,
                        ..at(format!("`{}` names no version", shorten(arn))).with_help(ARN)
                    }),
                });
            }
        }
    }
}

const ARN: &str = "write `arn:aws:imagebuilder:region:account:component/name/1.0.0`";

/// The version in the ARN of a component, if it has one; or what the ARN is instead.
fn component(arn: &str) -> Result<Option<VersionPattern>, &'static str> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let &[_, _, service, region, account, resource] = parts.as_slice() else {
        return Err("is not a whole ARN");
    };
    if service != "imagebuilder" || region.is_empty() || account.is_empty() {
        return Err("is no ARN of Image Builder");
    }
    let mut path = resource.split('/');
    if path.next() != Some("component") || path.next().is_none_or(str::is_empty) {
        return Err("is no ARN of a component");
    }
    let Some(version) = path.next() else { return Ok(None) };
    let build = path.next();
    if build.is_some_and(|build| build.parse::<u32>().is_err()) || path.next().is_some() {
        return Err("does not end with a version and a build");
    }
    version.parse().map(Some).map_err(|_| "does not end with a version")
}
