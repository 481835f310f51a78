//! What a reference turned out to be.

use serde::Serialize;

/// The answer to "what does this refer to?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Resolution<T> {
    /// This.
    Found(T),
    /// The name is in neither the workspace nor the account.
    Unknown {
        /// What was probably meant, as a reference.
        nearest: Option<String>,
    },
    /// The name is there, but in no version that fits.
    NoSuchVersion {
        /// The versions that are there, newest first.
        available: Vec<String>,
    },
    /// An ARN that may well be right; nothing was read of it yet.
    NotCached,
}

impl<T> Resolution<T> {
    /// What was found.
    pub fn found(&self) -> Option<&T> {
        match self {
            Self::Found(found) => Some(found),
            _ => None,
        }
    }

    /// The same with what was found changed.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Resolution<U> {
        match self {
            Self::Found(found) => Resolution::Found(change(found)),
            Self::Unknown { nearest } => Resolution::Unknown { nearest },
            Self::NoSuchVersion { available } => Resolution::NoSuchVersion { available },
            Self::NotCached => Resolution::NotCached,
        }
    }
}
