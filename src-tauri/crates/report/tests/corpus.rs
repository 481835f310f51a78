//! Published reports of others, read whole. They lie beside the repository, not in it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::disallowed_methods
)]

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use ingot_report::read::{self, Entry, ReadError};

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpora/inspector");
    if folder.is_dir() {
        Some(folder)
    } else {
        eprintln!("skipped: {} is not there", folder.display());
        None
    }
}

fn json_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            json_files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            into.push(path);
        }
    }
}

/// The number of elements under `findings`, counted by another parser.
fn elements(bytes: &[u8]) -> u64 {
    let tree: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    tree["findings"].as_array().unwrap().len() as u64
}

#[test]
fn every_entry_of_a_published_listing_is_read_and_nothing_else_is_taken_for_one() {
    let Some(folder) = corpus() else { return };
    let mut files = Vec::new();
    json_files(&folder, &mut files);
    let mut kinds = BTreeMap::new();
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let mut rejected = Vec::new();
        let outcome = read::read(&&bytes[..], &mut |entry| {
            if let Entry::Rejected(rejection) = entry {
                rejected.push(rejection);
            }
            ControlFlow::Continue(())
        });
        let listing = file.components().any(|part| part.as_os_str() == "aws_inspector2");
        match outcome {
            Ok(summary) => {
                assert!(listing, "{} is no listing", file.display());
                assert_eq!(summary.entries, elements(&bytes), "{}", file.display());
                assert_eq!(rejected, [], "{}", file.display());
                assert!(summary.broken_off.is_none() && !summary.more_pages);
                *kinds.entry("entries").or_insert(0) += summary.entries;
                *kinds.entry("rows").or_insert(0) += summary.rows;
            }
            Err(ReadError::NotAReport { reason }) => {
                assert!(!listing, "{}: {reason}", file.display());
                assert!(reason.contains("ASFF"), "{}: {reason}", file.display());
                *kinds.entry("refused").or_insert(0) += 1;
            }
            Err(error) => panic!("{}: {error}", file.display()),
        }
    }
    assert!(kinds["entries"] >= 9 && kinds["rows"] > kinds["entries"], "{kinds:?}");
    eprintln!("read {kinds:?}");
}
