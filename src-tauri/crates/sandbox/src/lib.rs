//! The embedded AWS: an HTTP server on loopback that answers the real AWS SDKs for the part of AWS that Ingot uses.
//!
//! It shares no code with the rest of Ingot, so that neither can hide the other's mistakes. Requests are dispatched by
//! the service and region of their SigV4 credential scope; signatures are not checked, and the account is always
//! 111122223333. Builds are not run: their course follows from when they began, so it goes on while no server runs.
//!
//! S3 has the bucket `sandbox-reports-111122223333` from the start and is addressed by path (`/bucket/key`);
//! Inspector's exports take any ARN of a KMS key.
//!
//! `/_sandbox/` is the way to look into a sandbox and steer it (header `x-ingot-sandbox: 1`): `GET state`,
//! `POST fail`, `POST pace`, `POST reset`.

pub use clock::Clock;
pub use config::{Pace, SandboxConfig};
pub use error::SandboxError;
pub use server::{Attached, Sandbox, attach};

mod clock;
mod config;
mod document;
mod error;
mod folder;
mod http;
mod identity;
mod office;
mod server;
mod service;
mod simulation;
mod state;
mod wire;
