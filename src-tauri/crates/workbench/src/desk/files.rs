//! Files that appear, go and move: what a new, a deleted and a renamed resource do to the folder.

use ingot_workspace::ContentHash;

use super::{Desk, no_file};
use crate::contract::{Code, Error};
use crate::failure;

impl Desk {
    /// Replaces the texts of several files, in each as one edit of that name.
    pub fn edit_all(&self, label: &str, texts: &[(String, String)]) -> Result<(), Error> {
        self.change(|open| texts.iter().try_for_each(|(path, text)| open.edit(path, label, text)))
    }

    /// Writes new files. None of them may be there: then nothing is written.
    pub fn create(&self, files: &[(String, String)]) -> Result<(), Error> {
        self.change(|open| {
            let snapshot = open.workspace.snapshot();
            if let Some((path, _)) = files.iter().find(|(path, _)| snapshot.file(path).is_some()) {
                return Err(Error::new(Code::Conflict, format!("{path} is there already")).hint("choose another name"));
            }
            for (path, text) in files {
                open.workspace
                    .create(path, text)
                    .map_err(|error| failure::save(&error))?;
                // A file of that name may have been here before: its history is not this one's.
                open.store.drafts().discard(&open.key(), path)?;
            }
            Ok(())
        })
    }

    /// Deletes files and answers what they held, unsaved edits included. A file that changed on disk since it was
    /// read is kept, with those behind it.
    pub fn delete(&self, files: &[String]) -> Result<Vec<(String, String)>, Error> {
        self.change(|open| {
            let mut deleted = Vec::new();
            for path in files {
                let shown = open.file(path)?.text.ok_or_else(|| no_file(path))?;
                let on_disk = open.workspace.snapshot().file(path).map(|file| file.hash().clone());
                if let Some(hash) = on_disk {
                    open.workspace
                        .remove(path, &ContentHash::from(hash.as_str().to_owned()))
                        .map_err(|error| failure::save(&error))?;
                }
                open.store.drafts().discard(&open.key(), path)?;
                deleted.push((path.clone(), shown));
            }
            Ok(deleted)
        })
    }

    /// Moves a file or a folder with its unsaved edits. Nothing may be where it goes.
    pub fn rename(&self, from: &str, to: &str) -> Result<(), Error> {
        self.change(|open| {
            open.workspace.rename(from, to).map_err(|error| failure::save(&error))?;
            let key = open.key();
            let mut book = open.store.drafts();
            for draft in book.drafts(&key)? {
                let moved = match draft.file.strip_prefix(from) {
                    Some(rest) if rest.is_empty() || rest.starts_with('/') => format!("{to}{rest}"),
                    _ => continue,
                };
                book.rename(&key, &draft.file, &moved)?;
            }
            Ok(())
        })
    }
}
