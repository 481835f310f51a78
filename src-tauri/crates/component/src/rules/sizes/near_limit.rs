//! `sizes/near-limit`

use super::{INLINE_CHARACTERS, example};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::text::Span;

pub(in crate::rules) struct NearLimit;

static META: RuleMeta = RuleMeta {
    id: "sizes/near-limit",
    title: "the document has room below the inline limit",
    severity: Severity::Info,
    reason: "CreateComponent takes up to 16,000 characters inline. A document that is nearly as long passes today, and \
             the next few lines make it need an S3 bucket.",
    bad: example::NEAR_LIMIT,
    good: example::SHORT,
    source: "botocore imagebuilder/2019-12-02 service-2.json, InlineComponentData",
};

impl Rule for NearLimit {
    fn meta(&self) -> &'static RuleMeta {
        &META
    }

    fn document(&self, context: &Context<'_>, found: &mut Vec<Diagnostic>) {
        let text = context.source.text();
        // Bytes are at least as many as characters, so most documents are not counted.
        if text.len() < NEAR {
            return;
        }
        let characters = text.chars().count();
        if !(NEAR..=INLINE_CHARACTERS).contains(&characters) {
            return;
        }
        let last = text.trim_end();
        let line = last.rfind('\n').map_or(0, |end| end + 1);
        let message = format!(
            "the document has {characters} characters; {} more fit inline",
            INLINE_CHARACTERS - characters
        );
        found.push(
            self.at(context, Span::new(line, last.len()), message)
                .with_help("move long scripts to files that a step fetches, or split the document"),
        );
    }
}

/// From here on a document counts as nearly too long, in characters.
const NEAR: usize = INLINE_CHARACTERS / 100 * 95;
