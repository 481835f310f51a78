//! Who the program is in AWS, and whether it may talk to it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
pub struct SessionView {
    pub profile: String,
    pub kind: ProfileKind,
    pub region: String,
    /// Known after the first successful call.
    pub account: Option<String>,
    pub account_name: Option<String>,
    /// The role or user, shortened from the ARN.
    pub principal: Option<String>,
    pub connection: Connection,
    /// When AWS was last read in full (RFC 3339, UTC).
    pub last_sync: Option<String>,
    pub profiles: Vec<ProfileView>,
    pub version: String,
    /// Where the cache and the drafts are.
    pub data_dir: String,
    /// Said once at start, for example that a broken cache was set aside.
    pub notices: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProfileKind {
    Sandbox,
    Aws,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Connection {
    /// The last call was answered.
    Online,
    /// The last call was not answered.
    Unreachable,
    /// The user chose to work offline; nothing is called.
    Offline,
    /// Nothing was called yet.
    Unknown,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ProfileView {
    pub name: String,
    pub kind: ProfileKind,
    pub region: Option<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct UseProfile {
    pub profile: String,
    pub region: Option<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetOffline {
    /// `true` stops the sandbox too.
    pub offline: bool,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct FailNextRun {
    pub pipeline: String,
    /// A workflow step such as `ApplyBuildComponents`, or `component:phase:step` of a document.
    pub step: String,
}
