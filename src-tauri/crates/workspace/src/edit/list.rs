//! Moving, adding and removing the items of a list.

use ingot_component::Span;
use ingot_component::yaml::{Entry, Node};

use super::EditError;
use super::document::{Document, Line};
use super::new::{New, block};

/// A list that has items.
pub(super) enum List<'a> {
    Block(Block<'a>),
    Flow(Flow<'a>),
}

/// A list with a dash before each item.
pub(super) struct Block<'a> {
    document: &'a Document,
    units: Vec<Unit>,
    /// Column of the dashes.
    dash: usize,
    /// Spaces behind the dashes.
    space: usize,
    /// First line of the first unit, and the line behind the last.
    lines: (usize, usize),
}

/// An item, with the comments that are its own.
struct Unit {
    /// Lines between it and the item before it; empty for the first item.
    gap: String,
    /// Whether the gap is nothing but blank lines.
    pure: bool,
    /// Its comments above, its own lines, and its comments below.
    chunk: String,
}

/// A list in brackets.
pub(super) struct Flow<'a> {
    document: &'a Document,
    node: &'a Node,
    items: Vec<Span>,
    json: bool,
}

impl<'a> List<'a> {
    /// The list that is the value of `entry`.
    pub fn read(document: &'a Document, entry: &'a Entry) -> Result<Self, EditError> {
        let node = &entry.value;
        document.own(node)?;
        if document.is_flow(node) {
            let items = node.items().iter().map(|item| document.exact(item)).collect();
            let json = document.slice(entry.key.span).starts_with('"');
            return Ok(Self::Flow(Flow {
                document,
                node,
                items,
                json,
            }));
        }
        Block::read(document, document.line_of(entry.key.span.end) + 1, node).map(Self::Block)
    }

    /// The text with item `from` in position `to`; both exist.
    pub fn relocate(self, from: usize, to: usize) -> Result<String, EditError> {
        match self {
            Self::Block(list) => Ok(list.relocate(from, to)),
            Self::Flow(list) => Ok(list.relocate(from, to)),
        }
    }

    /// The text with `item` in position `index`, which is at most the number of items.
    pub fn insert(self, index: usize, item: &New) -> String {
        match self {
            Self::Block(list) => list.insert(index, item),
            Self::Flow(list) => list.insert(index, item),
        }
    }

    /// The text without item `index`, which exists and is not the only one.
    pub fn remove(self, index: usize) -> Result<String, EditError> {
        match self {
            Self::Block(list) => Ok(list.remove(index)),
            Self::Flow(list) => list.remove(index),
        }
    }

    /// The text without the key of the list, the only item and the item's own comments; other
    /// comments stay.
    pub fn dissolve(self, entry: &Entry) -> Option<String> {
        let Self::Block(Block {
            document,
            lines: (start, end),
            ..
        }) = self
        else {
            return None;
        };
        let key = document.line_of(entry.key.span.start);
        let keep = document.lines(key + 1..start);
        Some(document.replace(document.start_of(key)..document.start_of(end), keep))
    }
}

impl<'a> Block<'a> {
    /// `below` is the line at which the list may begin.
    fn read(document: &'a Document, below: usize, node: &Node) -> Result<Self, EditError> {
        let mut units: Vec<Unit> = Vec::new();
        let mut dash = 0;
        let mut space = 1;
        let mut first = below;
        let mut end = below;
        for (at, item) in node.items().iter().enumerate() {
            let last = document.line_of(item.span.start);
            let line = (end..=last).find(|&line| document.look(line) == Line::Content);
            let text = line.map_or("", |line| document.lines(line..line + 1));
            let behind = text.trim_start_matches(' ').strip_prefix('-').unwrap_or("x");
            let (Some(line), true) = (line, behind.starts_with([' ', '\t', '\r', '\n']) || behind.is_empty()) else {
                return Err(document.layout(
                    item.span.start,
                    "this list is not written with one `-` line for each item",
                ));
            };
            if at == 0 {
                dash = text.len() - text.trim_start_matches(' ').len();
                space = behind.len() - behind.trim_start_matches(' ').len();
                if behind.trim().is_empty() {
                    space = 1;
                }
            }
            let above = (end..line)
                .rev()
                .take_while(|&line| document.look(line) == Line::Comment(dash))
                .count();
            let start = line - above;
            let (gap, pure) = if at == 0 {
                first = start;
                (String::new(), true)
            } else {
                let pure = (end..start).all(|line| document.look(line) == Line::Blank);
                (document.lines(end..start).to_owned(), pure)
            };
            end = document.end_of_block(item.span, dash);
            units.push(Unit {
                gap,
                pure,
                chunk: document.lines(start..end).to_owned(),
            });
        }
        Ok(Self {
            document,
            units,
            dash,
            space,
            lines: (first, end),
        })
    }

    fn relocate(mut self, from: usize, to: usize) -> String {
        let separator = self.separator();
        let mut moved = self.units.remove(from);
        let mut left_behind = String::new();
        if from == 0 || !moved.pure {
            // Comments that stand alone stay where they are; only blank lines travel.
            let alone = std::mem::take(&mut moved.gap);
            moved.gap = separator;
            match self.units.get_mut(from) {
                Some(next) => {
                    if next.pure {
                        moved.gap = std::mem::take(&mut next.gap);
                    }
                    next.gap.insert_str(0, &alone);
                    next.pure = next.pure && alone.is_empty();
                }
                None => left_behind = alone,
            }
        }
        moved.pure = true;
        if to == 0
            && let Some(next) = self.units.first_mut()
        {
            next.gap = std::mem::take(&mut moved.gap);
        }
        self.units.insert(to, moved);
        self.assemble(&left_behind)
    }

    fn insert(mut self, index: usize, item: &New) -> String {
        let separator = self.separator();
        let lines = item.item_lines(self.space, self.document.list_indent());
        let chunk = block(&lines, self.dash, self.document.eol());
        let mut unit = Unit {
            gap: separator,
            pure: true,
            chunk,
        };
        if index == 0
            && let Some(next) = self.units.first_mut()
        {
            std::mem::swap(&mut next.gap, &mut unit.gap);
        }
        self.units.insert(index, unit);
        self.assemble("")
    }

    fn remove(mut self, index: usize) -> String {
        let removed = self.units.remove(index);
        let mut left_behind = String::new();
        if index == 0 {
            if let Some(next) = self.units.first_mut().filter(|next| next.pure) {
                next.gap.clear();
            }
        } else if !removed.pure {
            match self.units.get_mut(index) {
                Some(next) => next.gap.insert_str(0, &removed.gap),
                None => left_behind = removed.gap,
            }
        }
        self.assemble(&left_behind)
    }

    /// What separates items here: blank lines where every gap has some, else nothing.
    fn separator(&self) -> String {
        let mut gaps = self
            .units
            .iter()
            .skip(1)
            .filter(|unit| unit.pure)
            .map(|unit| unit.gap.as_str());
        let first = gaps.next().unwrap_or("");
        if gaps.all(|gap| !gap.is_empty()) {
            first.to_owned()
        } else {
            String::new()
        }
    }

    fn assemble(&self, left_behind: &str) -> String {
        let mut lines: String = self
            .units
            .iter()
            .flat_map(|unit| [unit.gap.as_str(), &unit.chunk])
            .collect();
        lines.push_str(left_behind);
        let range = self.document.start_of(self.lines.0)..self.document.start_of(self.lines.1);
        self.document.replace(range, &lines)
    }
}

impl Flow<'_> {
    /// Exchanges the items; what stands between them stays.
    fn relocate(self, from: usize, to: usize) -> String {
        let mut order: Vec<Span> = self.items.clone();
        let moved = order.remove(from);
        order.insert(to, moved);
        let text = self.document.text();
        let mut list = String::new();
        let mut done = self.node.span.start;
        for (slot, item) in self.items.iter().zip(order) {
            list.push_str(text.get(done..slot.start).unwrap_or(""));
            list.push_str(self.document.slice(item));
            done = slot.end;
        }
        let end = self.items.last().map_or(done, |item| item.end);
        self.document.replace(self.node.span.start..end, &list)
    }

    fn insert(self, index: usize, item: &New) -> String {
        let written = item.in_flow(self.json);
        let between = self.between();
        match (self.items.get(index), self.items.last()) {
            (Some(next), _) => self
                .document
                .replace(next.start..next.start, &format!("{written}{between}")),
            (None, Some(last)) => self
                .document
                .replace(last.end..last.end, &format!("{between}{written}")),
            (None, None) => {
                let inside = self.document.content_start(self.node) + 1;
                self.document.replace(inside..inside, &written)
            }
        }
    }

    /// The comma with the white space that items have around it here.
    fn between(&self) -> String {
        let plain = |text: &&str| text.trim() == ",";
        let text = self.document.text();
        let first = self
            .items
            .windows(2)
            .find_map(|pair| text.get(pair[0].end..pair[1].start).filter(plain));
        if let Some(first) = first {
            return first.to_owned();
        }
        let before = self
            .items
            .first()
            .and_then(|item| text.get(self.document.content_start(self.node) + 1..item.start));
        match before {
            Some(before) if before.contains('\n') && before.trim().is_empty() => format!(",{before}"),
            _ => ", ".to_owned(),
        }
    }

    fn remove(self, index: usize) -> Result<String, EditError> {
        let range = match (
            index.checked_sub(1).map(|before| self.items[before].end),
            self.items.get(index),
        ) {
            (Some(start), Some(item)) => start..item.end,
            _ => self.items[0].start..self.items[1].start,
        };
        let item = self.items[index];
        let around = self
            .document
            .text()
            .get(range.clone())
            .unwrap_or("")
            .replace(self.document.slice(item), "");
        if around.contains('#') {
            return Err(self.document.layout(
                item.start,
                "a comment stands between the items of this list in brackets",
            ));
        }
        Ok(self.document.replace(range, ""))
    }
}
