//! Rules about the fields of a step.

mod max_attempts;
mod on_failure;
mod retry_without_overwrite;
mod timeout;

use super::Rule;
use max_attempts::MaxAttempts;
use on_failure::OnFailure;
use retry_without_overwrite::RetryWithoutOverwrite;
use timeout::Timeout;

pub(super) const RULES: &[&dyn Rule] = &[&MaxAttempts, &OnFailure, &RetryWithoutOverwrite, &Timeout];
