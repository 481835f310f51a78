//! Ways to look at findings that are saved.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::finding::{FindingSort, GroupBy};

#[derive(Debug, Clone, Serialize, TS)]
pub struct ViewList {
    pub views: Vec<SavedView>,
    /// Why the file of views could not be read.
    pub problem: Option<String>,
}

/// A way to look at findings, saved in the workspace.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, TS)]
pub struct SavedView {
    pub name: String,
    pub query: String,
    pub group: Option<GroupBy>,
    pub sort: FindingSort,
    pub descending: bool,
    /// Keys of the shown columns, in order; empty for the usual ones.
    pub columns: Vec<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct ViewName {
    pub name: String,
}
