//! The configuration that holds for a folder or a file because of an `ingot.yaml` above it.

use std::path::Path;
use std::sync::Arc;

use ingot_component::rules::RuleSettings;
use ingot_recipe::resources::CheckConfiguration;
use ingot_recipe::{Resource, Settings};

use crate::discover::relative;
use crate::file::WorkspaceFile;

/// The configuration of the nearest folder above that has one.
#[derive(Debug)]
pub(crate) struct Above {
    /// Where the folder in question lies below it, with `/`.
    below: String,
    check: CheckConfiguration,
    file: WorkspaceFile,
}

impl Above {
    pub fn as_parts(&self) -> (&str, &CheckConfiguration) {
        (&self.below, &self.check)
    }

    /// The file, labelled with its path from the folder in question.
    pub fn file(&self) -> &WorkspaceFile {
        &self.file
    }
}

/// What an `ingot.yaml` above `folder`, an absolute path without links, says; its own is not looked
/// at. One that is no readable `kind: Workspace` says nothing, but ends the search.
pub(crate) fn above(folder: &Path) -> Option<Above> {
    nearest(folder, folder.parent()?)
}

/// What the nearest `ingot.yaml` at `from` or above it says about `folder`, which lies there.
fn nearest(folder: &Path, from: &Path) -> Option<Above> {
    from.ancestors().find_map(|at| {
        let below = relative(at, folder)?;
        let file = configuration_of(at, &below)?;
        let check = match file.resource() {
            Some(Resource::Workspace(workspace)) => workspace.value.check.clone(),
            _ => CheckConfiguration::default(),
        };
        Some(Above { below, check, file })
    })
}

/// The settings of one file that is looked at by itself: what the nearest `ingot.yaml` at or above
/// its folder says, and whether that has scripts checked by shellcheck.
pub fn settings_for(file: &Path) -> (Arc<RuleSettings>, Option<bool>) {
    let Ok(real) = std::fs::canonicalize(file) else {
        return (Arc::default(), None);
    };
    let (Some(folder), Some(name)) = (real.parent(), real.file_name()) else {
        return (Arc::default(), None);
    };
    let above = nearest(folder, folder);
    let settings = Settings::new([], above.as_ref().map(Above::as_parts));
    let name = name.to_string_lossy();
    (settings.of(&name), settings.shellcheck(&name))
}

/// The configuration in `folder`, labelled as seen from `below` that.
fn configuration_of(folder: &Path, below: &str) -> Option<WorkspaceFile> {
    let up = "../".repeat(below.split('/').filter(|part| !part.is_empty()).count());
    ["ingot.yaml", "ingot.yml"]
        .into_iter()
        .find_map(|name| WorkspaceFile::load(&folder.join(name), &format!("{up}{name}")))
}
