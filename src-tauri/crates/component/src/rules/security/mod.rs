//! Rules about what should not be in an image or a document.

use super::Rule;

pub(super) const RULES: &[&dyn Rule] = &[];
