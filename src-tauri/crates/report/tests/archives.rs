//! Packed files: every report in them is read, and what is no report is named.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{Cursor, Read, Write};
use std::ops::ControlFlow;

use flate2::Compression;
use flate2::write::GzEncoder;
use ingot_report::read::archive::{self, Member};
use ingot_report::read::{self, ReadError, Source, Summary};
use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn report(findings: usize) -> Vec<u8> {
    let finding = r#"{"severity": "LOW", "resources": [], "title": "t"}"#;
    format!(r#"{{"findings": [{}]}}"#, vec![finding; findings].join(",\n")).into_bytes()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (position, (name, content)) in members.iter().enumerate() {
        let method = if position % 2 == 0 {
            CompressionMethod::Deflated
        } else {
            CompressionMethod::Stored
        };
        archive
            .start_file(*name, SimpleFileOptions::default().compression_method(method))
            .unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn read_one(source: &dyn Source) -> Result<Summary, ReadError> {
    read::read(source, &mut |_| ControlFlow::Continue(()))
}

/// One line a member: its name, and what was read of it or why not.
fn told(file: &[u8]) -> String {
    let members = match archive::members(&file) {
        Ok(members) => members,
        Err(error) => return error.to_string(),
    };
    let line = |member: &Member<'_>| {
        let name = member.name().unwrap_or("the file");
        match (member.refused(), read_one(member)) {
            (Some(refused), Err(_)) => format!("{name}: refused: {refused}"),
            (Some(_), Ok(_)) => panic!("{name} is refused and read"),
            (None, Ok(summary)) => format!("{name}: {} entries", summary.entries),
            (None, Err(error)) => format!("{name}: {error}"),
        }
    };
    members.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_file_that_is_not_packed_is_its_own_report() {
    assert_eq!(told(&report(3)), "the file: 3 entries");
}

#[test]
fn gzip_is_unpacked_even_when_it_was_written_in_parts() {
    assert_eq!(told(&gzipped(&report(3))), "the file: 3 entries");
    let whole = report(3);
    let (first, second) = whole.split_at(40);
    assert_eq!(told(&[gzipped(first), gzipped(second)].concat()), "the file: 3 entries");
}

#[test]
fn a_gzip_that_was_cut_off_keeps_the_entries_before_the_cut() {
    let packed = gzipped(&report(60_000));
    let file = &packed[..packed.len() / 2];
    let members = archive::members(&file).unwrap();
    let summary = read_one(&members[0]).unwrap();
    assert!((15_000..45_000).contains(&summary.imported), "{summary:?}");
    let reason = summary.broken_off.unwrap().reason;
    assert_eq!(reason, "the compressed data ends before the report does");
}

#[test]
fn every_report_of_an_archive_is_read_and_the_rest_is_named() {
    let packed = gzipped(&report(2));
    let nested = zipped(&[("a.json", &report(1))]);
    let file = zipped(&[
        ("account-1/findings.json", &report(1)),
        ("account-2/findings.json", &report(2)),
        ("account-2/more.json.gz", &packed),
        ("../../etc/passwd.json", &report(1)),
        ("/root/\u{1b}[31mred.json", &report(1)),
        ("__MACOSX/account-1/._findings.json", b"mac"),
        ("account-1/.DS_Store", b"mac"),
        ("empty.json", b""),
        ("nested.zip", &nested),
        ("nested", &nested),
        ("readme.md", b"# Reports"),
    ]);
    insta::assert_snapshot!(told(&file), @r##"
    account-1/findings.json: 1 entries
    account-2/findings.json: 2 entries
    account-2/more.json.gz: 2 entries
    ../../etc/passwd.json: 1 entries
    /root/�[31mred.json: 1 entries
    nested.zip: refused: it is a ZIP archive inside an archive; unpack it and import what is in it
    nested: the report could not be read at line 1: it is a ZIP archive inside an archive; unpack it and import what is in it
    readme.md: not a report that can be read: it is neither JSON nor XML nor a table with a header that Ingot knows; Ingot reads reports of Amazon Inspector, EC2 Image Builder, Security Hub, Qualys, Trivy and Grype, CycloneDX and SPDX documents, and the KEV and EPSS lists; `docs/reports.md` names the forms
    "##);
}

#[test]
fn hundreds_of_reports_at_once() {
    let content = report(5);
    let names: Vec<_> = (0..700).map(|number| format!("{number}.json")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), content.as_slice())).collect();
    let file = zipped(&members);
    let file = file.as_slice();
    let members = archive::members(&file).unwrap();
    let entries: u64 = members.iter().map(|member| read_one(member).unwrap().entries).sum();
    assert_eq!((members.len(), entries), (700, 3500));
}

#[test]
fn a_member_that_is_encrypted_or_damaged_is_refused_alone() {
    let mut file = zipped(&[("a.json", &report(1)), ("b.json", &report(1)), ("c.json", &report(1))]);
    // The flag of encryption in the central directory, of the first member.
    let central = file.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    file[central + 8] |= 1;
    // The content of the second, which is stored.
    let second = file.windows(6).position(|bytes| bytes == b"b.json").unwrap();
    file[second + 10] = b'F';
    insta::assert_snapshot!(told(&file), @r##"
    a.json: refused: it is encrypted; unpack it first
    b.json: the report could not be read at line 1: the archive is damaged: the checksum of the member does not match
    c.json: 1 entries
    "##);
}

#[test]
fn a_bomb_is_refused_long_before_it_fills_memory() {
    /// Spaces without end, so that no reader gets to an entry.
    struct Spaces(u64);
    impl Read for Spaces {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            let count = into.len().min(usize::try_from(self.0).unwrap_or(usize::MAX));
            into[..count].fill(b' ');
            self.0 -= count as u64;
            Ok(count)
        }
    }
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    std::io::copy(&mut br#"{"findings": ["#.chain(Spaces(80 << 20)), &mut packed).unwrap();
    let file = packed.finish().unwrap();
    insta::assert_snapshot!(told(&file), @"the file: the report could not be read at line 1: it unpacks to more than 400 times its size; no report does that");
}

#[test]
fn what_only_begins_like_an_archive_is_said_to_be_damaged() {
    insta::assert_snapshot!(told(b"PK\x03\x04 and nothing of the kind"), @"the ZIP archive is damaged: invalid Zip archive: Could not find EOCD");
    insta::assert_snapshot!(told(b"\x1f\x8b and nothing of the kind"), @"the file: the report could not be read at line 1: the compressed data is damaged: invalid gzip header");
    insta::assert_snapshot!(told(b"\xfd7zXZ\0"), @"the file: not a report that can be read: it is compressed with xz; unpack it first");
}

proptest! {
    #[test]
    fn any_change_of_an_archive_ends_without_a_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut file = zipped(&[("a.json", &report(2)), ("b.json.gz", &gzipped(&report(1)))]);
        let at = at.index(file.len());
        if cut { file.truncate(at) } else { file[at] = byte }
        let _ = told(&file);
    }
}
