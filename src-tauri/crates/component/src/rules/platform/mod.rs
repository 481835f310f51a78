//! Rules about what works on which platform.

use super::Rule;

pub(super) const RULES: &[&dyn Rule] = &[];
