//! Component documents that other people wrote: valid ones must have no error, broken ones exactly
//! the errors that are really in them. The documents are not part of the repository.
#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::disallowed_methods)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use ingot_component::rules::{RuleSettings, check};
use ingot_component::{Diagnostic, Severity, Source};

/// Documents with errors, by the end of their path, with the rules they break.
const BROKEN: &[(&str, &[&str])] = &[
    // Every line is a comment.
    (
        "_deleted/teams/delius-iaps/components/iaps_server/powershell_core.yml",
        &["structure/wrong-type"],
    ),
    // Excerpts that start at `phases:`.
    ("toe-use-documents.0.yaml", &["structure/schema-version"]),
    ("toe-use-documents.1.yaml", &["structure/schema-version"]),
];

/// The same for excerpts of steps.
const BROKEN_STEPS: &[(&str, &[&str])] = &[
    // Windows paths in double quotes.
    ("image-builder-looping-constructs.4.yaml", &["yaml/unreadable"]),
    ("image-builder-looping-constructs.5.yaml", &["yaml/unreadable"]),
    // Comments that start with `//`.
    ("image-builder-looping-constructs.7.yaml", &["yaml/unreadable"]),
    // `commands` in S3Upload.
    ("image-builder-looping-constructs.8.yaml", &["actions/input-form"]),
    // The step's output follows it as JSON.
    ("toe-action-modules.20.yaml", &["yaml/unreadable"]),
    ("toe-action-modules.21.yaml", &["yaml/unreadable"]),
    ("toe-action-modules.22.yaml", &["yaml/unreadable"]),
    ("toe-action-modules.23.yaml", &["yaml/unreadable"]),
    // An item that is indented less than the others.
    ("toe-action-modules.48.yaml", &["yaml/unreadable"]),
    // `*log` without quotes.
    ("toe-action-modules.69.yaml", &["yaml/unreadable"]),
    ("toe-action-modules.70.yaml", &["yaml/unreadable"]),
    // Phases named after what they show.
    ("toe-action-modules.105.yaml", &["structure/no-phases"]),
    ("toe-action-modules.106.yaml", &["structure/no-phases"]),
    ("toe-action-modules.107.yaml", &["structure/no-phases"]),
];

#[test]
fn valid_documents_of_others_have_no_error() {
    let Some(corpora) = corpora() else { return };
    let mut files = Vec::new();
    for folder in ["components", "components-embedded", "components-from-guide"] {
        collect(&corpora.join(folder), &mut files);
    }
    let checked = compare(&files, BROKEN, str::to_owned);
    assert!(checked > 100, "only {checked} documents found");
}

#[test]
fn valid_steps_of_the_guide_have_no_error() {
    let Some(corpora) = corpora() else { return };
    let mut files = Vec::new();
    collect(&corpora.join("steps-from-guide"), &mut files);
    let checked = compare(&files, BROKEN_STEPS, as_document);
    assert!(checked > 80, "only {checked} excerpts found");
}

fn corpora() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpora");
    if !path.is_dir() {
        eprintln!("skipped: there are no corpora at ../shared/corpora beside the repository");
        return None;
    }
    Some(path)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, files)
        } else {
            files.push(path)
        }
    }
}

fn compare(files: &[PathBuf], broken: &[(&str, &[&str])], document: fn(&str) -> String) -> usize {
    let mut wrong = BTreeMap::new();
    let mut unseen: BTreeSet<&str> = broken.iter().map(|(end, _)| *end).collect();
    for path in files {
        let label = path.to_string_lossy();
        let text = fs::read_to_string(path).unwrap();
        let expected = broken.iter().find(|(end, _)| label.ends_with(end));
        if let Some((end, _)) = expected {
            unseen.remove(end);
        }
        let expected: BTreeSet<&str> = expected
            .into_iter()
            .flat_map(|(_, rules)| rules.iter().copied())
            .collect();
        let errors: Vec<Diagnostic> = check(&Source::new(label.clone(), document(&text)), &RuleSettings::default())
            .into_iter()
            .filter(|found| found.severity == Severity::Error)
            .collect();
        let rules: BTreeSet<&str> = errors.iter().map(|found| found.rule.as_str()).collect();
        if rules != expected {
            wrong.insert(label.into_owned(), errors);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(unseen, BTreeSet::new(), "documents that are no longer there");
    files.len()
}

/// An excerpt of the guide is a step, a list of steps, or a list of phases.
fn as_document(text: &str) -> String {
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
