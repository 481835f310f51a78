//! Lists with a dash before each item.

use ingot_component::yaml::Entry;

use super::EditError;
use super::document::{Document, Line};
use super::new::{New, block};

/// A list with a dash before each item. Layers that are commented out are items of `components`.
pub(super) struct Block<'a> {
    document: &'a Document,
    units: Vec<Unit>,
    /// Column of the dashes.
    pub dash: usize,
    /// Spaces behind the dashes.
    space: usize,
    /// First line of the first unit, and the line behind the last.
    lines: (usize, usize),
    /// Comments that stand alone and have no item behind them any more.
    tail: String,
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

/// Where an item stands, without the comments around it.
struct Extent {
    first: usize,
    /// The line behind its last one.
    end: usize,
    /// Column of its dash or of its `#`.
    column: usize,
}

impl<'a> Block<'a> {
    pub fn read(document: &'a Document, entry: &Entry) -> Result<Self, EditError> {
        let below = document.line_of(entry.key.span.end) + 1;
        let mut end = below;
        let mut extents = Vec::new();
        let mut written = None;
        for item in entry.value.items() {
            let last = document.line_of(item.span.start);
            let line = (end..=last).find(|&line| document.look(line) == Line::Content);
            let text = line.map_or("", |line| document.lines(line..line + 1));
            let behind = text.trim_start_matches(' ').strip_prefix('-').unwrap_or("x");
            let (Some(first), true) = (line, behind.starts_with([' ', '\t', '\r', '\n']) || behind.is_empty()) else {
                return Err(document.layout(
                    item.span.start,
                    "this list is not written with one `-` line for each item",
                ));
            };
            let (dash, _) = *written.get_or_insert_with(|| dash_and_space(text));
            end = document.line_after(item.span);
            extents.push(Extent {
                first,
                end,
                column: dash,
            });
        }
        for off in document.layers_off(entry) {
            written = written.or_else(|| {
                let comment = off.comment.as_ref()?;
                let (dash, space) = dash_and_space(&comment.yaml);
                // `#  -`: a `#` put before everything.
                let put_before = comment.blank && comment.column == 0 && dash > 0;
                Some((dash + usize::from(put_before), space))
            });
            extents.push(Extent {
                first: document.line_of(off.span.start),
                end: document.line_after(off.span),
                column: off.comment.as_ref().map_or(0, |comment| comment.column),
            });
        }
        extents.sort_by_key(|extent| extent.first);
        let (dash, space) = written.unwrap_or((0, 1));
        let (units, lines) = units(document, below, &extents, dash);
        Ok(Self {
            document,
            units,
            dash,
            space,
            lines,
            tail: String::new(),
        })
    }

    pub fn relocate(&mut self, from: usize, to: usize) {
        let separator = self.separator();
        let mut moved = self.units.remove(from);
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
                None => self.tail.insert_str(0, &alone),
            }
        }
        moved.pure = true;
        if to == 0
            && let Some(next) = self.units.first_mut()
        {
            next.gap = std::mem::take(&mut moved.gap);
        }
        self.units.insert(to, moved);
    }

    /// The text without the key of the list and without its only item.
    pub fn dissolve(&self, entry: &Entry) -> String {
        let key = self.document.line_of(entry.key.span.start);
        let keep = self.document.lines(key + 1..self.lines.0);
        let end = self.document.start_of(self.lines.1);
        self.document.replace(self.document.start_of(key)..end, keep)
    }

    pub fn insert(mut self, index: usize, item: &New) -> String {
        let separator = self.separator();
        let index = index.min(self.units.len());
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
        self.text()
    }

    pub fn remove(mut self, index: usize) -> String {
        let removed = self.units.remove(index);
        if index == 0 {
            if let Some(next) = self.units.first_mut().filter(|next| next.pure) {
                next.gap.clear();
            }
        } else if !removed.pure {
            match self.units.get_mut(index) {
                Some(next) => next.gap.insert_str(0, &removed.gap),
                None => self.tail = removed.gap,
            }
        }
        self.text()
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

    /// The text with the units as they are now.
    pub fn text(&self) -> String {
        let mut lines: String = self
            .units
            .iter()
            .flat_map(|unit| [unit.gap.as_str(), &unit.chunk])
            .collect();
        lines.push_str(&self.tail);
        let range = self.document.start_of(self.lines.0)..self.document.start_of(self.lines.1);
        self.document.replace(range, &lines)
    }
}

/// The items with their comments and the gaps between them; the first line of the first, and the
/// line behind the last.
fn units(document: &Document, below: usize, extents: &[Extent], dash: usize) -> (Vec<Unit>, (usize, usize)) {
    let mut units = Vec::new();
    let mut lines = (below, below);
    for (at, extent) in extents.iter().enumerate() {
        let end = lines.1;
        let above = (end..extent.first)
            .rev()
            .take_while(|&line| match document.look(line) {
                Line::Comment(column) => column == extent.column || column == dash,
                Line::Blank | Line::Content => false,
            })
            .count();
        let start = extent.first - above;
        let (gap, pure) = if at == 0 {
            lines.0 = start;
            (String::new(), true)
        } else {
            let pure = (end..start).all(|line| document.look(line) == Line::Blank);
            (document.lines(end..start).to_owned(), pure)
        };
        let limit = extents.get(at + 1).map_or(document.line_count(), |next| next.first);
        lines.1 = document.end_with_comments(extent.end..limit, extent.column.max(dash));
        units.push(Unit {
            gap,
            pure,
            chunk: document.lines(start..lines.1).to_owned(),
        });
    }
    (units, lines)
}

/// Column of the dash of an item, and the spaces behind it.
fn dash_and_space(item: &str) -> (usize, usize) {
    let line = item.lines().next().unwrap_or("");
    let dash = line.len() - line.trim_start_matches(' ').len();
    let behind = line.get(dash + 1..).unwrap_or("");
    let space = behind.len() - behind.trim_start_matches(' ').len();
    (dash, if behind.trim().is_empty() { 1 } else { space })
}
