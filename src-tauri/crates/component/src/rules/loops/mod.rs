//! Rules about `loop`.

use super::Rule;

pub(super) const RULES: &[&dyn Rule] = &[];
