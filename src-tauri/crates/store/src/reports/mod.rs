//! Imported reports and their findings.

pub(crate) mod about;
pub(crate) mod attribution;
pub(crate) mod columns;
pub(crate) mod finding;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod intake;
pub(crate) mod package;
pub(crate) mod part;
pub(crate) mod prepare;
pub(crate) mod query;
pub(crate) mod rejection;
pub(crate) mod report;
pub(crate) mod snapshot;
pub(crate) mod stored_words;
