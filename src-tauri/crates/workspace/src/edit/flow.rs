//! Lists in brackets.

use ingot_component::Span;
use ingot_component::yaml::{Entry, Node};

use super::EditError;
use super::document::Document;
use super::new::New;

/// A list in brackets.
pub(super) struct Flow<'a> {
    document: &'a Document,
    node: &'a Node,
    items: Vec<Span>,
    /// The items in their new order.
    order: Vec<Span>,
    json: bool,
}

impl<'a> Flow<'a> {
    pub fn read(document: &'a Document, entry: &'a Entry) -> Self {
        let node = &entry.value;
        let items: Vec<Span> = node.items().iter().map(|item| document.exact(item)).collect();
        Self {
            document,
            node,
            order: items.clone(),
            items,
            json: document.slice(entry.key.span).starts_with('"'),
        }
    }

    pub fn relocate(&mut self, from: usize, to: usize) {
        let moved = self.order.remove(from);
        self.order.insert(to, moved);
    }

    /// The text with the items exchanged; what stands between them stays.
    pub fn text(self) -> String {
        let text = self.document.text();
        let mut list = String::new();
        let mut done = self.node.span.start;
        for (slot, item) in self.items.iter().zip(self.order) {
            list.push_str(text.get(done..slot.start).unwrap_or(""));
            list.push_str(self.document.slice(item));
            done = slot.end;
        }
        self.document.replace(self.node.span.start..done, &list)
    }

    pub fn insert(self, index: usize, item: &New) -> String {
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

    pub fn remove(self, index: usize) -> Result<String, EditError> {
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
