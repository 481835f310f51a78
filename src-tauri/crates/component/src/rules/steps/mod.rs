//! Rules about the fields of a step.

mod max_attempts;
mod on_failure;
mod timeout;

use super::Rule;
use max_attempts::MaxAttempts;
use on_failure::OnFailure;
use timeout::Timeout;

pub(super) const RULES: &[&dyn Rule] = &[&Timeout, &OnFailure, &MaxAttempts];
