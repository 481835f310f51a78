//! Which layer of the one side is which layer of the other, and which of them moved.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::side::{Laid, Side};
use crate::names::normalised;

/// Two layers that are the same one, or one that has no counterpart: positions in the sides' layers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair {
    pub left: Option<usize>,
    pub right: Option<usize>,
    pub moved: bool,
}

/// Every layer of both sides once: inherited ones first, in the order of the right side, those that
/// are only on the left where they were.
///
/// First the same component in the same recipe, then in the compared recipes themselves whatever
/// they are called, then anywhere below them.
pub(super) fn pairs(left: &Side<'_>, right: &Side<'_>) -> Vec<Pair> {
    let mut matching = Matching {
        left,
        right,
        of_right: vec![None; right.layers.len()],
        taken: vec![false; left.layers.len()],
    };
    matching.pass(|laid| Some((normalised(laid.recipe), laid.key.clone())));
    matching.pass(|laid| (!laid.inherited).then(|| (String::new(), laid.key.clone())));
    matching.pass(|laid| laid.inherited.then(|| (String::new(), laid.key.clone())));
    matching.in_order()
}

struct Matching<'a, 'c> {
    left: &'a Side<'c>,
    right: &'a Side<'c>,
    /// The counterpart of each layer of the right side.
    of_right: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl Matching<'_, '_> {
    /// Matches what is free and has the same key; what is there several times in its order.
    fn pass<K: Ord>(&mut self, key: impl Fn(&Laid<'_>) -> Option<K>) {
        let mut free: BTreeMap<K, VecDeque<usize>> = BTreeMap::new();
        for (at, laid) in self.left.layers.iter().enumerate() {
            if !self.taken.get(at).copied().unwrap_or(true)
                && let Some(key) = key(laid)
            {
                free.entry(key).or_default().push_back(at);
            }
        }
        for (laid, partner) in self.right.layers.iter().zip(&mut self.of_right) {
            if partner.is_none()
                && let Some(at) = key(laid).and_then(|key| free.get_mut(&key)?.pop_front())
            {
                *partner = Some(at);
                if let Some(taken) = self.taken.get_mut(at) {
                    *taken = true;
                }
            }
        }
    }

    fn in_order(self) -> Vec<Pair> {
        let matched: Vec<usize> = self.of_right.iter().filter_map(|it| *it).collect();
        let staying = longest_increasing(&matched);
        // Where a layer that is gone was: behind the nearest one before it that stayed in its place.
        let right_of: BTreeMap<usize, usize> = self
            .of_right
            .iter()
            .enumerate()
            .filter_map(|(right, left)| Some(((*left)?, right)))
            .filter(|(left, _)| staying.contains(left))
            .collect();
        let mut ordered: Vec<((bool, usize, usize, usize), Pair)> = Vec::new();
        for (at, (laid, left)) in self.right.layers.iter().zip(&self.of_right).enumerate() {
            let pair = Pair {
                left: *left,
                right: Some(at),
                moved: left.is_some_and(|left| !staying.contains(&left)),
            };
            ordered.push(((!laid.inherited, at + 1, 0, 0), pair));
        }
        let mut behind = 0;
        for (at, laid) in self.left.layers.iter().enumerate() {
            if let Some(right) = right_of.get(&at) {
                behind = right + 1;
            }
            if self.taken.get(at) == Some(&false) {
                let pair = Pair {
                    left: Some(at),
                    right: None,
                    moved: false,
                };
                ordered.push(((!laid.inherited, behind, 1, at), pair));
            }
        }
        ordered.sort_by_key(|(key, _)| *key);
        ordered.into_iter().map(|(_, pair)| pair).collect()
    }
}

/// The members of the longest increasing subsequence of different numbers: what is not among them
/// is the least that must have moved. O(n log n).
pub(super) fn longest_increasing(numbers: &[usize]) -> BTreeSet<usize> {
    // `ends[k]`: position of the smallest number that ends an increasing run of k + 1.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    let number = |at: usize| numbers.get(at).copied().unwrap_or(usize::MAX);
    for (at, &this) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| number(end) < this);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let last = ends.last().copied();
    std::iter::successors(last, |&at| before.get(at).copied().flatten())
        .map(number)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_that_moved_is_found() {
        let staying = |numbers: &[usize]| longest_increasing(numbers).into_iter().collect::<Vec<_>>();
        assert_eq!(staying(&[]), Vec::<usize>::new());
        assert_eq!(staying(&[0, 1, 2]), [0, 1, 2]);
        assert_eq!(staying(&[3, 0, 1, 2]), [0, 1, 2]);
        assert_eq!(staying(&[1, 2, 3, 0]), [1, 2, 3]);
        assert_eq!(staying(&[2, 1, 0]).len(), 1);
    }
}
