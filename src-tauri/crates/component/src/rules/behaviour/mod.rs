//! Rules about how Image Builder treats a document that AWSTOE would accept.

use super::Rule;

pub(super) const RULES: &[&dyn Rule] = &[];
