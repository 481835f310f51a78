//! What is kept of each document of a file in which several follow one another.

/// How many documents of one file are kept apart; of further ones nothing is known. Keeps the memory bounded.
const MOST: usize = 1_000;

#[derive(Default)]
pub(super) struct Documents<T> {
    known: Vec<T>,
    unknown: T,
}

impl<T: Default> Documents<T> {
    /// What is known of that document, counted from 0.
    pub fn get(&self, document: u64) -> &T {
        let known = usize::try_from(document)
            .ok()
            .and_then(|document| self.known.get(document));
        known.unwrap_or(&self.unknown)
    }

    /// The same, to add to it; `None` if it is one too many.
    pub fn learn(&mut self, document: u64) -> Option<&mut T> {
        let document = usize::try_from(document).ok().filter(|document| *document < MOST)?;
        if self.known.len() <= document {
            self.known.resize_with(document + 1, T::default);
        }
        self.known.get_mut(document)
    }

    pub fn map<U: Default>(self, change: impl Fn(T) -> U) -> Documents<U> {
        Documents {
            known: self.known.into_iter().map(&change).collect(),
            unknown: change(self.unknown),
        }
    }
}
