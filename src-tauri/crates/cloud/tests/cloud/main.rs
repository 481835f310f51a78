//! The crate against AWS as it can be: the sandbox, and prepared answers for what the sandbox never does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod exports;
mod findings;
mod following;
mod inventory;
mod isolation;
mod organisation;
mod publishing;
mod reports;
mod sandbox;
mod support;
mod workspace;
