//! Rules about phases.

mod never_run;

pub(super) use never_run::NeverRun;
