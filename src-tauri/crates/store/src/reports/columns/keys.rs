//! The identities of a report's findings, and which row has one.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::rows::Rows;

/// The identities in the order of the rows.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    keys: Vec<u128>,
    /// From half of a key to its row: half the memory. A half that is taken is at the next free number.
    rows: HashMap<u64, u32, BuildHasherDefault<Half>>,
}

impl Keys {
    pub fn of(keys: Vec<u128>) -> Self {
        let mut all = Self::default();
        all.rows.reserve(keys.len());
        for key in keys {
            all.push(key);
        }
        all
    }

    pub fn find(&self, key: u128) -> Option<u32> {
        self.look(key).ok()
    }

    /// Gives the next row to a key that has none.
    pub fn push(&mut self, key: u128) {
        if let Err(free) = self.look(key) {
            self.rows
                .insert(free, u32::try_from(self.keys.len()).unwrap_or(u32::MAX));
        }
        self.keys.push(key);
    }

    /// The keys, for writing them; no row is looked for any more.
    pub fn into_rows(self) -> Vec<u128> {
        self.keys
    }

    fn look(&self, key: u128) -> Result<u32, u64> {
        let mut half = key as u64;
        while let Some(row) = self.rows.get(&half) {
            if self.keys.get(*row as usize) == Some(&key) {
                return Ok(*row);
            }
            half = half.wrapping_add(1);
        }
        Err(half)
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
#[derive(Default)]
pub(crate) struct Half(u64);

impl Hasher for Half {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, half: u64) {
        self.0 = half;
    }
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
