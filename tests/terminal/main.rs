//! Journeys in the terminal, through the built program: what scripts and people rely on.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stderr
)]

mod check;
mod configuration;
mod corpora;
mod diff;
mod editors;
mod explain;
mod fix;
mod formats;
mod journey;
mod program;
mod scan;
mod shellcheck;
