//! The items of `commands` as one text, and the way back to each of them.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::map::SourceMap;
use crate::text::{Source, Span};
use crate::yaml::Node;

/// The nodes that a script was joined from.
#[derive(Debug)]
pub(super) struct Items<'a> {
    source: &'a Source,
    /// In order; never none.
    items: Vec<Item<'a>>,
}

#[derive(Debug)]
struct Item<'a> {
    node: &'a Node,
    /// The bytes of the joined text that are its own.
    range: Range<usize>,
    map: OnceCell<SourceMap>,
}

impl<'a> Items<'a> {
    /// Joins the texts of `nodes` with line breaks. `None` when there are none, or one is no text.
    pub(super) fn join(source: &'a Source, nodes: &'a [Node]) -> Option<(Self, Cow<'a, str>)> {
        let texts: Vec<&str> = nodes.iter().map(Node::text).collect::<Option<_>>()?;
        let text = match texts.as_slice() {
            [] => return None,
            [only] => Cow::Borrowed(*only),
            several => Cow::Owned(several.join("\n")),
        };
        let mut start = 0;
        let items = (nodes.iter().zip(texts))
            .map(|(node, text)| {
                let range = start..start + text.len();
                // The line break.
                start = range.end + 1;
                Item {
                    node,
                    range,
                    map: OnceCell::new(),
                }
            })
            .collect();
        Some((Self { source, items }, text))
    }

    pub(super) fn source(&self) -> &'a Source {
        self.source
    }

    pub(super) fn nodes(&self) -> impl Iterator<Item = &'a Node> {
        self.items.iter().map(|item| item.node)
    }

    /// The number of the item that holds the byte `at`; the line break behind an item is part of it.
    pub(super) fn number(&self, at: usize) -> usize {
        let next = self.items.partition_point(|item| item.range.start <= at);
        next.saturating_sub(1)
    }

    /// The item that holds the byte `at`, and what the byte is in it.
    fn find(&self, at: usize) -> Option<(&Item<'a>, usize)> {
        let item = self.items.get(self.number(at))?;
        Some((item, at.saturating_sub(item.range.start)))
    }

    /// The place of the bytes `range`; from the one item to the other when it is in several.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let last = range.end.saturating_sub(1).max(range.start);
        let (Some((first, from)), Some((item, to))) = (self.find(range.start), self.find(last)) else {
            return Span::at(0);
        };
        if first.range == item.range {
            let end = range.end.saturating_sub(first.range.start);
            return self.map(first).span(from..end);
        }
        let start = self.map(first).span(from..from);
        let end = self.map(item).span(to..to + 1);
        Span::new(start.start, end.end.max(start.start))
    }

    /// Whether `range` is in one item whose places are known.
    pub(super) fn are_exact(&self, range: Range<usize>) -> bool {
        self.find(range.start)
            .is_some_and(|(item, _)| range.end <= item.range.end && self.map(item).is_exact())
    }

    fn map<'s>(&self, item: &'s Item<'_>) -> &'s SourceMap {
        item.map.get_or_init(|| SourceMap::new(self.source, item.node))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::yaml;

    fn with(list: &str, look: impl Fn(&Items<'_>, &str, &Source)) {
        let source = Source::new("a", list);
        let parsed = yaml::parse(&source);
        assert_eq!(parsed.errors, []);
        let (items, text) = Items::join(&source, parsed.documents[0].items()).unwrap();
        look(&items, &text, &source);
    }

    #[test]
    fn each_byte_of_the_joined_text_stands_in_its_item() {
        let list = "- first\n- |\n  second one\n  third\n- \"\"\n- 'it''s four'\n";
        with(list, |items, text, source| {
            assert_eq!(text, "first\nsecond one\nthird\n\n\nit's four");
            for word in ["first", "second", "one", "third", "four"] {
                let at = text.find(word).unwrap();
                assert_eq!(source.slice(items.span(at..at + word.len())), word);
                assert!(items.are_exact(at..at + word.len()), "{word}");
            }
            assert_eq!(items.number(text.find("third").unwrap()), 1);
            assert_eq!(items.number(text.len()), 3);
            let whole = source.slice(items.span(0..text.len()));
            assert!(whole.starts_with("first\n- |") && whole.ends_with("four"), "{whole}");
        });
    }

    #[test]
    fn the_line_break_behind_an_item_is_its_end() {
        with("- one\n- two\n", |items, _, source| {
            let span = items.span(3..4);
            assert_eq!(span, Span::at(5), "{:?}", source.slice(span));
            assert_eq!(source.slice(items.span(1..4)), "ne");
            assert_eq!(source.slice(items.span(1..5)), "ne\n- t");
            assert!(!items.are_exact(1..5));
        });
    }

    #[test]
    fn what_an_alias_hides_is_the_alias() {
        with("- &x one\n- *x\n- two\n", |items, text, source| {
            assert_eq!(text, "one\none\ntwo");
            assert_eq!(source.slice(items.span(5..6)), "*x");
            assert!(!items.are_exact(5..6));
            assert_eq!(source.slice(items.span(8..11)), "two");
        });
    }
}
