//! The two SQLite files of Ingot, and the only crate that knows SQL.
//!
//! `cache.sqlite` holds what AWS said and what was imported; it may be deleted, a sync and a re-import bring it
//! back. `drafts.sqlite` holds edits that are not saved to the workspace yet and must outlive a crash.
//!
//! Reading and writing go through different types ([`Reader`], [`Writer`], [`DraftBook`]). Every write is one
//! transaction: what was stored before stays whole when a write is broken off, by an error or by a kill. Several
//! processes may have the files open. Nothing here reads a clock: times are RFC 3339 text in UTC from the caller,
//! kept as given.

mod cache;
mod connection;
mod drafts;
mod error;
mod reports;
mod store;

pub use cache::image_packages::ImagePackage;
pub use cache::inventory::Scope;
pub use cache::run_logs::{LogLine, LogPage};
pub use cache::run_steps::{RunStep, RunWorkflow};
pub use cache::runs::{Run, RunFailure, RunFailureComponent, RunOutput, RunQuery};
pub use cache::shares::{Share, SharePrincipal, ShareResource};
pub use cache::sync_state::SyncState;
pub use cache::targets::{Account, OrganisationalUnit, Targets};
pub use drafts::{Base, Draft, DraftSummary, HistoryStep};
pub use error::{Notice, StoreError};
pub use reports::about::{Coverage, NewReport, Report, ReportId, ReportSource, Tells};
pub use reports::finding::{DecisionMatch, FindingId, FindingRow, StoredFinding};
pub use reports::history::FindingEvent;
pub use reports::import::{Import, ImportError, ImportOutcome, ImportProgress};
pub use reports::query::compare::{Change, ChangeCount, CompareQuery, ComparedRow, Comparison};
pub use reports::query::elsewhere::Elsewhere;
pub use reports::query::facets::{Facet, FacetCount, FacetKey, FacetValue, Facets};
pub use reports::query::groups::{Group, GroupBy, GroupPage, GroupSort};
pub use reports::query::page::FindingPage;
pub use reports::query::{FindingQuery, LARGEST_PAGE, SortKey};
pub use reports::snapshot::{Snapshot, Snapshots};
pub use store::{DraftBook, Reader, Store, Writer};
