//! Vulnerability reports: streaming readers, one model of a finding, and the attribution of a finding to a layer.
//!
//! Pure: no files, clocks, threads or output. Readers take any [`std::io::Read`] and hand over one entry at a
//! time, so a report of any size is read in bounded memory. What a report does not say is `None` here, never
//! `false`: "no exploit known" and "this source does not tell" must not look alike.

mod attribution;
pub mod cvss;
mod decision;
pub mod export;
mod identity;
mod model;
mod newer;
mod package;
pub mod query;
pub mod read;
mod timestamp;
mod version;
pub mod vex;

pub use attribution::{Ancestor, Attribution, Inventory, Layer, Lineage};
pub use decision::{Decision, DecisionState, Justification};
pub use identity::FindingKey;
pub use model::{Finding, FindingStatus, FixAvailable, Scanner, Score, Severity, SeverityCounts};
pub use newer::{Inherited, NewerBuild, Outlook};
pub use package::Package;
pub use timestamp::{InvalidTimestamp, Timestamp};
pub use version::{VersionOrder, without_zero_epoch};
