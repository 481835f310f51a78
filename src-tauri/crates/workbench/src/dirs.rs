//! Where Ingot keeps its own files.

use std::path::{Path, PathBuf};

use crate::contract::{Code, Error};

/// `$XDG_DATA_HOME/ingot` (cache, drafts, sandbox, sample) and `$XDG_CONFIG_HOME/ingot` (settings) on Linux, the
/// platform's own places elsewhere.
#[derive(Debug, Clone)]
pub struct Dirs {
    data: PathBuf,
    config: PathBuf,
}

impl Dirs {
    pub fn of_user() -> Result<Self, Error> {
        let dirs = directories::ProjectDirs::from("dev", "ingot", "ingot").ok_or_else(|| {
            Error::new(Code::Io, "no home directory for this user").hint("set HOME to a folder that can be written")
        })?;
        Ok(Self {
            data: dirs.data_dir().to_owned(),
            config: dirs.config_dir().to_owned(),
        })
    }

    /// Everything below one folder.
    pub fn below(folder: &Path) -> Self {
        Self {
            data: folder.join("data"),
            config: folder.join("config"),
        }
    }

    pub fn data(&self) -> &Path {
        &self.data
    }

    /// State of the embedded AWS.
    pub fn sandbox(&self) -> PathBuf {
        self.data.join("sandbox")
    }

    /// Reports that were fetched from a bucket.
    pub fn fetched(&self) -> PathBuf {
        self.data.join("fetched")
    }

    /// The copy of the sample workspace.
    pub fn sample(&self) -> PathBuf {
        self.data.join("acme-images")
    }

    pub fn settings_file(&self) -> PathBuf {
        self.config.join("settings.json")
    }
}
