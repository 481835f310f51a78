//! Rules about phases.

mod never_run;

use super::Rule;
use never_run::NeverRun;

pub(super) const RULES: &[&dyn Rule] = &[&NeverRun];
