//! A resource together with the text it came from, and how to find a field's place in it.

use std::sync::Arc;

use ingot_component::yaml::{Entry, Node};
use ingot_component::{Diagnostic, Severity, Source, Span};

/// A value read from a file. Its tree is kept: rules point at fields, edits change them.
#[derive(Debug, Clone)]
pub struct Authored<T> {
    /// What was read; fields that could not be read have their default.
    pub value: T,
    source: Source,
    tree: Arc<Node>,
    complete: bool,
}

impl<T> Authored<T> {
    pub(super) fn new(value: T, source: &Source, tree: Arc<Node>, complete: bool) -> Self {
        Self {
            value,
            source: source.clone(),
            tree,
            complete,
        }
    }

    /// Another reading of the same text.
    pub(crate) fn with<U>(&self, value: U) -> Authored<U> {
        Authored::new(value, &self.source, Arc::clone(&self.tree), self.complete)
    }

    /// Whether the whole text was read. When it was not, what seems to be missing may stand in the
    /// part that was not read.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The text it came from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Label of the file.
    pub fn file(&self) -> &str {
        self.source.file()
    }

    /// The whole mapping.
    pub fn place(&self) -> Place<'_> {
        Place {
            source: &self.source,
            node: Some(&self.tree),
            span: self.tree.span,
            key: None,
        }
    }

    /// The field `key`.
    pub fn at(&self, key: &str) -> Place<'_> {
        self.place().at(key)
    }
}

/// A place in a resource: a field, or the nearest thing around it that exists.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    source: &'a Source,
    node: Option<&'a Node>,
    span: Span,
    key: Option<Span>,
}

impl<'a> Place<'a> {
    /// The field `key` of this mapping.
    #[must_use]
    pub fn at(self, key: &str) -> Self {
        match self.node.and_then(|node| node.entry(key)) {
            Some(Entry { key, value }) => {
                // An empty value has no extent of its own; its key is what people see.
                let span = if value.span.is_empty() { key.span } else { value.span };
                Self {
                    source: self.source,
                    node: Some(value),
                    span,
                    key: Some(key.span),
                }
            }
            None => Self { node: None, ..self },
        }
    }

    /// The item `index` (from 0) of this list.
    #[must_use]
    pub fn item(self, index: usize) -> Self {
        match self.node.and_then(|node| node.items().get(index)) {
            Some(node) => Self {
                source: self.source,
                node: Some(node),
                span: node.span,
                key: None,
            },
            None => Self { node: None, ..self },
        }
    }

    /// The node, if the place exists.
    pub fn node(self) -> Option<&'a Node> {
        self.node
    }

    /// Whether the place exists.
    pub fn exists(self) -> bool {
        self.node.is_some()
    }

    /// The span of the value, or of the nearest thing around it.
    pub fn span(self) -> Span {
        self.span
    }

    /// The first line's worth of it: a mapping or list by its first key or item, for problems of
    /// something as a whole.
    #[must_use]
    pub fn head(self) -> Self {
        let Some(node) = self.node else { return self };
        let span = match (node.entries().first(), node.items().first()) {
            (Some(entry), _) if !entry.value.span.is_empty() && !entry.value.is_mapping() => {
                Span::new(entry.key.span.start, entry.value.span.end)
            }
            (Some(entry), _) => entry.key.span,
            (None, Some(item)) => item.span,
            (None, None) => node.span,
        };
        Self { span, ..self }
    }

    /// The key instead of the value, where there is one.
    #[must_use]
    pub fn key(self) -> Self {
        Self {
            span: self.key.unwrap_or(self.span),
            ..self
        }
    }

    /// A part of its text.
    #[must_use]
    pub(crate) fn part(self, span: Span) -> Self {
        Self {
            node: None,
            span,
            ..self
        }
    }

    /// A diagnostic at this place.
    pub fn diagnostic(self, rule: &str, severity: Severity, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.source, self.span, rule, severity, message)
    }

    /// Its text.
    pub fn source(self) -> &'a Source {
        self.source
    }
}
