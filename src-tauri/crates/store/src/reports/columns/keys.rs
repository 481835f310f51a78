//! The identities of a report's findings, and which row has one.

use hashbrown::HashTable;

use super::rows::Rows;

/// The identities in the order of the rows.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    keys: Vec<u128>,
    /// The first row of each key.
    rows: HashTable<u32>,
}

impl Keys {
    pub fn of(keys: Vec<u128>) -> Self {
        let mut all = Self {
            rows: HashTable::with_capacity(keys.len()),
            keys: Vec::with_capacity(keys.len()),
        };
        for key in keys {
            all.push(key);
        }
        all
    }

    pub fn find(&self, key: u128) -> Option<u32> {
        let is_it = |row: &u32| self.keys.get(*row as usize) == Some(&key);
        self.rows.find(hash(key), is_it).copied()
    }

    /// Gives the next row to a key.
    pub fn push(&mut self, key: u128) {
        let row = u32::try_from(self.keys.len()).unwrap_or(u32::MAX);
        let known = self.find(key).is_some();
        self.keys.push(key);
        if !known {
            let again = |row: &u32| self.keys.get(*row as usize).map_or(0, |key| hash(*key));
            self.rows.insert_unique(hash(key), row, again);
        }
    }

    /// The keys, for writing them; no row is looked for any more.
    pub fn into_rows(self) -> Vec<u128> {
        self.keys
    }
}

/// Drops the keys of the rows that `keep` does not have.
pub(crate) fn retain(keys: &mut Vec<u128>, keep: &Rows) {
    let mut row = 0;
    keys.retain(|_| {
        row += 1;
        keep.contains(row - 1)
    });
}

/// A key is a cryptographic hash already.
fn hash(key: u128) -> u64 {
    key as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_agree_in_half_are_told_apart() {
        let high = 1_u128 << 64;
        let keys = Keys::of(vec![7, high + 7, 8, 2 * high + 7]);
        assert_eq!(
            [7, high + 7, 8, 2 * high + 7].map(|key| keys.find(key)),
            [0, 1, 2, 3].map(Some)
        );
        assert_eq!((keys.find(3 * high + 7), keys.find(9)), (None, None));
    }
}
