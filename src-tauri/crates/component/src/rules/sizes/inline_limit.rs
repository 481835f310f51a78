//! `sizes/inline-limit`

use super::{INLINE_CHARACTERS, QUOTA_BYTES, example};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::text::Span;

pub(in crate::rules) struct InlineLimit;

static META: RuleMeta = RuleMeta {
    id: "sizes/inline-limit",
    title: "the document fits into a CreateComponent call",
    severity: Severity::Info,
    reason: "CreateComponent takes a document of up to 16,000 characters inline; a longer one has to be put into an S3 \
             bucket first and be given as `uri`.",
    bad: example::OVER_INLINE,
    good: example::SHORT,
    source: "botocore imagebuilder/2019-12-02 service-2.json, InlineComponentData",
};

impl Rule for InlineLimit {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = context.source.text();
        let Some((limit, _)) = text.char_indices().nth(INLINE_CHARACTERS) else {
            return;
        };
        let beyond = Span::new(limit, limit + text[limit..].lines().next().map_or(0, str::len));
        // Beyond the quota that is the finding.
        if text.len() > QUOTA_BYTES {
            return;
        }
        let characters = text.chars().count();
        let message =
            format!("the document has {characters} characters; inline, Image Builder takes {INLINE_CHARACTERS}");
        found.push(self.at(context, beyond, message).with_help(
            "publishing it needs an S3 bucket; a shorter document, or scripts fetched by a step, do without",
        ));
    }
}
