//! Rules about phases.

mod never_run;
mod order;

use super::Rule;
use never_run::NeverRun;
use order::Order;

pub(super) const RULES: &[&dyn Rule] = &[&NeverRun, &Order];
