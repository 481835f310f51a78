//! A correct document with the places where it can be broken, and the edits that break it.

use std::ops::RangeInclusive;

use ingot_component::yaml::{Entry, Node, parse};
use ingot_component::{ComponentDocument, Source, read};

/// A document with one fault in it.
pub struct Mutant {
    /// In which way it is broken.
    pub way: &'static str,
    pub text: String,
    /// Where the fault is, from 1.
    pub lines: RangeInclusive<usize>,
    /// Rules that are about it.
    pub rules: &'static [&'static str],
}

/// A correct document.
pub struct Site {
    pub source: Source,
    pub root: Node,
    pub document: ComponentDocument,
}

impl Site {
    /// `None` where faults could not be placed or are ignored: several documents, aliases, flow style at the
    /// root, comments that turn rules off.
    pub fn of(text: &str) -> Option<Self> {
        let source = Source::new("document.yaml", text);
        let mut parsed = parse(&source);
        let whole = parsed.complete && parsed.errors.is_empty() && parsed.documents.len() == 1;
        let plain = !text.contains(['\r', '\t'])
            && !text.contains("ingot: ignore")
            && !text.contains("<<:")
            && !text.contains(": *");
        if !whole || !plain || text.trim_start().starts_with('{') {
            return None;
        }
        let root = parsed.documents.pop()?;
        let document = read(&source).document?;
        Some(Self { source, root, document })
    }

    pub fn text(&self) -> &str {
        self.source.text()
    }

    /// The line of a byte, from 1.
    pub fn line(&self, byte: usize) -> usize {
        self.text()[..byte].matches('\n').count() + 1
    }

    /// Every phase's mapping.
    pub fn phases(&self) -> Vec<&Node> {
        self.root
            .get("phases")
            .map(|phases| phases.items().iter().collect())
            .unwrap_or_default()
    }

    /// Every step's mapping, with the phase it is in.
    pub fn steps(&self) -> Vec<(&Node, &Node)> {
        let of = |phase: &'_ Node| -> Vec<usize> { (0..phase.get("steps").map_or(0, |it| it.items().len())).collect() };
        self.phases()
            .into_iter()
            .flat_map(|phase| {
                of(phase)
                    .into_iter()
                    .map(move |at| (phase, &phase.get("steps").unwrap().items()[at]))
            })
            .collect()
    }

    /// The text with `node` written as `new`.
    pub fn replaced(
        &self,
        way: &'static str,
        node: &Node,
        new: &str,
        rules: &'static [&'static str],
    ) -> Option<Mutant> {
        let written = self.text().get(node.span.start..node.span.end)?;
        // A value over several lines may end where the next key begins.
        if written.contains('\n') || written.is_empty() {
            return None;
        }
        let line = self.line(node.span.start);
        Some(self.mutant(way, node.span.start, node.span.end, new, line..=line, rules))
    }

    /// The text with the bytes from `start` to `end` written as `new`.
    pub fn mutant(
        &self,
        way: &'static str,
        start: usize,
        end: usize,
        new: &str,
        lines: RangeInclusive<usize>,
        rules: &'static [&'static str],
    ) -> Mutant {
        let text = self.text();
        let text = [&text[..start], new, &text[end..]].concat();
        Mutant {
            way,
            text,
            lines,
            rules,
        }
    }

    /// The text without one entry of a mapping in block style; `None` where it is the only one or shares a line.
    /// The fault is anywhere in what is left of the mapping.
    pub fn without(
        &self,
        way: &'static str,
        mapping: &Node,
        key: &str,
        rules: &'static [&'static str],
    ) -> Option<Mutant> {
        let entries = mapping.entries();
        let at = entries.iter().position(|it| it.key.text() == Some(key))?;
        if entries.len() < 2 || self.is_flow(mapping) {
            return None;
        }
        let start = entries[at].key.span.start;
        let (start, end) = match entries.get(at + 1) {
            Some(next) => (start, next.key.span.start),
            None => (
                self.line_start(start),
                self.line_end(entries[at].value.span.end.max(entries[at].key.span.end)),
            ),
        };
        let first = self.line(mapping.span.start);
        let mut mutant = self.mutant(way, start, end, "", first..=first, rules);
        let removed = self.text()[start..end].matches('\n').count();
        let last = self
            .line(mapping.span.end.min(self.text().len()))
            .saturating_sub(removed)
            .max(first);
        // What lacks something is often named by the key in front of it.
        mutant.lines = first - 1..=last;
        Some(mutant)
    }

    /// The text with a line `key: value` in front of the entry that is not the mapping's first.
    pub fn with_line(
        &self,
        way: &'static str,
        mapping: &Node,
        line: &str,
        rules: &'static [&'static str],
    ) -> Option<Mutant> {
        if self.is_flow(mapping) {
            return None;
        }
        let next: &Entry = mapping.entries().get(1)?;
        let start = self.line_start(next.key.span.start);
        let indentation = &self.text()[start..next.key.span.start];
        if !indentation.trim().is_empty() {
            return None;
        }
        let at = self.line(start);
        Some(self.mutant(way, start, start, &format!("{indentation}{line}\n"), at..=at, rules))
    }

    pub fn is_flow(&self, node: &Node) -> bool {
        self.text()[node.span.start..].starts_with(['{', '['])
    }

    pub fn line_start(&self, byte: usize) -> usize {
        self.text()[..byte].rfind('\n').map_or(0, |at| at + 1)
    }

    /// Behind the line break of the line of `byte`, and of the blank and comment lines in front of the next one.
    pub fn line_end(&self, byte: usize) -> usize {
        let text = self.text();
        if text[..byte].ends_with('\n') {
            return byte;
        }
        text[byte..].find('\n').map_or(text.len(), |at| byte + at + 1)
    }

    /// The written form of a scalar with its last letter changed to another one; `None` for other text.
    pub fn misspelt(&self, node: &Node) -> Option<String> {
        let written = self.text().get(node.span.start..node.span.end)?;
        let bare = node.text()?;
        let quoted = written.starts_with(['"', '\'']);
        if bare.is_empty() || bare.contains(['\n', '{', ' ']) || !written.contains(bare) {
            return None;
        }
        let wrong = format!("{bare}q");
        Some(if quoted {
            written.replacen(bare, &wrong, 1)
        } else {
            wrong
        })
    }
}
