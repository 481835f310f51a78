//! Component documents that other people wrote. They are not part of the repository.

use std::fs;
use std::path::{Path, PathBuf};

/// Whole documents and excerpts made whole, valid or not, with their paths; `None` when they are not
/// there.
pub fn documents() -> Option<Vec<(PathBuf, String)>> {
    let root = root()?;
    let whole = ["components", "components-embedded", "components-from-guide"];
    let mut documents: Vec<_> = whole.iter().flat_map(|folder| texts(&root.join(folder))).collect();
    let excerpts = texts(&root.join("steps-from-guide")).into_iter();
    documents.extend(excerpts.map(|(path, text)| (path, as_document(&text))));
    Some(documents)
}

/// The folder that holds them.
pub fn root() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpora");
    if !path.is_dir() {
        eprintln!("skipped: there are no corpora at ../shared/corpora beside the repository");
        return None;
    }
    Some(path)
}

/// The files of a folder and the folders in it, in order of their paths.
pub fn texts(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    let texts = paths.into_iter().flat_map(|path| {
        if path.is_dir() {
            texts(&path)
        } else {
            let text = fs::read_to_string(&path).unwrap();
            vec![(path, text)]
        }
    });
    texts.collect()
}

/// An excerpt of the guide is a step, a list of steps, or a list of phases.
pub fn as_document(text: &str) -> String {
    let is_text = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with(['#', '/']);
    let first = text.lines().find(is_text).unwrap_or_default();
    let is_list = first.trim_start().starts_with('-');
    let has = |field: &str| text.lines().any(|line| line.trim_start().starts_with(field));
    let (head, indentation) = if has("phases:") && !is_list {
        ("", "")
    } else if has("steps:") && is_list {
        ("schemaVersion: 1.0\nphases:\n", "  ")
    } else if is_list {
        ("schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n", "      ")
    } else {
        (
            "schemaVersion: 1.0\nphases:\n  - name: build\n    steps:\n      -\n",
            "        ",
        )
    };
    let mut document = head.to_owned();
    for line in text.lines() {
        document.push_str(indentation);
        document.push_str(line);
        document.push('\n');
    }
    document
}
