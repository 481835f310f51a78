//! Rules about what the instance profile must allow.

use super::Rule;

pub(super) const RULES: &[&dyn Rule] = &[];
