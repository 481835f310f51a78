//! How far long work has come.

use serde::{Deserialize, Serialize};

/// A step of long work; `total` may grow while lists are still being read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub done: usize,
    pub total: usize,
    /// What is being done now, e.g. `reading component sshd-hardening`.
    pub now: String,
}

/// Where progress is told; it must return at once.
pub type OnProgress<'a> = &'a (dyn Fn(Progress) + Send + Sync);
