//! Rules about how large a document may be.

mod inline_limit;

pub(super) use inline_limit::InlineLimit;
