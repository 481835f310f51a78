//! The files that an export of AWS is written into.

use std::io::{BufWriter, Result, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::NamedTempFile;

use crate::contract::{Code, Error};

/// The files that an export is written into. Their names are ours: a key is AWS's text and leads nowhere.
pub struct Files {
    folder: PathBuf,
    name: String,
    ending: &'static str,
    /// What is written, and where it goes when all of it was.
    written: Mutex<Vec<(NamedTempFile, PathBuf)>>,
}

impl Files {
    /// Files in `folder`, whose names begin with `name`.
    pub fn new(folder: &Path, name: String, ending: &'static str) -> std::result::Result<Self, Error> {
        std::fs::create_dir_all(folder)
            .map_err(|error| Error::new(Code::Io, format!("{}: {error}", folder.display())))?;
        Ok(Self {
            folder: folder.to_owned(),
            name,
            ending,
            written: Mutex::default(),
        })
    }

    /// A file for the object of this key.
    pub fn open(&self, key: &str) -> Result<Box<dyn Write + Send>> {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        // `…/resource=i-0abc/….json` of an inventory tells instances apart over repeated exports.
        let resource: String = key
            .split('/')
            .find_map(|part| part.strip_prefix("resource="))
            .unwrap_or_default()
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
            .take(60)
            .collect();
        let name = match (resource.as_str(), written.len()) {
            ("", 0) => format!("{}.{}", self.name, self.ending),
            ("", number) => format!("{}-{}.{}", self.name, number + 1, self.ending),
            (resource, _) => format!("{}-{resource}.{}", self.name, self.ending),
        };
        let file = NamedTempFile::new_in(&self.folder)?;
        let handle = file.reopen()?;
        written.push((file, self.folder.join(name)));
        Ok(Box::new(BufWriter::new(handle)))
    }

    /// The files, each in its place; one of an earlier export is replaced.
    pub fn placed(self) -> std::result::Result<Vec<PathBuf>, Error> {
        let written = self.written.into_inner().unwrap_or_else(PoisonError::into_inner);
        written
            .into_iter()
            .map(|(file, path)| {
                file.persist(&path)
                    .map_err(|error| Error::new(Code::Io, format!("{}: {}", path.display(), error.error)))?;
                Ok(path)
            })
            .collect()
    }
}
