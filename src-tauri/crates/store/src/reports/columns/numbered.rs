//! Which entry of a dictionary has which number in the database.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::{PackagePart, PlacePart, TextPart};

/// An entry of a dictionary.
pub(crate) trait Entry {
    /// Its number in the database.
    fn number(&self) -> i64;
}

/// A title: the number of its passage.
impl Entry for i64 {
    fn number(&self) -> i64 {
        *self
    }
}

impl Entry for TextPart {
    fn number(&self) -> i64 {
        self.part
    }
}

impl Entry for PackagePart {
    fn number(&self) -> i64 {
        self.part
    }
}

impl Entry for PlacePart {
    fn number(&self) -> i64 {
        self.part
    }
}

/// From the numbers of a dictionary's entries to their places. It has the places alone: all calls are about the same entries.
#[derive(Default)]
pub(crate) struct Numbered {
    places: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Numbered {
    pub fn of<E: Entry>(entries: &[E]) -> Self {
        let mut all = Self::default();
        for place in 0..entries.len() {
            all.insert(entries, place);
        }
        all
    }

    pub fn find<E: Entry>(&self, entries: &[E], number: i64) -> Option<u32> {
        let is_it = |place: &u32| {
            entries
                .get(*place as usize)
                .is_some_and(|entry| entry.number() == number)
        };
        self.places.find(self.hasher.hash_one(number), is_it).copied()
    }

    /// Adds an entry whose number no other has; answers its place.
    pub fn push<E: Entry>(&mut self, entries: &mut Vec<E>, entry: E) -> u32 {
        entries.push(entry);
        self.insert(entries, entries.len() - 1)
    }

    fn insert<E: Entry>(&mut self, entries: &[E], place: usize) -> u32 {
        let hash = |place: &u32| {
            let number = entries.get(*place as usize).map_or(0, Entry::number);
            self.hasher.hash_one(number)
        };
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        self.places.insert_unique(hash(&place), place, hash);
        place
    }
}
