//! The workspace in other states than the one that is open: at a commit, and as AWS holds it.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use ingot_recipe::{Catalogue, CatalogueBuilder, Inventory};
use ingot_workspace::{Snapshot, git};

use crate::contract::{Code, Error};

/// States that are kept: a comparison asks for two, and again after every edit.
const KEPT: usize = 4;

/// The last few states that were looked at.
#[derive(Default)]
pub struct Revisions {
    kept: Mutex<VecDeque<(Key, Arc<Catalogue>)>>,
}

/// What a state was read from, and when AWS was.
#[derive(Clone, PartialEq, Eq)]
struct Key {
    state: String,
    as_of: Option<String>,
}

impl Revisions {
    /// The files of `root` in a commit, over what AWS holds now.
    pub fn at_commit(&self, root: &Path, revision: &str, inventory: &Inventory) -> Result<Arc<Catalogue>, Error> {
        let id = git::commit(root, revision).ok_or_else(|| no_commit(root, revision))?;
        let state = format!("{} {id}", root.display());
        self.keep(state, inventory, || {
            let texts = git::tree(root, &id).ok_or_else(|| {
                Error::new(Code::Io, format!("Git does not give the files of {revision}"))
                    .hint("look at it with `git ls-tree`; a commit of a shallow or partial clone may lack files")
            })?;
            let snapshot = Snapshot::of_texts(root, texts);
            Ok(snapshot.catalogue().inventory(inventory.clone()).build())
        })
    }

    /// What AWS holds, without any file.
    pub fn of_aws(&self, inventory: &Inventory) -> Result<Arc<Catalogue>, Error> {
        self.keep("aws".to_owned(), inventory, || {
            Ok(CatalogueBuilder::new().inventory(inventory.clone()).build())
        })
    }

    fn keep(
        &self,
        state: String,
        inventory: &Inventory,
        make: impl FnOnce() -> Result<Catalogue, Error>,
    ) -> Result<Arc<Catalogue>, Error> {
        let account = inventory.account.as_deref().unwrap_or_default();
        let region = inventory.region.as_deref().unwrap_or_default();
        let key = Key {
            state: format!("{state} {account} {region}"),
            as_of: inventory.as_of.clone(),
        };
        let known = |kept: &VecDeque<(Key, Arc<Catalogue>)>| {
            let found = kept.iter().find(|(other, _)| *other == key);
            found.map(|(_, catalogue)| catalogue.clone())
        };
        if let Some(catalogue) = known(&self.kept.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(catalogue);
        }
        // Not under the lock: reading a large commit takes a second.
        let made = Arc::new(make()?);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front((key, made.clone()));
        kept.truncate(KEPT);
        Ok(made)
    }
}

fn no_commit(root: &Path, revision: &str) -> Error {
    if git::state(root).is_none() {
        return Error::not_found("this workspace is not in a Git repository, or Git is not installed")
            .hint("compare with another recipe, or with what AWS holds");
    }
    Error::not_found(format!("Git knows no commit `{revision}` here"))
        .hint("give a commit, a branch or a tag, such as `HEAD~1`; `git log` lists them")
        .hint("a shallow clone has only its newest commits: `git fetch --unshallow` brings the others")
}
