//! Every fixture of every format, changed or cut off.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::any::holds;
use super::{Dribble, place, read_all};

/// The fixtures in the folders of that name beside this one.
fn fixtures(folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder)
        .join("fixtures");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .map(|file| (file.clone(), fs::read(file).unwrap()))
        .collect();
    files.sort();
    files
}

fn all() -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = fixtures("inspector");
    files.extend(fixtures("others"));
    files
}

#[test]
fn a_file_that_is_cut_off_anywhere_keeps_every_entry_before_the_cut() {
    for (file, bytes) in fixtures("inspector") {
        let (outcome, whole) = read_all(&bytes.as_slice());
        outcome.unwrap();
        for cut in 0..bytes.len() {
            let (outcome, entries) = read_all(&&bytes[..cut]);
            let line = bytes[..cut].iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
            // An entry that is followed by another one on an earlier line than the cut is whole.
            let before = whole.iter().skip(1).filter(|entry| place(entry).1 < line).count();
            assert!(
                entries.len() >= before && entries[..before] == whole[..before],
                "{} cut at {cut}: {before} of {} entries: {outcome:?}",
                file.display(),
                entries.len()
            );
        }
    }
}

#[test]
fn reading_a_file_again_gives_the_same_whatever_the_chunks() {
    for (file, bytes) in all() {
        let (outcome, whole) = read_all(&bytes.as_slice());
        let summary = outcome.unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        for step in [1, 7, 500] {
            let (again, same) = read_all(&Dribble { rest: &bytes, step });
            assert_eq!(again.unwrap(), summary, "{}", file.display());
            assert_eq!(same, whole, "{}", file.display());
        }
    }
}

#[test]
fn a_report_in_utf_16_reads_as_in_utf_8() {
    for (file, bytes) in all() {
        // What declares another encoding is not text of PowerShell.
        let Some(text) = String::from_utf8(bytes.clone())
            .ok()
            .filter(|text| !text.contains("indows-1252"))
        else {
            continue;
        };
        let units = std::iter::once('\u{feff}').chain(text.chars()).collect::<String>();
        let wide: Vec<u8> = units.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (summary, entries) = read_all(&bytes.as_slice());
        let (same, wide) = read_all(&wide.as_slice());
        assert_eq!(same.unwrap(), summary.unwrap(), "{}", file.display());
        assert_eq!(wide, entries, "{}", file.display());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn any_change_of_any_format_accounts_for_every_entry(
        which in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4u8, any::<u8>()), 1..4),
    ) {
        let files = all();
        let (_, mut bytes) = files[which.index(files.len())].clone();
        for (at, to, kind, byte) in changes {
            if bytes.is_empty() { break }
            let (at, to) = (at.index(bytes.len()), to.index(bytes.len()));
            let (from, to) = (at.min(to), at.max(to));
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.truncate(at),
                2 => drop(bytes.drain(from..to.min(from + 40))),
                // A part that comes twice.
                _ => {
                    let part = bytes[from..to.min(from + 400)].to_vec();
                    bytes.splice(to..to, part);
                }
            }
        }
        holds(&bytes);
    }
}
