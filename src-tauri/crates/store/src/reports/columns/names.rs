//! Texts by number, each once.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;

/// The number of a text; 0 is "not in this source".
pub(crate) type Name = u32;

pub(crate) const ABSENT: Name = 0;

/// Every text that was given a number. The numbers begin at 1 and only grow.
#[derive(Debug, Default)]
pub(crate) struct Names {
    bytes: String,
    /// Where each text ends in `bytes`, in the order of the numbers.
    ends: Vec<usize>,
    numbers: HashTable<Name>,
    /// Keyed by chance, so that a report cannot be written to make texts collide.
    hasher: RandomState,
    /// The place of each number in the order of the texts, made when a list is sorted.
    ranks: Vec<u32>,
}

impl Names {
    /// How many numbers there are, with that of no text.
    pub fn len(&self) -> usize {
        self.ends.len() + 1
    }

    /// The text of a number; `None` for [`ABSENT`].
    pub fn get(&self, name: Name) -> Option<&str> {
        text_of(&self.bytes, &self.ends, name)
    }

    /// All texts, one behind the other in the order of their numbers.
    pub fn texts(&self) -> &str {
        &self.bytes
    }

    /// The number of a text that has one.
    pub fn find(&self, text: &str) -> Option<Name> {
        self.look(self.hasher.hash_one(text), text)
    }

    /// The number of `text`, a new one if it has none yet.
    pub fn put(&mut self, text: &str) -> Name {
        let hash = self.hasher.hash_one(text);
        if let Some(name) = self.look(hash, text) {
            return name;
        }
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len());
        // More than four billion texts do not fit into a report of at most 4 billion rows.
        let name = Name::try_from(self.ends.len()).unwrap_or(ABSENT);
        let (bytes, ends) = (&self.bytes, &self.ends);
        let again = |name: &Name| self.hasher.hash_one(text_of(bytes, ends, *name).unwrap_or_default());
        self.numbers.insert_unique(hash, name, again);
        name
    }

    pub fn put_option(&mut self, text: Option<&str>) -> Name {
        text.map_or(ABSENT, |text| self.put(text))
    }

    /// The texts in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let text = self.bytes.get(start..*end).unwrap_or_default();
            start = *end;
            text
        })
    }

    /// Makes [`Names::rank`] right for all texts.
    pub fn sort(&mut self) {
        if self.ranks.len() == self.len() {
            return;
        }
        let mut order: Vec<(&str, Name)> = self.iter().zip(1..).collect();
        order.sort_unstable();
        let mut ranks = vec![0; order.len() + 1];
        for ((_, name), rank) in order.into_iter().zip(1..) {
            if let Some(slot) = ranks.get_mut(name as usize) {
                *slot = rank;
            }
        }
        self.ranks = ranks;
    }

    pub fn is_sorted(&self) -> bool {
        self.ranks.len() == self.len()
    }

    /// Where the text stands among all, from 1; 0 for [`ABSENT`]. Right only after [`Names::sort`].
    pub fn rank(&self, name: Name) -> u32 {
        self.ranks.get(name as usize).copied().unwrap_or(0)
    }

    fn look(&self, hash: u64, text: &str) -> Option<Name> {
        self.numbers.find(hash, |name| self.get(*name) == Some(text)).copied()
    }
}

fn text_of<'a>(bytes: &'a str, ends: &[usize], name: Name) -> Option<&'a str> {
    let at = (name as usize).checked_sub(1)?;
    let end = *ends.get(at)?;
    let start = match at.checked_sub(1) {
        Some(before) => *ends.get(before)?,
        None => 0,
    };
    bytes.get(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number_and_ranks_follow_the_order_of_texts() {
        let mut names = Names::default();
        let (zlib, curl, empty) = (names.put("zlib"), names.put("curl"), names.put(""));
        assert_eq!(names.put("zlib"), zlib);
        assert_eq!(names.get(curl), Some("curl"));
        assert_eq!(names.get(empty), Some(""), "an empty text is not an absent one");
        assert_eq!((names.get(ABSENT), names.find("bash")), (None, None));
        names.sort();
        assert!(names.rank(empty) < names.rank(curl) && names.rank(curl) < names.rank(zlib));
        assert_eq!(names.rank(ABSENT), 0);
    }
}
