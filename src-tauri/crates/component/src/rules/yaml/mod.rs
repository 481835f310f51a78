//! Rules about the YAML itself.

mod duplicate_key;
mod too_large;
mod unquoted_reference;
mod unreadable;

pub(super) use duplicate_key::DuplicateKey;
pub(super) use too_large::TooLarge;
pub(super) use unquoted_reference::UnquotedReference;
pub(super) use unreadable::Unreadable;
