//! What is wrong with a file, in the one shape that the window, the terminal and SARIF share.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::text::{Range, Source, Span};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// AWS refuses it, or the build fails because of it.
    Error,
    /// It is accepted and very likely not what was meant.
    Warning,
    /// Worth knowing; nothing needs to be done.
    Info,
}

/// One finding: the sentence, the place, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Diagnostic {
    /// `group/name`, the key of `ingot explain`.
    pub rule: String,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one sentence without a capital or a full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// Label of the file, as given to [`Source::new`].
    pub file: String,
    /// Where.
    pub range: Range,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// An edit that mends it, when there is exactly one sensible edit.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A diagnostic at `span` of `source`, without help, related places or fix.
    pub fn new(
        source: &Source,
        span: Span,
        rule: impl Into<String>,
        severity: Severity,
        message: impl Into<String>,
    ) -> Self {
        Self {
            rule: rule.into(),
            severity,
            message: message.into(),
            help: None,
            file: source.file().to_owned(),
            range: source.range(span),
            related: Vec::new(),
            fix: None,
        }
    }

    /// With `help`.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With one more related place in `source`.
    #[must_use]
    pub fn with_related(mut self, source: &Source, span: Span, message: impl Into<String>) -> Self {
        self.related.push(Related {
            message: message.into(),
            file: source.file().to_owned(),
            range: source.range(span),
        });
        self
    }

    /// With `fix`.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The order in which people read: by file, then place, then rule.
    pub fn sort(diagnostics: &mut [Self]) {
        diagnostics
            .sort_by(|a, b| (&a.file, a.range, &a.rule, &a.message).cmp(&(&b.file, b.range, &b.rule, &b.message)));
    }
}

/// Another place that explains a diagnostic, such as the first of two equal names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// Label of the file.
    pub file: String,
    /// Where.
    pub range: Range,
}

/// An edit of the diagnostic's own file that mends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Fix {
    /// What the edit does, for a button: `quote the reference`.
    pub title: String,
    /// Edits that do not overlap; ranges refer to the text before any of them.
    pub edits: Vec<TextEdit>,
}

impl Fix {
    /// The fix that replaces `span` of `source` by `text`.
    pub fn replace(source: &Source, span: Span, title: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            edits: vec![TextEdit {
                range: source.range(span),
                text: text.into(),
            }],
        }
    }

    /// [`Self::replace`] for a value: where a key has none, `span` is the empty place behind its colon,
    /// and a space belongs between them.
    pub fn write_value(source: &Source, span: Span, title: impl Into<String>, text: &str) -> Self {
        let space = if span.start == span.end { " " } else { "" };
        Self::replace(source, span, title, format!("{space}{text}"))
    }

    /// The text of `source` after the edits; `None` when two of them overlap.
    pub fn apply(&self, source: &Source) -> Option<String> {
        let mut edits: Vec<(usize, usize, &str)> = self
            .edits
            .iter()
            .map(|edit| {
                (
                    source.offset(edit.range.start),
                    source.offset(edit.range.end),
                    edit.text.as_str(),
                )
            })
            .collect();
        edits.sort_unstable();
        let mut text = String::with_capacity(source.text().len());
        let mut done = 0;
        for (start, end, new) in edits {
            text.push_str(source.text().get(done..start)?);
            text.push_str(new);
            done = end;
        }
        text.push_str(source.text().get(done..)?);
        Some(text)
    }
}

/// Replace `range` by `text`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TextEdit {
    /// What is replaced; empty to insert.
    pub range: Range,
    /// What stands there afterwards.
    pub text: String,
}
