//! Accounts, organisational units and resource shares, as last read.

use serde::Serialize;
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
pub struct TargetList {
    pub accounts: Vec<AccountView>,
    pub as_of: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct AccountView {
    pub account: String,
    pub name: String,
    pub email: Option<String>,
    pub status: String,
    /// `Workloads / Production`
    pub ou_path: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ShareList {
    pub shares: Vec<ShareView>,
    pub as_of: Option<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct ShareView {
    pub name: String,
    pub status: String,
    pub principals: Vec<String>,
    pub resources: Vec<String>,
    pub allow_external_principals: bool,
}
