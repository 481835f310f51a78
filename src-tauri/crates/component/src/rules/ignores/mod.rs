//! Rules about the comments that ignore other rules.

mod no_reason;
mod unknown_rule;
mod unused;

use super::Rule;
use no_reason::NoReason;
use unknown_rule::UnknownRule;
use unused::Unused;

pub(super) const RULES: &[&dyn Rule] = &[&NoReason, &UnknownRule, &Unused];
