//! Fixes that put another word in the place of one, and nothing else.

use crate::diagnostic::{Diagnostic, Fix};
use crate::text::{Source, Span};

/// `finding` with the fix that makes the scalar at `span` say `new` instead of `old`, in the quotes that
/// it has; without a fix where the scalar is written in any other way, with an anchor for example.
pub(super) fn rewritten(finding: Diagnostic, source: &Source, span: Span, old: &str, new: &str) -> Diagnostic {
    let written = source.slice(span);
    let quote = match written.as_bytes() {
        _ if written == old => "",
        [b'"', .., b'"'] if written.get(1..written.len() - 1) == Some(old) => "\"",
        [b'\'', .., b'\''] if written.get(1..written.len() - 1) == Some(old) => "'",
        _ => return finding,
    };
    let title = format!("change to `{new}`");
    finding.with_fix(Fix::replace(source, span, title, format!("{quote}{new}{quote}")))
}
