//! `sizes/quota`

use super::{QUOTA_BYTES, example};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::text::Span;

pub(in crate::rules) struct Quota;

static META: RuleMeta = RuleMeta {
    id: "sizes/quota",
    title: "the document is not larger than a component may be",
    severity: Severity::Warning,
    reason: "A component document has 64 KB at most, inline or in S3, unless AWS has raised the quota of the account.",
    bad: example::OVER_QUOTA,
    good: example::SHORT,
    source: "botocore imagebuilder/2019-12-02 service-2.json, CreateComponent",
};

impl Rule for Quota {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = context.source.text();
        if text.len() <= QUOTA_BYTES {
            return;
        }
        let mut limit = QUOTA_BYTES;
        while !text.is_char_boundary(limit) {
            limit += 1;
        }
        let beyond = text
            .get(limit..)
            .and_then(|rest| rest.lines().next())
            .map_or(0, str::len);
        let message = format!(
            "the document has {} KB; Image Builder takes 64 KB",
            text.len().div_ceil(1024)
        );
        found.push(
            self.at(context, Span::new(limit, limit + beyond), message)
                .with_help("split it, or ask AWS to raise the quota"),
        );
    }
}
