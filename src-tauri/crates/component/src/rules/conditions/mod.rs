//! Rules about `if` and `Assert`.

use super::Rule;

pub(super) const RULES: &[&dyn Rule] = &[];
