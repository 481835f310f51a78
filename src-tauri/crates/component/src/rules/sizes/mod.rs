//! Rules about how large a document may be.

mod inline_limit;

use super::Rule;
use inline_limit::InlineLimit;

pub(super) const RULES: &[&dyn Rule] = &[&InlineLimit];
