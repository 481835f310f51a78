//! Archives: any bytes, any content packed with gzip, and any change of what was packed.
#![no_main]

use std::io::{Read, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use ingot_report::read::Source;
use ingot_report::read::archive;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    members(bytes);
    if let Some((at, content)) = bytes.split_first() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(content).expect("memory takes it");
        let mut packed = packed.finish().expect("memory takes it");
        let length = packed.len();
        if let Some(byte) = packed.get_mut(usize::from(*at) % length) {
            *byte ^= at;
        }
        members(&packed);
    }
});

fn members(file: &[u8]) {
    let Ok(members) = archive::members(&file) else {
        return;
    };
    for member in members {
        assert!(member.name().is_none_or(|name| !name.contains(char::is_control)));
        let Ok(content) = member.open() else { continue };
        assert!(member.refused().is_none());
        // As far as a reader would go that finds nothing.
        let _ = std::io::copy(&mut content.take(1 << 20), &mut std::io::sink());
    }
}
