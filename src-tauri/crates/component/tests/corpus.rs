//! Component documents that other people wrote: valid ones must have no error, broken ones exactly
//! the errors that are really in them. The documents are not part of the repository.
#![allow(clippy::unwrap_used, clippy::print_stderr, clippy::disallowed_methods)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use common::corpus::{as_document, documents, root, texts};
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
    let Some(root) = root() else { return };
    let folders = ["components", "components-embedded", "components-from-guide"];
    let files: Vec<_> = folders.iter().flat_map(|folder| texts(&root.join(folder))).collect();
    compare(&files, BROKEN);
    assert!(files.len() > 100, "only {} documents found", files.len());
}

#[test]
fn valid_steps_of_the_guide_have_no_error() {
    let Some(root) = root() else { return };
    let excerpts = texts(&root.join("steps-from-guide")).into_iter();
    let files: Vec<_> = excerpts.map(|(path, text)| (path, as_document(&text))).collect();
    compare(&files, BROKEN_STEPS);
    assert!(files.len() > 80, "only {} excerpts found", files.len());
}

/// How often each rule speaks, for people: `cargo test --test corpus -- --nocapture`.
#[test]
fn what_the_rules_say_of_documents_of_others() {
    let Some(files) = documents() else { return };
    let mut hits: BTreeMap<_, usize> = BTreeMap::new();
    for (path, text) in &files {
        for found in findings(path, text) {
            *hits.entry((found.severity, found.rule)).or_default() += 1;
        }
    }
    eprintln!("{} documents", files.len());
    for ((severity, rule), hits) in &hits {
        eprintln!("{hits:5} {severity:?} {rule}");
    }
}

fn findings(path: &Path, text: &str) -> Vec<Diagnostic> {
    check(&Source::new(path.to_string_lossy(), text), &RuleSettings::default())
}

fn compare(files: &[(PathBuf, String)], broken: &[(&str, &[&str])]) {
    let mut wrong = BTreeMap::new();
    let mut unseen: BTreeSet<&str> = broken.iter().map(|(end, _)| *end).collect();
    for (path, text) in files {
        let label = path.to_string_lossy();
        let expected = broken.iter().find(|(end, _)| label.ends_with(end));
        if let Some((end, _)) = expected {
            unseen.remove(end);
        }
        let expected: BTreeSet<&str> = expected
            .into_iter()
            .flat_map(|(_, rules)| rules.iter().copied())
            .collect();
        let mut errors = findings(path, text);
        errors.retain(|found| found.severity == Severity::Error);
        let rules: BTreeSet<&str> = errors.iter().map(|found| found.rule.as_str()).collect();
        if rules != expected {
            wrong.insert(label.into_owned(), errors);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(unseen, BTreeSet::new(), "documents that are no longer there");
}
