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

    /// Writes new files, all of them or none. None of them may be there.
    pub fn create(&self, files: &[(String, String)]) -> Result<(), Error> {
        self.change(|open| {
            let snapshot = open.workspace.snapshot();
            if let Some((path, _)) = files.iter().find(|(path, _)| snapshot.file(path).is_some()) {
                return Err(Error::new(Code::Conflict, format!("{path} is there already")).hint("choose another name"));
            }
            let mut written: Vec<(&str, ContentHash)> = Vec::new();
            for (path, text) in files {
                match open.workspace.create(path, text) {
                    Ok(saved) => written.push((path, saved.hash)),
                    Err(error) => {
                        for (path, hash) in written {
                            // One that somebody changed within this moment is theirs by now.
                            let _ = open.workspace.remove(path, &hash);
                        }
                        return Err(failure::save(&error));
                    }
                }
            }
            for (path, _) in files {
                // A file of that name may have been here before: its history is not this one's.
                open.store.drafts().discard(&open.key(), path)?;
            }
            Ok(())
        })
    }

    /// Deletes files, all of them or none, and answers what they held, unsaved edits included. One that changed on
    /// disk since it was read is not deleted.
    pub fn delete(&self, files: &[String]) -> Result<Vec<(String, String)>, Error> {
        self.change(|open| {
            let snapshot = open.workspace.snapshot();
            let mut held = Vec::new();
            for path in files {
                held.push((path.clone(), open.file(path)?.text.ok_or_else(|| no_file(path))?));
            }
            let mut removed: Vec<(&str, &str)> = Vec::new();
            for file in files.iter().filter_map(|path| snapshot.file(path)) {
                match open.workspace.remove(file.path(), file.hash()) {
                    Ok(()) => removed.push((file.path(), file.text())),
                    Err(error) => {
                        for (path, text) in removed {
                            let _ = open.workspace.create(path, text);
                        }
                        return Err(failure::save(&error));
                    }
                }
            }
            for path in files {
                open.store.drafts().discard(&open.key(), path)?;
            }
            Ok(held)
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
