//! The sample workspace, carried in the program.

use std::path::Path;

use include_dir::{Dir, include_dir};

use crate::contract::Error;
use crate::failure;

static SAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../../assets/sample-workspace");

/// Writes a copy into `folder`, which is new or empty, and makes it a Git repository.
pub fn write(folder: &Path) -> Result<(), Error> {
    let mut files = Vec::new();
    collect(&SAMPLE, &mut files);
    ingot_workspace::sample::write(folder, files)
        .map(|_| ())
        .map_err(|error| failure::sample(&error))
}

fn collect<'a>(folder: &'a Dir<'a>, files: &mut Vec<(String, &'a [u8])>) {
    files.extend(
        folder
            .files()
            .map(|file| (file.path().to_string_lossy().replace('\\', "/"), file.contents())),
    );
    for below in folder.dirs() {
        collect(below, files);
    }
}
