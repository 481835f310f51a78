//! Rules about the fields of a step.

mod max_attempts;
mod on_failure;
mod timeout;

pub(super) use max_attempts::MaxAttempts;
pub(super) use on_failure::OnFailure;
pub(super) use timeout::Timeout;
