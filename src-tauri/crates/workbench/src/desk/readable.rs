//! Broken source never destroys what is shown: a resource whose text cannot be read is shown as it last could be.

use std::collections::HashMap;
use std::sync::Arc;

use ingot_recipe::Resource;
use ingot_workspace::{Snapshot, git, unsaved_file};

/// Git is asked about so many broken files when a workspace is opened; with more something else is wrong.
const ASKED: usize = 20;

/// The files with `drafts` over them, as a workspace that is being opened shows them: what cannot be read is as it
/// was saved, or as it was committed.
pub fn at_first(saved: &Snapshot, drafts: &HashMap<String, String>) -> Snapshot {
    let mut asked = 0;
    shown(saved.with_overlay(drafts), |path| {
        if let Some(resource) = whole(saved, path) {
            return Some(Arc::clone(resource));
        }
        asked += 1;
        let text = (asked <= ASKED).then(|| git::file_at(saved.root(), "HEAD", path))??;
        unsaved_file(path, &text).whole_resource().cloned()
    })
}

/// The same while it is open: what cannot be read is as `before` shows it.
pub fn after(saved: &Snapshot, drafts: &HashMap<String, String>, before: &Snapshot) -> Snapshot {
    shown(saved.with_overlay_after(drafts, before), |path| {
        whole(before, path).or_else(|| whole(saved, path)).cloned()
    })
}

fn whole<'s>(snapshot: &'s Snapshot, path: &str) -> Option<&'s Arc<Resource>> {
    snapshot.file(path)?.whole_resource()
}

fn shown(mut shown: Snapshot, mut last: impl FnMut(&str) -> Option<Arc<Resource>>) -> Snapshot {
    for path in shown.unreadable_resources() {
        if let Some(resource) = last(&path) {
            shown.show_as_it_was(&path, &resource);
        }
    }
    shown
}
