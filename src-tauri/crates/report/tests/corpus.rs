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

use ingot_report::Finding;
use ingot_report::read::{self, Entry};

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

/// The number of findings, counted by another parser.
fn elements(bytes: &[u8]) -> u64 {
    let tree: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    let list = ["findings", "Findings"]
        .iter()
        .find_map(|key| tree.get(key))
        .unwrap_or(&tree);
    list.as_array().unwrap().len() as u64
}

#[test]
fn every_entry_of_a_published_listing_is_read() {
    let Some(folder) = corpus() else { return };
    let mut files = Vec::new();
    json_files(&folder, &mut files);
    let mut kinds = BTreeMap::new();
    for file in files {
        let bytes = fs::read(&file).unwrap();
        let mut rejected = Vec::new();
        let mut unnamed = 0;
        let summary = read::read(&&bytes[..], &mut |entry| {
            match entry {
                Entry::Rejected(rejection) => rejected.push(rejection),
                Entry::Findings { findings, .. } => {
                    unnamed += findings.iter().filter(|row| !is_named(row)).count();
                }
                _ => {}
            }
            ControlFlow::Continue(())
        })
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert_eq!(summary.entries, elements(&bytes), "{}", file.display());
        assert_eq!(rejected, [], "{}", file.display());
        assert_eq!(unnamed, 0, "{}", file.display());
        assert!(summary.broken_off.is_none() && !summary.more_pages);
        let seen: &mut (u64, u64) = kinds.entry(summary.format.name()).or_default();
        seen.0 += summary.entries;
        seen.1 += summary.rows;
    }
    eprintln!("entries and rows: {kinds:?}");
    assert!(
        kinds["inspector-findings-json"].0 >= 9 && kinds["security-hub-json"].0 >= 14,
        "{kinds:?}"
    );
}

/// Every published finding is about a vulnerability by its id, in an image and a resource.
fn is_named(row: &Finding) -> bool {
    (row.vulnerability.starts_with("CVE-") || row.vulnerability.starts_with("GHSA-"))
        && row.resource.is_some()
        && row.image.is_some()
        && row.status.is_some()
}
