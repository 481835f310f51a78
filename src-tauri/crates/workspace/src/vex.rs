//! The files that hold decisions about findings: OpenVEX documents in the folder `vex`.
//!
//! What stands in them is `ingot_report::vex`'s business; here they are texts that are found, read and saved.

use std::fs;
use std::path::Path;

use crate::discover::{Stat, relative};
use crate::file::{ContentHash, MAX_FILE_BYTES, ReadError, read_bounded};
use crate::{SaveError, Saved, Workspace};

/// The folder they are in.
pub(crate) const FOLDER: &str = "vex";
/// How their names end.
const ENDING: &str = ".openvex.json";
/// Most files that are read.
const MOST: usize = 2_000;

/// A file of decisions as it is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VexFile {
    /// Relative to the workspace, with `/`.
    pub path: String,
    /// Its text, or why it cannot be read.
    pub text: Result<String, String>,
    /// What a save expects to find; `None` if it could not be read.
    pub hash: Option<ContentHash>,
}

/// Where the decisions about an image are kept; of every image with `None`.
pub fn vex_path(image: Option<&str>) -> String {
    let is_safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name: String = image
        .unwrap_or("every-image")
        .chars()
        .take(100)
        .map(|c| if is_safe(c) { c } else { '-' })
        .collect();
    // A name that begins with a dot would be a hidden file.
    let name = name.trim_start_matches('.');
    format!("{FOLDER}/{}{ENDING}", if name.is_empty() { "unnamed" } else { name })
}

/// Whether `path` is a file of decisions or the folder that they are in.
pub(crate) fn holds_decisions(root: &Path, path: &Path) -> bool {
    relative(root, path).is_some_and(|name| {
        name == FOLDER
            || name
                .strip_prefix(FOLDER)
                .and_then(|rest| rest.strip_prefix('/'))
                .is_some_and(is_name)
    })
}

/// Whether a file with this name in the folder holds decisions.
fn is_name(name: &str) -> bool {
    name.ends_with(ENDING) && !name.starts_with('.') && !name.contains('/')
}

impl Workspace {
    /// Every file of decisions, by name. None at all where there is no such folder.
    pub fn vex_files(&self) -> Vec<VexFile> {
        self.vex_paths().iter().filter_map(|path| self.vex_file(path)).collect()
    }

    /// What `stat` says of each.
    pub(crate) fn vex_stats(&self) -> impl Iterator<Item = (String, Stat)> {
        self.vex_paths().into_iter().filter_map(|path| {
            let metadata = fs::metadata(self.locate(&path)?).ok()?;
            Some((path, Stat::of(&metadata)))
        })
    }

    fn vex_paths(&self) -> Vec<String> {
        let Some(folder) = self.locate(FOLDER) else {
            return Vec::new();
        };
        let mut paths: Vec<String> = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| is_name(name))
            .take(MOST)
            .map(|name| format!("{FOLDER}/{name}"))
            .collect();
        paths.sort_unstable();
        paths
    }

    /// The file of decisions at `path`; `None` if there is none.
    pub fn vex_file(&self, path: &str) -> Option<VexFile> {
        let unreadable = |why: String| VexFile {
            path: path.to_owned(),
            text: Err(why),
            hash: None,
        };
        let Some(disk) = self.locate(path) else {
            return Some(unreadable("it is a link that leads out of the workspace".to_owned()));
        };
        match read_bounded(&disk) {
            Ok(read) => {
                let hash = Some(ContentHash::of(&read.bytes));
                let text = String::from_utf8(read.bytes).map_err(|_| "it is not UTF-8".to_owned());
                Some(VexFile {
                    path: path.to_owned(),
                    text,
                    hash,
                })
            }
            Err(ReadError::TooLarge(_)) => {
                let most = MAX_FILE_BYTES / (1024 * 1024);
                Some(unreadable(format!("it is larger than {most} MB")))
            }
            Err(ReadError::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(ReadError::Io(error)) => Some(unreadable(error.to_string())),
        }
    }

    /// Writes a file of decisions, with its folder if that is missing. `expected` is the hash of what the text was made
    /// from; `None` where there should be no file.
    ///
    /// # Errors
    /// [`SaveError::Outside`] for a path that is none of [`vex_path`]'s form, else as [`Workspace::save`].
    pub fn save_vex(&self, path: &str, text: &str, expected: Option<&ContentHash>) -> Result<Saved, SaveError> {
        let name = path.strip_prefix(FOLDER).and_then(|rest| rest.strip_prefix('/'));
        let folder = self.locate(FOLDER).filter(|_| name.is_some_and(is_name));
        let Some(folder) = folder else {
            return Err(SaveError::Outside { path: path.to_owned() });
        };
        fs::create_dir_all(&folder).map_err(|source| SaveError::FolderNotWritable { folder, source })?;
        self.save(path, text, expected)
    }
}
