//! What the user chose and Ingot remembers: profile, region, offline, recent workspaces. No secret ever stands here.

use std::path::{Path, PathBuf};

use ingot_workspace::{ContentHash, save};
use serde::{Deserialize, Serialize};

use crate::contract::{Code, Error};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub profile: String,
    pub region: Option<String>,
    /// Nothing is called over the network while this is set.
    pub offline: bool,
    /// Newest first.
    pub recent: Vec<String>,
}

const MOST_RECENT: usize = 8;

impl Default for Settings {
    fn default() -> Self {
        Self {
            profile: crate::session::SANDBOX.to_owned(),
            region: None,
            offline: false,
            recent: Vec::new(),
        }
    }
}

impl Settings {
    /// A missing file is a first start; a broken one is said and left where it is.
    pub fn load(file: &Path) -> (Self, Option<String>) {
        match std::fs::read(file) {
            Ok(bytes) => match serde_json::from_slice(&bytes) {
                Ok(settings) => (settings, None),
                Err(error) => (
                    Self::default(),
                    Some(format!(
                        "the settings in {} are not readable ({error}); using defaults",
                        file.display()
                    )),
                ),
            },
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => (Self::default(), None),
            Err(error) => (
                Self::default(),
                Some(format!("cannot read {} ({error}); using defaults", file.display())),
            ),
        }
    }

    pub fn save(&self, file: &Path) -> Result<(), Error> {
        let failed = |reason: String| {
            Error::new(Code::Io, format!("cannot save the settings: {reason}"))
                .hint("the choice holds until the program ends; check that the folder can be written")
        };
        let text = serde_json::to_string_pretty(self).map_err(|error| Error::internal(error.to_string()))?;
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(|error| failed(format!("{}: {error}", folder.display())))?;
        }
        // Another Ingot may have saved its settings meanwhile; the last choice holds.
        let present = std::fs::read(file).ok().map(|bytes| ContentHash::of(&bytes));
        save::save(file, &text, present.as_ref()).map_err(|error| failed(error.to_string()))?;
        Ok(())
    }

    pub fn opened(&mut self, workspace: &Path) {
        let path = workspace.to_string_lossy().into_owned();
        self.recent.retain(|other| *other != path);
        self.recent.insert(0, path);
        self.recent.truncate(MOST_RECENT);
    }

    /// The workspace that was open last, while it is still there.
    pub fn last_workspace(&self) -> Option<PathBuf> {
        self.recent.first().map(PathBuf::from).filter(|path| path.is_dir())
    }
}
