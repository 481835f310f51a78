//! Rules about the scripts inside steps.

mod bare_reboot;

use super::Rule;
use bare_reboot::BareReboot;

pub(super) const RULES: &[&dyn Rule] = &[&BareReboot];
