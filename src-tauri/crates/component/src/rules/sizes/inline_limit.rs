//! `sizes/inline-limit`

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::context::Context;
use crate::rules::{Rule, RuleMeta};
use crate::text::Span;

/// Characters that `CreateComponent` takes in `data`
/// (botocore `imagebuilder/2019-12-02 service-2.json`, `InlineComponentData`).
const INLINE_CHARACTERS: usize = 16_000;

/// Default of the quota for a document at an S3 `uri`, in bytes (the same file, `CreateComponent`).
const QUOTA_BYTES: usize = 64 * 1024;

pub(in crate::rules) struct InlineLimit;

static META: RuleMeta = RuleMeta {
    id: "sizes/inline-limit",
    title: "the document fits into a CreateComponent call",
    severity: Severity::Info,
    reason: "CreateComponent takes a document of up to 16,000 characters inline; a longer one has to be put into an S3 \
             bucket first and be given as `uri`. Over 64 KB, the default quota, it is refused there too.",
    bad: include_str!("inline_limit.bad.yaml"),
    good: "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      - name: Harden\n        action: ExecuteBash\n        \
           inputs:\n          commands:\n            - /opt/harden/run.sh\n",
    source: "botocore imagebuilder/2019-12-02 service-2.json, InlineComponentData and CreateComponent",
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
        if text.len() > QUOTA_BYTES {
            let message = format!(
                "the document has {} KB; Image Builder takes 64 KB",
                text.len().div_ceil(1024)
            );
            let finding = self
                .at(context, beyond, message)
                .with_help("split it, or ask AWS to raise the quota");
            found.push(Diagnostic {
                severity: Severity::Warning,
                ..finding
            });
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
