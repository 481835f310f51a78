//! Reading the files whose guardrails a workspace inherits.
//!
//! A workspace may come from anybody, and `inherit` may lead out of it: so only files called
//! `ingot.yaml` (or `ingot.yml`) are read, links to others are not followed, and nothing of a file
//! but its guardrails is used.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use ingot_component::spelling::shorten;
use ingot_recipe::Resource;
use ingot_recipe::catalogue::Inherited;

use crate::discover::leads_out;
use crate::file::WorkspaceFile;

/// Most files that one entry leads to, with what they inherit themselves.
const MOST_FILES: usize = 16;
/// Most entries of a workspace that are followed.
const MOST_ENTRIES: usize = 64;

/// Files of a workspace by path.
type Files = BTreeMap<String, Arc<WorkspaceFile>>;

/// Whether the file at `path` configures a workspace.
pub(crate) fn is_configuration(path: &str) -> bool {
    matches!(path.rsplit('/').next(), Some("ingot.yaml" | "ingot.yml"))
}

/// What the `ingot.yaml` files among `files` inherit, and what `above`, the one of a folder above,
/// says and inherits.
pub(crate) fn inherited(root: &Path, files: &Files, above: Option<&WorkspaceFile>) -> Vec<Inherited> {
    let mut found = Vec::new();
    let own = files.values().filter(|file| is_configuration(file.path()));
    let entries = own.flat_map(|file| written(file).iter().enumerate().map(move |entry| (file.path(), entry)));
    for (by, (entry, path)) in entries.take(MOST_ENTRIES) {
        follow(root, files, Some((by, entry)), (by, path), &mut found);
    }
    if let Some(above) = above {
        found.push(Inherited {
            by: None,
            text: Ok(above.source().clone()),
        });
        for path in written(above).iter().take(MOST_ENTRIES) {
            follow(root, files, None, (above.path(), path), &mut found);
        }
    }
    found
}

/// What `inherit` of a file names.
fn written(file: &WorkspaceFile) -> &[String] {
    match file.resource() {
        Some(Resource::Workspace(workspace)) => &workspace.value.inherit,
        _ => &[],
    }
}

/// Adds what the path `first.1`, written in the file `first.0`, leads to, and what that inherits.
fn follow(root: &Path, files: &Files, by: Option<(&str, usize)>, first: (&str, &str), found: &mut Vec<Inherited>) {
    let mut open = VecDeque::from([(first.0.to_owned(), first.1.to_owned())]);
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut add = |text| {
        found.push(Inherited {
            by: by.map(|(file, entry)| (file.to_owned(), entry)),
            text,
        });
    };
    while let Some((from, path)) = open.pop_front() {
        let file = label(&from, &path).and_then(|label| {
            let known = files.get(&label).cloned();
            known.map_or_else(|| load(root, &label), Ok).and_then(readable)
        });
        match file {
            Ok(file) if !seen.insert(file.path().to_owned()) => {}
            Ok(file) => {
                add(Ok(file.source().clone()));
                open.extend(written(&file).iter().map(|path| (file.path().to_owned(), path.clone())));
                if open.len() + seen.len() > MOST_FILES {
                    add(Err(format!(
                        "`{}` leads to more than {MOST_FILES} files",
                        shorten(first.1)
                    )));
                    return;
                }
            }
            Err(why) if from == first.0 => add(Err(why)),
            Err(why) => add(Err(format!("`{from}` inherits a file that is not read: {why}"))),
        }
    }
}

/// The path, from the workspace's folder, of what `from` calls `path`.
fn label(from: &str, path: &str) -> Result<String, String> {
    let wrong = |why: &str| Err(format!("`{}` {why}", shorten(path)));
    if path.is_empty() || path.starts_with('/') || path.contains(['\\', '\0', ':']) {
        return wrong("is no path relative to this file, with `/` between its parts");
    }
    if !is_configuration(path) {
        return wrong("is not read: only files called `ingot.yaml` are");
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Ok(parts.join("/"))
}

fn load(root: &Path, label: &str) -> Result<Arc<WorkspaceFile>, String> {
    let disk = root.join(label);
    let real = fs::canonicalize(&disk).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => format!("`{}` is not there", shorten(label)),
        _ => format!("cannot read `{}`: {error}", shorten(label)),
    })?;
    let inside = !label.starts_with("../");
    if inside && leads_out(root, &disk) {
        return Err(format!(
            "`{}` is a link that leads out of the workspace",
            shorten(label)
        ));
    }
    if !is_configuration(&real.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")) {
        return Err(format!(
            "`{}` is a link to a file that is not called `ingot.yaml`",
            shorten(label)
        ));
    }
    let file = WorkspaceFile::load(&real, label);
    file.map(Arc::new)
        .ok_or_else(|| format!("`{}` is not there", shorten(label)))
}

/// A file that could be opened; otherwise why it could not.
fn readable(file: Arc<WorkspaceFile>) -> Result<Arc<WorkspaceFile>, String> {
    match file.diagnostics().iter().find(|it| it.rule.starts_with("io/")) {
        Some(problem) => Err(problem.message.clone()),
        None => Ok(file),
    }
}
