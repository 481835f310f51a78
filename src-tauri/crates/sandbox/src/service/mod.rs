//! The services and their operations.

use serde_json::Value;

use crate::state::State;
use crate::wire::{ApiError, Call, Service};

pub(crate) mod control;
pub(crate) mod idempotency;
pub(crate) mod imagebuilder;
pub(crate) mod inspector;
pub(crate) mod logs;
pub(crate) mod organizations;
pub(crate) mod ram;
pub(crate) mod s3;
pub(crate) mod sts;

/// What an operation answers: the members of its output, or an AWS error.
pub(crate) type Answer = Result<Value, ApiError>;

/// When a call happens and how fast builds that begin now go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    /// Milliseconds since the epoch.
    pub now: i64,
    /// Milliseconds from the start of an image to AVAILABLE.
    pub build_millis: u64,
}

/// What an operation does: one that reads cannot change the state, one that writes works on a copy that takes
/// effect only when it answers and the file is written.
#[derive(Clone, Copy)]
pub(crate) enum Run {
    Reads(fn(&State, Moment, &Call) -> Answer),
    Writes(fn(&mut State, Moment, &Call) -> Answer),
}

/// One operation of a service and how a request names it.
pub(crate) struct Operation {
    pub name: &'static str,
    /// The HTTP method and path of REST services; `("POST", "/")` where a header or a form names the operation.
    pub http: (&'static str, &'static str),
    pub run: Run,
}

impl Service {
    pub(crate) fn operations(self) -> &'static [Operation] {
        match self {
            Service::ImageBuilder => imagebuilder::OPERATIONS,
            Service::Inspector => inspector::OPERATIONS,
            Service::Logs => logs::OPERATIONS,
            Service::Organizations => organizations::OPERATIONS,
            Service::Ram => ram::OPERATIONS,
            // Answered by `s3::respond`.
            Service::S3 => &[],
            Service::Sts => sts::OPERATIONS,
        }
    }
}
