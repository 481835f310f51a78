//! A set of rows, a bit each.

/// Which of a report's rows are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    words: Vec<u64>,
    len: usize,
}

impl Rows {
    pub fn all(len: usize) -> Self {
        Self::none(len).inverted()
    }

    pub fn none(len: usize) -> Self {
        Self {
            words: vec![0; len.div_ceil(64)],
            len,
        }
    }

    /// The rows whose value meets `holds`.
    pub fn of<T: Copy>(values: &[T], mut holds: impl FnMut(T) -> bool) -> Self {
        let words = values
            .chunks(64)
            .map(|chunk| {
                let bits = chunk
                    .iter()
                    .zip(0..)
                    .map(|(value, bit)| u64::from(holds(*value)) << bit);
                bits.fold(0, |word, bit| word | bit)
            })
            .collect();
        Self {
            words,
            len: values.len(),
        }
    }

    pub fn and(&mut self, other: &Self) {
        for (word, with) in self.words.iter_mut().zip(&other.words) {
            *word &= with;
        }
    }

    pub fn or(&mut self, other: &Self) {
        for (word, with) in self.words.iter_mut().zip(&other.words) {
            *word |= with;
        }
    }

    pub fn inverted(mut self) -> Self {
        for word in &mut self.words {
            *word = !*word;
        }
        let over = self.len % 64;
        if over > 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << over) - 1;
        }
        self
    }

    pub fn count(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    pub fn contains(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    pub fn insert(&mut self, row: usize) {
        if let Some(word) = self.words.get_mut(row / 64) {
            *word |= 1 << (row % 64);
        }
    }

    pub fn remove(&mut self, row: usize) {
        if let Some(word) = self.words.get_mut(row / 64) {
            *word &= !(1 << (row % 64));
        }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    /// Hands every row over in order.
    pub fn each(&self, mut row: impl FnMut(usize)) {
        for (at, word) in self.words.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                row(at * 64 + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_the_same_after_inverting_twice_and_none_lies_behind_the_end() {
        for len in [0, 1, 63, 64, 65, 200] {
            let values: Vec<usize> = (0..len).collect();
            let thirds = Rows::of(&values, |value| value % 3 == 0);
            let mut each = Vec::new();
            thirds.each(|row| each.push(row));
            assert_eq!(each, (0..len).step_by(3).collect::<Vec<_>>());
            assert_eq!(thirds.clone().inverted().count() + thirds.count(), len as u64);
            assert_eq!(thirds.clone().inverted().inverted(), thirds);
            assert_eq!(Rows::all(len).count(), len as u64);
        }
    }
}
