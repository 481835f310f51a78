//! The workspace's own settings; nothing here goes to AWS.

use super::shape::shape;
use super::{CheckConfiguration, Guardrail, ScanConfiguration};

shape! {
    /// `ingot.yaml` at the root of a workspace.
    pub struct Workspace as "a workspace" {
        /// What people call it.
        "name" => name: Option<String>,
        /// What it is for.
        "description" => description: Option<String>,
        /// Who owns what has no `Owner` tag.
        "owner" => owner: Option<String>,
        /// How its files are checked.
        "check" => check: CheckConfiguration,
        /// What its recipes must keep to, and those of the workspaces that inherit it.
        "guardrails" => guardrails: Vec<Guardrail>,
        /// Other `ingot.yaml` files whose guardrails hold here too; paths relative to this file.
        "inherit" => inherit: Vec<String>,
        /// Components that the palette offers first.
        "favourites" => favourites: Vec<String>,
        /// What is expected of scan reports.
        "scan" => scan: ScanConfiguration,
    }
}
