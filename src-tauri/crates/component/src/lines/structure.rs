//! What stands on one line: dashes, a key, a value.

use super::Kind;
use crate::text::Span;

/// Dashes, a key and a value; each may be missing, but not all.
#[derive(Debug)]
pub(crate) struct Structure {
    /// The bytes at which dashes stand, from left to right.
    pub dashes: Vec<usize>,
    /// The key with its quotes, without the colon.
    pub key: Option<Span>,
    /// What follows; without the blanks around it and, where that is certain, without the comment.
    pub value: Span,
    /// How the value is written.
    pub form: Form,
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Not on this line; an anchor or a tag may be.
    Empty,
    /// Plain or quoted.
    Text,
    /// In brackets.
    Flow,
    /// `|` or `>`; `keeps` with `+`, `given` with a digit for the indentation.
    Block { keeps: bool, given: bool },
}

impl Structure {
    /// The column, from 0, of the key, else of the last dash: what the next lines must be indented
    /// more than to belong to the value. `None` when there is neither.
    pub fn column(&self, line_start: usize) -> Option<usize> {
        let byte = self.key.map(|key| key.start).or(self.dashes.last().copied())?;
        byte.checked_sub(line_start)
    }

    /// The bytes at which something stands: the dashes, then the key or, without a key, the value.
    pub fn elements(&self) -> impl DoubleEndedIterator<Item = Element> {
        let last = match self.key {
            Some(key) => Some(Element::Key(key.start)),
            None if self.form == Form::Empty => None,
            None => Some(Element::Value(self.value.start)),
        };
        self.dashes.iter().copied().map(Element::Dash).chain(last)
    }
}

/// Something that stands on a line, with its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    Dash(usize),
    Key(usize),
    Value(usize),
}

/// Reads a line that begins at byte `start` and belongs to no earlier one.
pub(super) fn read(written: &str, start: usize, indentation: usize) -> Kind {
    let body = written.get(indentation..).unwrap_or("");
    if body.trim().is_empty() {
        return Kind::Blank;
    }
    if body.starts_with('#') {
        return Kind::Comment;
    }
    let marker = indentation == 0 && (body.starts_with("---") || body.starts_with("...") || body.starts_with('%'));
    if marker || body.starts_with("? ") || body == "?" || body.starts_with('\t') {
        return Kind::Other;
    }
    let mut dashes = Vec::new();
    let mut at = indentation;
    while let Some(behind) = written.get(at..).and_then(|rest| rest.strip_prefix('-')) {
        if !(behind.is_empty() || behind.starts_with([' ', '\t'])) {
            break;
        }
        dashes.push(start + at);
        at = written.len() - behind.trim_start().len();
    }
    let key = key(written.get(at..).unwrap_or("")).map(|length| Span::new(start + at, start + at + length));
    if let Some(key) = key {
        let behind = written.get(key.end - start..).unwrap_or("").trim_start();
        let behind = behind.strip_prefix(':').unwrap_or(behind).trim_start();
        at = written.len() - behind.len();
    }
    let rest = written.get(at..).unwrap_or("");
    let content = without_properties(rest);
    let (form, length) = form(content);
    let begins = written.len() - content.len();
    // The value of `key: &anchor` is the anchor, so that what is typed behind it has a place.
    let value = if form == Form::Empty {
        Span::new(start + at, start + at + (rest.len() - content.len())).shrink(written, start)
    } else {
        Span::new(start + begins, start + begins + length)
    };
    Kind::Structure(Structure {
        dashes,
        key,
        value,
        form,
    })
}

impl Span {
    /// Without the blanks at its end; `written` begins at byte `start`.
    fn shrink(self, written: &str, start: usize) -> Self {
        let text = written.get(self.start - start..self.end - start).unwrap_or("");
        Self::new(self.start, self.start + text.trim_end().len())
    }
}

/// The length of the key that `text` begins with, if it begins with one.
fn key(text: &str) -> Option<usize> {
    let text_is_flow = text.starts_with(['{', '[', '|', '>', '#', '"', '\'']);
    let length = match text.chars().next()? {
        quote @ ('"' | '\'') => quoted(text, quote)?,
        _ if text_is_flow => return None,
        _ => {
            let colon = text
                .match_indices(':')
                .map(|(at, _)| at)
                .find(|at| ends_key(text.get(at + 1..).unwrap_or("")))?;
            let comment = text.find(" #").unwrap_or(text.len());
            if comment < colon {
                return None;
            }
            text.get(..colon)?.trim_end().len()
        }
    };
    let behind = text.get(length..)?.trim_start().strip_prefix(':')?;
    ends_key(behind).then_some(length)
}

/// Whether a colon before `behind` is the end of a key.
fn ends_key(behind: &str) -> bool {
    behind.is_empty() || behind.starts_with([' ', '\t'])
}

/// Whether a line that belongs to a text without quotes would have a key if it stood alone, so that
/// it cannot belong to it.
pub(super) fn has_key(written: &str) -> bool {
    let mut rest = written.trim_start();
    while let Some(behind) = rest.strip_prefix("- ") {
        rest = behind.trim_start();
    }
    key(rest).is_some()
}

/// Whether the quoted text that an earlier line began ends on this line.
pub(super) fn closes(written: &str, quote: char) -> bool {
    quoted_after(written, 0, quote).is_some()
}

/// The length of the quoted text that `text` begins with; `None` when it is not closed.
pub(super) fn quoted(text: &str, quote: char) -> Option<usize> {
    quoted_after(text, 1, quote)
}

fn quoted_after(text: &str, skip: usize, quote: char) -> Option<usize> {
    let mut rest = text.char_indices().skip(skip).peekable();
    while let Some((at, c)) = rest.next() {
        if c == '\\' && quote == '"' {
            rest.next();
        } else if c == quote {
            if quote == '\'' && rest.peek().is_some_and(|(_, next)| *next == quote) {
                rest.next();
            } else {
                return Some(at + 1);
            }
        }
    }
    None
}

/// `text` behind the anchors and tags that it begins with.
fn without_properties(text: &str) -> &str {
    let mut rest = text;
    while rest.starts_with(['&', '!']) {
        let end = rest.find([' ', '\t']).unwrap_or(rest.len());
        rest = rest.get(end..).unwrap_or("").trim_start();
    }
    rest
}

/// How `text` is written, and how long it is without blanks and comment.
fn form(text: &str) -> (Form, usize) {
    let until_comment = |text: &str| {
        let end = text.find(" #").or(text.find("\t#")).unwrap_or(text.len());
        text.get(..end).unwrap_or(text).trim_end().len()
    };
    match text.chars().next() {
        None | Some('#') => (Form::Empty, 0),
        Some('{' | '[') => (Form::Flow, text.trim_end().len()),
        Some('|' | '>') => {
            let length = until_comment(text);
            let header = text.get(1..length).unwrap_or("");
            let form = Form::Block {
                keeps: header.contains('+'),
                given: header.contains(|c: char| c.is_ascii_digit()),
            };
            (form, length)
        }
        Some(quote @ ('"' | '\'')) => {
            let length = quoted(text, quote).unwrap_or(text.trim_end().len());
            (Form::Text, length)
        }
        Some(_) => (Form::Text, until_comment(text)),
    }
}

/// Brackets that are open, and the quotes that hide brackets.
#[derive(Debug, Default)]
pub(crate) struct Brackets {
    depth: usize,
    quote: Option<char>,
}

impl Brackets {
    /// Goes on with the text of one line.
    pub fn read(&mut self, text: &str) {
        let mut before = ' ';
        let mut escaped = false;
        for c in text.chars() {
            match (self.quote, c) {
                (Some('"'), _) if escaped => escaped = false,
                (Some('"'), '\\') => escaped = true,
                (Some(quote), c) if c == quote => self.quote = None,
                (Some(_), _) => {}
                (None, '#') if before.is_whitespace() => return,
                (None, '"' | '\'') if matches!(before, ' ' | '\t' | '[' | '{' | ',' | ':' | '\'') => {
                    self.quote = Some(c)
                }
                (None, '[' | '{') => self.depth += 1,
                (None, ']' | '}') => self.depth = self.depth.saturating_sub(1),
                (None, _) => {}
            }
            before = c;
        }
    }

    /// Whether all that was opened is closed.
    pub fn closed(&self) -> bool {
        self.depth == 0
    }
}
