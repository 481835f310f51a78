//! Formatting component documents on disk: what `ingot fmt` does.

use std::path::{Path, PathBuf};

use ingot_component::Source;
use ingot_component::format::{Unformatted, format};
use ingot_workspace::{Content, Workspace, WorkspaceFile, read_file};

use crate::contract::Error;
use crate::failure;
use crate::mend::MendedFile;

/// A component document, and what formatting comes to.
#[derive(Debug)]
pub struct Formatting {
    /// As the caller named it, or below the folder that was named.
    pub name: String,
    pub outcome: Outcome,
}

#[derive(Debug)]
pub enum Outcome {
    /// It is formatted already.
    Unchanged,
    /// This is what it becomes; nothing is written yet.
    Changed(MendedFile),
    /// It is left as it is.
    Refused(Unformatted),
}

/// Formats the component documents among `paths` and below them. Writes nothing.
///
/// # Errors
/// When a path cannot be read, or a file that was named is no component document.
pub fn format_paths(paths: &[PathBuf]) -> Result<Vec<Formatting>, Error> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let workspace = Workspace::open_folder(path).map_err(|error| failure::workspace(&error))?;
            let snapshot = workspace.snapshot();
            let documents = snapshot
                .files()
                .filter(|file| matches!(file.content(), Content::Document(_)));
            found.extend(documents.map(|file| formatting(file, &path.join(file.path()))));
            continue;
        }
        let label = path.to_string_lossy().replace('\\', "/");
        let file = read_file(path, &label).ok_or_else(|| Error::not_found(format!("there is no file {label}")))?;
        match file.content() {
            Content::Document(_) => found.push(formatting(&file, path)),
            _ => {
                return Err(Error::invalid(format!("{label} is no component document"))
                    .hint("name a file with `phases`, or a folder"));
            }
        }
    }
    Ok(found)
}

/// The text of `source` as it should be.
///
/// # Errors
/// When it cannot be formatted without a doubt.
pub fn format_text(source: &Source) -> Result<String, Unformatted> {
    format(source)
}

fn formatting(file: &WorkspaceFile, place: &Path) -> Formatting {
    let name = place.to_string_lossy().replace('\\', "/");
    let outcome = match format(&Source::new(name.as_str(), file.text())) {
        Ok(after) if after == file.text() => Outcome::Unchanged,
        Ok(after) => Outcome::Changed(MendedFile {
            name: name.clone(),
            place: place.to_owned(),
            before: file.text().to_owned(),
            after,
            fixes: Vec::new(),
        }),
        Err(reason) => Outcome::Refused(reason),
    };
    Formatting { name, outcome }
}
