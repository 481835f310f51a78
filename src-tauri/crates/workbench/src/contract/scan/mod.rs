//! Scan reports: coverage before counts, findings in pages, whose they are, and what was decided about them.
//!
//! `None` means "not in this source" throughout; times are RFC 3339 in UTC.

mod compare;
mod decide;
mod detail;
mod export;
mod finding;
mod import;
mod query;
mod report;
mod saved;
mod whose;

pub use compare::*;
pub use decide::*;
pub use detail::*;
pub use export::*;
pub use finding::*;
pub use import::*;
pub use query::*;
pub use report::*;
pub use saved::*;
pub use whose::*;
