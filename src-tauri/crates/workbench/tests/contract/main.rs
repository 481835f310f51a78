//! What the workbench promises to every face, through the contract's own functions.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

mod broken;
mod compare;
mod drafts;
mod launch;
mod recipes;
mod resources;
mod scans;
mod scans_of_aws;

use std::path::Path;

use ingot_workbench::contract::workspace::CreateSample;
use ingot_workbench::{Options, Workbench, commands};

/// A workbench on a copy of the sample workspace, everything below `home`.
async fn on_sample(home: &Path, endpoint: Option<String>) -> Workbench {
    let workbench = Workbench::start(Options {
        home: Some(home.to_owned()),
        endpoint,
        ..Options::default()
    })
    .unwrap();
    commands::workspace::sample(&workbench, CreateSample { into: None })
        .await
        .unwrap();
    workbench
}
