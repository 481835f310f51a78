//! What can be wrong with the YAML itself, in words for the person who wrote it.

use std::collections::HashMap;

use super::explain::explain;
use super::{Entry, MAX_BYTES, MAX_DEPTH, MAX_NODES, ScalarKind};
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::text::{Source, Span};

/// A defect of the YAML, before anybody asks what the document means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlError {
    /// Which rule it breaks.
    pub kind: YamlErrorKind,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Another place that explains it, with what is there.
    pub related: Option<(Span, String)>,
    /// The edit that mends it.
    pub fix: Option<Fix>,
}

/// The rules that reading enforces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum YamlErrorKind {
    /// `yaml/unreadable`
    Unreadable,
    /// `yaml/duplicate-key`
    DuplicateKey,
    /// `yaml/unquoted-reference`
    UnquotedReference,
    /// `yaml/too-large`
    TooLarge,
}

impl YamlErrorKind {
    /// The rule's id.
    pub fn rule(self) -> &'static str {
        match self {
            Self::Unreadable => "yaml/unreadable",
            Self::DuplicateKey => "yaml/duplicate-key",
            Self::UnquotedReference => "yaml/unquoted-reference",
            Self::TooLarge => "yaml/too-large",
        }
    }
}

impl YamlError {
    fn new(kind: YamlErrorKind, span: Span, message: impl Into<String>) -> Self {
        Self {
            kind,
            span,
            message: message.into(),
            help: None,
            related: None,
            fix: None,
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// The same as the product's diagnostic; `source` is the text that was parsed.
    pub fn diagnostic(&self, source: &Source) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(
            source,
            self.span,
            self.kind.rule(),
            Severity::Error,
            self.message.as_str(),
        );
        diagnostic.help.clone_from(&self.help);
        diagnostic.fix.clone_from(&self.fix);
        if let Some((span, message)) = &self.related {
            diagnostic = diagnostic.with_related(source, *span, message.as_str());
        }
        diagnostic
    }
}

pub(super) fn too_many_bytes(text: &str) -> YamlError {
    let megabytes = text.len().div_ceil(1024 * 1024);
    YamlError::new(
        YamlErrorKind::TooLarge,
        Span::at(0),
        format!(
            "the file is {megabytes} MB; files over {} MB are not read",
            MAX_BYTES / (1024 * 1024)
        ),
    )
    .help("a component document may have 64 KB at most; is this the right file?")
}

pub(super) fn too_many_nodes(span: Span) -> YamlError {
    YamlError::new(
        YamlErrorKind::TooLarge,
        span,
        format!("the file has more than {MAX_NODES} values, aliases expanded; it is not read beyond this place"),
    )
    .help("split the file, or write fewer aliases of aliases")
}

/// The scanner holds everything inside the outermost brackets in memory before it hands out the
/// first of it, so a text with millions of values in brackets is refused before it is scanned. In
/// block style, and in texts of a sensible size, the same number of commas is no problem.
pub(super) fn too_many_separators(text: &str) -> Option<YamlError> {
    let mut separators = text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| matches!(byte, b',' | b'[' | b'{'));
    let (at, _) = separators.nth(2 * MAX_NODES)?;
    Some(too_many_nodes(Span::new(at, at + 1)))
}

pub(super) fn too_deep(span: Span) -> YamlError {
    YamlError::new(
        YamlErrorKind::TooLarge,
        span,
        format!("lists and mappings are nested more than {MAX_DEPTH} deep; the file is not read beyond this place"),
    )
    .help("a component document needs about ten levels; look for brackets that are never closed")
}

/// Texts that are not text: NUL is in no YAML, and AWS refuses it in inline data
/// (botocore imagebuilder/2019-12-02 `InlineComponentData`: `[^\x00]+`).
pub(super) fn not_text(text: &str) -> Option<YamlError> {
    let at = text.find('\0')?;
    let error = YamlError::new(
        YamlErrorKind::Unreadable,
        Span::new(at, at + 1),
        "there is a NUL character here",
    );
    Some(error.help("the file is probably binary or UTF-16; save it as UTF-8 text"))
}

pub(super) fn recursive_alias(source: &Source, span: Span) -> YamlError {
    let alias = source.slice(span);
    YamlError::new(
        YamlErrorKind::Unreadable,
        span,
        format!("the alias `{alias}` refers to what contains it"),
    )
    .help("write the value out")
}

pub(super) fn bad_merge(span: Span) -> YamlError {
    YamlError::new(
        YamlErrorKind::Unreadable,
        span,
        "`<<` merges mappings, and this is not one",
    )
    .help("give it an alias of a mapping, or quote the key: \"<<\"")
}

pub(super) fn unquoted_reference(source: &Source, span: Span) -> YamlError {
    let written = source.slice(span);
    let first = written.lines().next().unwrap_or(written);
    YamlError::new(
        YamlErrorKind::UnquotedReference,
        span,
        format!("`{first}` without quotes is a YAML mapping, not a reference"),
    )
    .help(format!("write '{first}' in quotes"))
    .fix(Fix::replace(source, span, "quote the reference", quoted(written)))
}

pub(super) fn duplicate_keys(entries: &[Entry]) -> Vec<YamlError> {
    let mut first: HashMap<(&str, bool), Span> = HashMap::with_capacity(entries.len());
    let mut errors = Vec::new();
    for key in entries.iter().map(|entry| &entry.key) {
        let Some(text) = key.text() else { continue };
        let is_text = key.kind() == Some(ScalarKind::Text);
        match first.get(&(text, is_text)) {
            None => {
                first.insert((text, is_text), key.span);
            }
            Some(&earlier) => {
                let message = format!("the key `{text}` is here twice");
                let mut error = YamlError::new(YamlErrorKind::DuplicateKey, key.span, message)
                    .help("remove one of them, or rename it");
                error.related = Some((earlier, "the first one is here".to_owned()));
                errors.push(error);
            }
        }
    }
    errors
}

/// What the scanner refused, at byte `at`; `read_until` is where the last thing it accepted ended.
pub(super) fn unreadable(source: &Source, info: &str, at: usize, read_until: usize) -> YamlError {
    if let Some(error) = reference_before(source, at, read_until) {
        return error;
    }
    let mut here = Span::new(at, at + source.text()[at..].chars().next().map_or(0, char::len_utf8));
    if info.contains("simple key expect") {
        // Noticed only where the line has ended.
        here = last_line(source.text(), at);
    }
    if info.contains("unknown anchor") || info.contains("anchor or alias") {
        return unknown_alias(source, at);
    }
    if info.contains("tab") {
        here = indenting_tab(source.text(), at).unwrap_or(here);
    }
    let (message, help) = explain(info, source.text()[at..].chars().next());
    YamlError::new(YamlErrorKind::Unreadable, here, message).help(help)
}

/// `path: {{ dir }}/bin` is no YAML at all, and the scanner complains somewhere behind it. Looks
/// for a value that starts with `{{` between the last good place and the complaint.
fn reference_before(source: &Source, at: usize, read_until: usize) -> Option<YamlError> {
    let text = source.text();
    let from = text[..read_until.min(at)]
        .rfind(['\n', '\r'])
        .map_or(0, |found| found + 1);
    let to = text[at..].find(['\n', '\r']).map_or(text.len(), |found| at + found);
    let mut start = from;
    for line in text[from..to].split_inclusive(['\n', '\r']) {
        if let Some(value) = value_of_line(line).filter(|value| line[*value..].starts_with("{{")) {
            let written = line[value..].split(" #").next().unwrap_or("").trim_end();
            if written.contains("}}") {
                let span = Span::new(start + value, start + value + written.len());
                return Some(unquoted_reference(source, span));
            }
        }
        start += line.len();
    }
    None
}

/// The last line before `at` that has anything on it, without its indentation.
fn last_line(text: &str, at: usize) -> Span {
    let end = text[..at].trim_end().len();
    let start = text[..end].rfind(['\n', '\r']).map_or(0, |found| found + 1);
    let indentation = text[start..end].len() - text[start..end].trim_start().len();
    Span::new(start + indentation, end)
}

/// The first tab from `at` on that indents a line: the scanner complains where the line before it ends.
fn indenting_tab(text: &str, at: usize) -> Option<Span> {
    let start = text[..at].rfind(['\n', '\r']).map_or(0, |found| found + 1);
    let mut line_start = start;
    for line in text[start..].split_inclusive('\n') {
        let indentation = line.len() - line.trim_start_matches([' ', '\t']).len();
        let tab = line[..indentation].find('\t').map(|found| line_start + found);
        if let Some(tab) = tab.filter(|&tab| tab >= at) {
            return Some(Span::new(tab, tab + 1));
        }
        // Behind the next line that has text it would be another one's.
        if line_start > at && !line.trim().is_empty() {
            return None;
        }
        line_start += line.len();
    }
    None
}

/// Where the value of `  - key: value` starts; `None` for lines without one.
fn value_of_line(line: &str) -> Option<usize> {
    let mut rest = line.trim_start_matches([' ', '\u{feff}']);
    while let Some(item) = rest.strip_prefix("- ") {
        rest = item.trim_start_matches(' ');
    }
    if !rest.starts_with("{{")
        && let Some(colon) = rest.find(": ")
        && rest[..colon]
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"' | '\''))
    {
        rest = rest[colon + 1..].trim_start_matches(' ');
    }
    (!rest.trim().is_empty()).then_some(line.len() - rest.len())
}

fn unknown_alias(source: &Source, at: usize) -> YamlError {
    let text = source.text();
    // The complaint is about the first character behind the `*` or the `&`.
    let start = if text[at..].starts_with(['*', '&']) {
        at
    } else {
        at.saturating_sub(1)
    };
    let end = text[start..]
        .find(['\n', '\r'])
        .map_or(text.len(), |found| start + found);
    let line = &text[start..end];
    let written = line.split(" #").next().unwrap_or(line).trim_end();
    let span = Span::new(start, start + written.len());
    let (message, quote) = if written.starts_with('*') {
        (
            format!("`{written}` is a YAML alias, and nothing is anchored under that name"),
            true,
        )
    } else if written.starts_with('&') {
        (format!("`{written}` starts a YAML anchor without a name"), true)
    } else {
        ("there is a YAML alias or anchor without a name here".to_owned(), false)
    };
    let error = YamlError::new(YamlErrorKind::Unreadable, span, message);
    if !quote {
        return error.help("put the value in quotes");
    }
    let quoted = quoted(written);
    error
        .help(format!("text that starts with `*` or `&` must be quoted: {quoted}"))
        .fix(Fix::replace(source, span, "quote the text", quoted))
}

/// `text` as a quoted scalar; single quotes where they can be, since nothing is escaped in them.
fn quoted(text: &str) -> String {
    if text.contains('"') {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\"))
    }
}
