//! Moving, adding and removing the items of a list.

use ingot_component::yaml::Entry;

use super::EditError;
use super::block::Block;
use super::document::Document;
use super::flow::Flow;
use super::new::New;

/// A list that has items.
pub(super) enum List<'a> {
    Block(Block<'a>),
    Flow(Flow<'a>),
}

impl<'a> List<'a> {
    /// The list that is the value of `entry`. Positions in the recipe's `components` are slots:
    /// layers that are off count.
    pub fn read(document: &'a Document, entry: &'a Entry) -> Result<Self, EditError> {
        let node = &entry.value;
        document.own(node)?;
        if document.is_flow(node) && (!node.items().is_empty() || document.layers_off(entry).is_empty()) {
            return Ok(Self::Flow(Flow::read(document, entry)));
        }
        Block::read(document, entry).map(Self::Block)
    }

    /// Moves the item in position `from` to position `to`; both exist.
    pub fn relocate(&mut self, from: usize, to: usize) {
        match self {
            Self::Block(list) => list.relocate(from, to),
            Self::Flow(list) => list.relocate(from, to),
        }
    }

    /// The text with the items where they are now.
    pub fn text(self) -> String {
        match self {
            Self::Block(list) => list.text(),
            Self::Flow(list) => list.text(),
        }
    }

    /// The text with `item` in position `index`, or behind all others when that is beyond them.
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
        match self {
            Self::Block(list) => Some(list.dissolve(entry)),
            Self::Flow(_) => None,
        }
    }
}
