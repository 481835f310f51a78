//! The one error a face ever sees.
//!
//! Crates have their own `thiserror` enums; [`crate::failure`] turns each into this type, so that wording is
//! decided in one place and a face needs one table from [`Code`] to severity and action.

use serde::Serialize;
use ts_rs::TS;

/// What went wrong, in the distinctions a face acts on. A variant exists only if a face treats it differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The request itself is wrong; the same request will fail again.
    Invalid,
    /// What the request names does not exist.
    NotFound,
    /// The folder holds no resource that Ingot knows; the face offers another folder or the sample.
    NotAWorkspace,
    /// The file changed on disk since it was read; the face offers the three-way choice.
    ChangedOnDisk,
    /// The service could not be reached; cached data stays readable.
    Offline,
    /// Credentials are missing or expired; the face offers to sign in again.
    SignIn,
    /// AWS refused the action for this identity.
    Denied,
    /// AWS holds something else under this name or version.
    Conflict,
    /// A run that something else waited for ended FAILED or CANCELLED; the face leads to that run.
    RunFailed,
    /// The user cancelled it.
    Cancelled,
    /// A file could not be read or written.
    Io,
    /// A fault of Ingot's own.
    Internal,
}

/// A failure in plain words, with what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Error {
    pub code: Code,
    /// One sentence: what happened, to what.
    pub message: String,
    /// What the user can do, most useful first; may be empty.
    pub hints: Vec<String>,
    /// For support: AWS request id, operation, cause chain. Never a credential.
    pub detail: Option<String>,
    /// Whether the same request may succeed later without a change.
    pub retryable: bool,
}

impl Error {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            hints: Vec::new(),
            detail: None,
            retryable: matches!(code, Code::Offline),
        }
    }

    pub fn invalid(message: impl Into<String>) -> Self {
        Self::new(Code::Invalid, message)
    }

    pub fn not_found(message: impl Into<String>) -> Self {
        Self::new(Code::NotFound, message)
    }

    pub fn internal(message: impl Into<String>) -> Self {
        Self::new(Code::Internal, message)
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    #[must_use]
    pub fn retryable(mut self, retryable: bool) -> Self {
        self.retryable = retryable;
        self
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
