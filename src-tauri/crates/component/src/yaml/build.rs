//! From the events of `saphyr-parser` to the tree, on a stack of its own: nesting in the text is
//! never nesting of calls.

use std::collections::HashMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle as EventStyle, Tag};

use super::error::{self, YamlError, YamlErrorKind};
use super::scalar::behind_quotes;
use super::{Entry, MAX_BYTES, MAX_DEPTH, MAX_NODES, Node, Parsed, Scalar, ScalarStyle, Value};
use crate::text::{Source, Span};

/// Reads as much of `source` as can be read. Never fails as a whole: what is wrong is in
/// [`Parsed::errors`], and the tree holds what was understood until then.
pub fn parse(source: &Source) -> Parsed {
    let text = source.text();
    if text.len() > MAX_BYTES {
        return Parsed {
            errors: vec![error::too_many_bytes(text)],
            ..Parsed::default()
        };
    }
    if let Some(error) = error::not_text(text) {
        return Parsed {
            errors: vec![error],
            ..Parsed::default()
        };
    }
    if let Some(error) = error::too_many_separators(text) {
        return Parsed {
            errors: vec![error],
            ..Parsed::default()
        };
    }
    let mut builder = Builder::new(source);
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => {
                let span = builder.span(span.start, span.end);
                if !builder.event(event, span) {
                    return builder.finish(false);
                }
            }
            Err(failure) => {
                builder.refused(failure.info(), *failure.marker());
                return builder.finish(false);
            }
        }
    }
    builder.finish(true)
}

struct Builder<'a> {
    source: &'a Source,
    stack: Vec<Frame>,
    anchors: HashMap<usize, Anchored>,
    documents: Vec<Node>,
    errors: Vec<YamlError>,
    /// Nodes made so far, expanded aliases included.
    nodes: usize,
    /// Bytes of text copied by anchors and aliases so far.
    copied: usize,
    /// Where the last thing with content ended.
    last_end: usize,
}

/// A collection that is still open.
struct Frame {
    span: Span,
    anchor: usize,
    tag: Option<String>,
    content: Content,
}

enum Content {
    Sequence(Vec<Node>),
    Mapping { entries: Vec<Entry>, key: Option<Node> },
}

impl Content {
    /// Where the first child starts and the last one ends.
    fn extent(&self) -> (Option<usize>, Option<usize>) {
        let span = |node: &Node| (node.span.start, node.span.end);
        let (first, last) = match self {
            Self::Sequence(items) => (items.first().map(span), items.last().map(span)),
            Self::Mapping { entries, key } => {
                let key = key.as_ref().map(span);
                let last = entries.last().map(|entry| span(&entry.value));
                (entries.first().map(|entry| span(&entry.key)).or(key), key.or(last))
            }
        };
        (first.map(|(start, _)| start), last.map(|(_, end)| end))
    }
}

struct Anchored {
    node: Node,
    size: Size,
}

#[derive(Clone, Copy)]
struct Size {
    nodes: usize,
    bytes: usize,
    depth: usize,
}

impl<'a> Builder<'a> {
    fn new(source: &'a Source) -> Self {
        Self {
            source,
            stack: Vec::new(),
            anchors: HashMap::new(),
            documents: Vec::new(),
            errors: Vec::new(),
            nodes: 0,
            copied: 0,
            last_end: 0,
        }
    }

    /// Takes one event; `false` when nothing more should be read.
    fn event(&mut self, event: Event<'_>, span: Span) -> bool {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let node = self.scalar(&text, style, tag.as_deref(), span);
                self.complete(node, anchor)
            }
            Event::SequenceStart(anchor, tag) => self.open(span, anchor, tag.as_deref(), Content::Sequence(Vec::new())),
            Event::MappingStart(anchor, tag) => {
                let content = Content::Mapping {
                    entries: Vec::new(),
                    key: None,
                };
                self.open(span, anchor, tag.as_deref(), content)
            }
            Event::SequenceEnd | Event::MappingEnd => match self.stack.pop() {
                Some(frame) => self.close(frame, Some(span)),
                None => false,
            },
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::DocumentEnd => {
                self.anchors.clear();
                true
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => true,
        }
    }

    fn scalar(&mut self, text: &str, style: EventStyle, tag: Option<&Tag>, span: Span) -> Node {
        let style = match style {
            EventStyle::Plain => ScalarStyle::Plain,
            EventStyle::SingleQuoted => ScalarStyle::SingleQuoted,
            EventStyle::DoubleQuoted => ScalarStyle::DoubleQuoted,
            EventStyle::Literal => ScalarStyle::Literal,
            EventStyle::Folded => ScalarStyle::Folded,
        };
        let written = self.source.slice(span).trim_end();
        let span = if text.is_empty() && style == ScalarStyle::Plain && tag.is_none() {
            // The event of a missing value points at the start of the `:` before it.
            let colon = usize::from(self.source.text()[span.end..].starts_with(':'));
            Span::at(self.between(span.end + colon).0)
        } else if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) && !written.starts_with(['&', '!']) {
            // The event starts at the first character of the content, behind `|` and the line break.
            let header = self.between(span.start).1;
            let start = if self.source.text()[header..].starts_with(['|', '>']) {
                header
            } else {
                span.start
            };
            Span::new(start, span.start + written.len())
        } else if matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) {
            // The event may end behind a comment on the same line.
            Span::new(span.start, span.start + behind_quotes(written))
        } else {
            Span::new(span.start, span.start + written.len())
        };
        Node {
            span,
            value: Value::Scalar(Scalar {
                text: text.to_owned(),
                style,
            }),
            tag: tag.map(tag_name),
        }
    }

    /// [`Self::walk`] from the end of the last node.
    fn between(&self, limit: usize) -> (usize, usize) {
        self.walk(self.last_end, limit)
    }

    /// Walks from `start` towards `limit` over blanks, comments and indicators: where the last
    /// indicator ended, and where the first other character stands.
    fn walk(&self, start: usize, limit: usize) -> (usize, usize) {
        let bytes = self.source.text().as_bytes();
        let mut at = start;
        let mut indicator = at;
        while at < limit {
            match bytes[at] {
                b' ' | b'\t' | b'\n' | b'\r' => at += 1,
                b':' | b'-' | b'?' | b',' => {
                    at += 1;
                    indicator = at;
                }
                b'#' => {
                    let rest = &bytes[at..limit];
                    at += rest
                        .iter()
                        .position(|byte| matches!(byte, b'\n' | b'\r'))
                        .unwrap_or(rest.len());
                }
                _ => break,
            }
        }
        (indicator, at)
    }

    fn open(&mut self, span: Span, anchor: usize, tag: Option<&Tag>, content: Content) -> bool {
        if self.stack.len() >= MAX_DEPTH {
            self.errors.push(error::too_deep(span));
            return false;
        }
        let mut span = span;
        if matches!(
            self.stack.last(),
            Some(Frame {
                content: Content::Mapping { .. },
                ..
            })
        ) {
            // A list that is not indented more than its key: the event points behind the first `-`.
            let (behind, _) = self.between(span.start);
            if matches!(content, Content::Sequence(_)) && self.source.text()[..behind].ends_with('-') {
                span.start = behind - 1;
            }
        }
        self.stack.push(Frame {
            span,
            anchor,
            tag: tag.map(tag_name),
            content,
        });
        true
    }

    fn close(&mut self, frame: Frame, end: Option<Span>) -> bool {
        let Frame {
            span,
            anchor,
            tag,
            content,
        } = frame;
        let (first, last) = content.extent();
        // The end of a flow collection is a bracket and the blanks behind it; the end of a block
        // collection is wherever the next thing starts.
        // A comma before the bracket makes the event point at the comma.
        let closing = end
            .filter(|&end| self.source.slice(end).starts_with([']', '}', ',']))
            .map(|end| self.walk(end.start, self.source.text().len()).1)
            .filter(|&bracket| self.source.text()[bracket..].starts_with([']', '}']));
        let end = match (closing, last) {
            (Some(bracket), _) => bracket + 1,
            (None, Some(last)) => last,
            (None, None) => span.end,
        };
        let span = Span::new(span.start.min(first.unwrap_or(end)), end);
        let value = match content {
            Content::Sequence(items) => Value::Sequence(items),
            Content::Mapping { mut entries, key } => {
                if let Some(key) = key {
                    let value = empty(key.span.end);
                    entries.push(Entry { key, value });
                }
                let written = self.source.slice(span);
                if written.starts_with("{{") && written.ends_with("}}") {
                    // Handed on as the text that was meant, so that one mistake is one finding.
                    self.errors.push(error::unquoted_reference(self.source, span));
                    let text = written.to_owned();
                    let scalar = Scalar {
                        text,
                        style: ScalarStyle::Plain,
                    };
                    let node = Node {
                        span,
                        value: Value::Scalar(scalar),
                        tag,
                    };
                    return self.complete(node, anchor);
                }
                self.errors.extend(error::duplicate_keys(&entries));
                self.merge(&mut entries);
                Value::Mapping(entries)
            }
        };
        self.complete(Node { span, value, tag }, anchor)
    }

    /// Puts a finished node where it belongs.
    fn complete(&mut self, node: Node, anchor: usize) -> bool {
        self.nodes += 1;
        self.last_end = self.last_end.max(node.span.end);
        if self.nodes > MAX_NODES {
            self.errors.push(error::too_many_nodes(node.span));
            return false;
        }
        if anchor != 0 {
            let size = size(&node);
            if self.afford(size) {
                self.anchors.insert(
                    anchor,
                    Anchored {
                        node: node.clone(),
                        size,
                    },
                );
            }
        }
        self.place(node);
        true
    }

    fn place(&mut self, node: Node) {
        match self.stack.last_mut().map(|frame| &mut frame.content) {
            None => self.documents.push(node),
            Some(Content::Sequence(items)) => items.push(node),
            Some(Content::Mapping { entries, key }) => match key.take() {
                None => *key = Some(node),
                Some(key) => entries.push(Entry { key, value: node }),
            },
        }
    }

    fn alias(&mut self, anchor: usize, span: Span) -> bool {
        if self.stack.iter().any(|frame| frame.anchor == anchor) {
            self.errors.push(error::recursive_alias(self.source, span));
            self.place(empty(span.start));
            return true;
        }
        let copy = self
            .anchors
            .get(&anchor)
            .map(|anchored| (anchored.size, anchored.node.clone()));
        let Some((size, mut node)) = copy else {
            self.errors.push(error::too_many_nodes(span));
            return false;
        };
        if self.stack.len() + size.depth > MAX_DEPTH {
            self.errors.push(error::too_deep(span));
            return false;
        }
        if !self.afford(size) {
            self.errors.push(error::too_many_nodes(span));
            return false;
        }
        move_to(&mut node, span);
        self.last_end = span.end;
        self.place(node);
        true
    }

    fn afford(&mut self, size: Size) -> bool {
        if self.nodes + size.nodes > MAX_NODES || self.copied + size.bytes > MAX_BYTES {
            return false;
        }
        self.nodes += size.nodes;
        self.copied += size.bytes;
        true
    }

    /// `<<: *defaults` adds the keys that are not there yet, as Go's YAML libraries do
    /// (<https://pkg.go.dev/gopkg.in/yaml.v3>, <https://yaml.org/type/merge.html>).
    fn merge(&mut self, entries: &mut Vec<Entry>) {
        let is_merge = |entry: &Entry| {
            entry.key.tag.is_none()
                && entry
                    .key
                    .scalar()
                    .is_some_and(|key| key.text == "<<" && key.style == ScalarStyle::Plain)
        };
        let Some(at) = entries.iter().position(is_merge) else {
            return;
        };
        let merged = entries.remove(at);
        let sources = match merged.value.value {
            Value::Mapping(mapping) => vec![mapping],
            Value::Sequence(items) if items.iter().all(Node::is_mapping) => items
                .into_iter()
                .filter_map(|item| match item.value {
                    Value::Mapping(mapping) => Some(mapping),
                    _ => None,
                })
                .collect(),
            _ => {
                self.errors.push(error::bad_merge(merged.value.span));
                return;
            }
        };
        let mut present: std::collections::HashSet<String> = entries
            .iter()
            .filter_map(|entry| entry.key.text().map(str::to_owned))
            .collect();
        for entry in sources.into_iter().flatten() {
            if entry.key.text().is_none_or(|key| present.insert(key.to_owned())) {
                entries.push(entry);
            }
        }
    }

    /// The scanner can go no further than `marker`.
    fn refused(&mut self, info: &str, marker: Marker) {
        let at = self.byte(marker);
        let mut error = error::unreadable(self.source, info, at, self.last_end);
        if error.kind == YamlErrorKind::UnquotedReference {
            // `{{ X }}/bin`: the part in braces was a mapping, and what follows it was refused.
            self.errors
                .retain(|known| known.kind != error.kind || known.span.start != error.span.start);
        } else if let Some(bracket) = self.open_bracket(at) {
            error.related = Some((bracket, format!("`{}` is still open here", self.source.slice(bracket))));
        }
        self.errors.push(error);
    }

    /// The innermost bracket that is open at `at` and stands on an earlier line. The scanner reads
    /// ahead of the events, so the bracket may be the next thing rather than the last.
    fn open_bracket(&self, at: usize) -> Option<Span> {
        let is_bracket = |&start: &usize| self.source.text()[start..].starts_with(['[', '{']);
        let next = Some(self.between(at).1).filter(is_bracket);
        let open = self.stack.last().map(|frame| frame.span.start).filter(is_bracket);
        let start = next.or(open)?;
        let earlier = self.source.position(start).line < self.source.position(at).line;
        earlier.then_some(Span::new(start, start + 1))
    }

    fn finish(mut self, complete: bool) -> Parsed {
        // Collections that an error left open still hold what was read of them.
        self.nodes = 0;
        while let Some(frame) = self.stack.pop() {
            self.close(Frame { anchor: 0, ..frame }, None);
        }
        self.documents.retain(|node| !(node.is_null() && node.span.is_empty()));
        self.errors.sort_by_key(|error| (error.span, error.kind));
        Parsed {
            documents: self.documents,
            errors: self.errors,
            complete,
        }
    }

    fn span(&self, start: Marker, end: Marker) -> Span {
        Span::new(self.byte(start), self.byte(end))
    }

    /// The markers of `saphyr-parser` count characters, not bytes.
    fn byte(&self, marker: Marker) -> usize {
        self.source.byte_of_character(marker.index())
    }
}

fn empty(at: usize) -> Node {
    let scalar = Scalar {
        text: String::new(),
        style: ScalarStyle::Plain,
    };
    Node {
        span: Span::at(at),
        value: Value::Scalar(scalar),
        tag: None,
    }
}

fn tag_name(tag: &Tag) -> String {
    format!("{}{}", tag.handle, tag.suffix)
}

fn size(node: &Node) -> Size {
    let mut total = Size {
        nodes: 1,
        bytes: 0,
        depth: 0,
    };
    let mut add = |inner: Size| {
        total.nodes += inner.nodes;
        total.bytes += inner.bytes;
        total.depth = total.depth.max(inner.depth + 1);
    };
    match &node.value {
        Value::Scalar(scalar) => total.bytes = scalar.text.len(),
        Value::Sequence(items) => items.iter().for_each(|item| add(size(item))),
        Value::Mapping(entries) => entries.iter().for_each(|entry| {
            add(size(&entry.key));
            add(size(&entry.value));
        }),
    }
    total
}

fn move_to(node: &mut Node, span: Span) {
    node.span = span;
    match &mut node.value {
        Value::Scalar(_) => {}
        Value::Sequence(items) => items.iter_mut().for_each(|item| move_to(item, span)),
        Value::Mapping(entries) => entries.iter_mut().for_each(|entry| {
            move_to(&mut entry.key, span);
            move_to(&mut entry.value, span);
        }),
    }
}
