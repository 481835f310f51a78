//! What is asked of a catalogue: an answer that was made of it holds until one of these questions
//! has another answer.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use super::{Catalogue, Known};
use crate::names::{Kind, normalised};
use crate::resources::Resource;

/// Something that a catalogue is asked, beyond what only [`super::Ground`] answers. Names are normalised.
#[derive(Debug, Clone, Copy, Hash)]
pub(super) enum Question<'q> {
    /// So much that any change may matter.
    Anything,
    /// All resources of a kind.
    All(Kind),
    /// Which names there are of a kind.
    Names(Kind),
    /// What is called so, in the workspace or in AWS, a component with its document.
    Named(Kind, &'q str),
    /// Whether other recipes of the workspace stand on the one called so.
    IsParent(&'q str),
    /// The document file there.
    Document(&'q str),
}

impl Question<'_> {
    /// Questions that share a key are taken for one: an answer is then made anew without need.
    fn key(self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }
}

/// The questions behind an answer.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked(Vec<u64>);

/// What has another answer than before.
#[derive(Debug, Default)]
pub(crate) struct Changed {
    /// In order.
    keys: Vec<u64>,
}

/// Notes questions, where somebody wants to know them.
#[derive(Debug, Default)]
pub(super) struct Notes(Option<Mutex<Vec<u64>>>);

impl Notes {
    pub fn note(&self, question: Question<'_>) {
        if let Some(notes) = &self.0 {
            notes
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(question.key());
        }
    }
}

impl Catalogue {
    /// The same, noting what it is asked.
    pub(crate) fn noting(&self) -> Self {
        Self {
            known: Arc::clone(&self.known),
            notes: Notes(Some(Mutex::default())),
        }
    }

    /// What AWS holds, to be held.
    #[cfg(test)]
    pub(crate) fn shared_inventory(&self) -> Arc<crate::inventory::Inventory> {
        Arc::clone(&self.known.ground.cloud.inventory)
    }

    /// The same, noting nothing.
    pub(crate) fn share(&self) -> Self {
        Self {
            known: Arc::clone(&self.known),
            notes: Notes::default(),
        }
    }

    /// What it was asked since [`Self::noting`].
    pub(crate) fn asked(self) -> Asked {
        let notes = self.notes.0.unwrap_or_default();
        let mut keys = notes.into_inner().unwrap_or_else(PoisonError::into_inner);
        keys.sort_unstable();
        keys.dedup();
        keys.shrink_to_fit();
        Asked(keys)
    }

    /// Which questions have another answer than in `before`; `None` when any may.
    pub(crate) fn changed_since(&self, before: &Self) -> Option<Changed> {
        Arc::ptr_eq(&self.known.ground, &before.known.ground).then(|| Changed::between(&before.known, &self.known))
    }
}

impl Changed {
    /// Whether an answer that was made of these may be another by now.
    pub fn concerns(&self, asked: &Asked) -> bool {
        !self.keys.is_empty() && asked.0.iter().any(|key| self.keys.binary_search(key).is_ok())
    }

    fn between(before: &Known, now: &Known) -> Self {
        let mut keys = Vec::new();
        let mut add = |question: Question<'_>| keys.push(question.key());
        differences(&before.resources, &now.resources, |old, new| {
            let name = |it: Option<&Resource>| it.map(|it| (it.kind(), it.name().to_owned()));
            let renamed = name(old) != name(new);
            for resource in [old, new].into_iter().flatten() {
                let kind = resource.kind();
                add(Question::Named(kind, &normalised(resource.name())));
                add(Question::All(kind));
                if renamed {
                    add(Question::Names(kind));
                }
            }
        });
        // A component is another when its document is.
        differences(&before.components, &now.components, |old, new| {
            for facts in [old, new].into_iter().flatten() {
                add(Question::Named(Kind::Component, &facts.normalised_name));
            }
        });
        differences(&before.recipes, &now.recipes, |old, new| {
            for facts in [old, new].into_iter().flatten() {
                add(Question::Named(Kind::ImageRecipe, &normalised(&facts.name)));
            }
        });
        for parent in before.parents.symmetric_difference(&now.parents) {
            add(Question::IsParent(parent));
        }
        for (path, document) in &now.documents {
            if !before.documents.get(path).is_some_and(|old| old.is(document)) {
                add(Question::Document(path));
            }
        }
        for path in before
            .documents
            .keys()
            .filter(|path| !now.documents.contains_key(*path))
        {
            add(Question::Document(path));
        }
        if !keys.is_empty() {
            keys.push(Question::Anything.key());
        }
        keys.sort_unstable();
        keys.dedup();
        Self { keys }
    }
}

/// Tells what is in one list and not in the other, or in another order. What stands at the same place
/// is told together.
fn differences<T>(old: &[Arc<T>], new: &[Arc<T>], mut tell: impl FnMut(Option<&T>, Option<&T>)) {
    let same = |(a, b): &(&Arc<T>, &Arc<T>)| Arc::ptr_eq(a, b);
    let alike = old.iter().zip(new).take_while(same).count();
    let (old, new) = (
        old.get(alike..).unwrap_or_default(),
        new.get(alike..).unwrap_or_default(),
    );
    let alike = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
    let (old, new) = (
        old.get(..old.len() - alike).unwrap_or_default(),
        new.get(..new.len() - alike).unwrap_or_default(),
    );
    let were: HashSet<*const T> = old.iter().map(Arc::as_ptr).collect();
    let are: HashSet<*const T> = new.iter().map(Arc::as_ptr).collect();
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    loop {
        let gone = old.peek().filter(|it| !are.contains(&Arc::as_ptr(it))).is_some();
        let fresh = new.peek().filter(|it| !were.contains(&Arc::as_ptr(it))).is_some();
        match (old.peek(), new.peek()) {
            (None, None) => break,
            (Some(a), Some(b)) if Arc::ptr_eq(a, b) => {
                old.next();
                new.next();
            }
            _ => {
                // Both differ, or both are there and stand in another order.
                let both = gone == fresh;
                let left = (gone || both || new.peek().is_none()).then(|| old.next()).flatten();
                let right = (fresh || both || left.is_none()).then(|| new.next()).flatten();
                tell(left.map(Arc::as_ref), right.map(Arc::as_ref));
            }
        }
    }
}
