//! Rules about the YAML itself.

mod duplicate_key;
mod too_large;
mod unquoted_reference;
mod unreadable;

use super::Rule;
use duplicate_key::DuplicateKey;
use too_large::TooLarge;
use unquoted_reference::UnquotedReference;
use unreadable::Unreadable;

pub(super) const RULES: &[&dyn Rule] = &[&Unreadable, &DuplicateKey, &UnquotedReference, &TooLarge];
