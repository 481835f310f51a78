//! Imported reports and their findings.

pub(crate) mod finding;
pub(crate) mod import;
pub(crate) mod query;
pub(crate) mod rejection;
pub(crate) mod report;
pub(crate) mod stored_words;
