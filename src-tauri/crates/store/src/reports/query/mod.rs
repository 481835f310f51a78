//! Questions about findings: pages, facets, groups, comparisons. All run over the columns of the reports that are asked.

pub(crate) mod compare;
pub(crate) mod condition;
pub(crate) mod decided;
pub(crate) mod elsewhere;
pub(crate) mod facets;
pub(crate) mod groups;
pub(crate) mod order;
pub(crate) mod page;
pub(crate) mod pattern;
pub(crate) mod values;
pub(crate) mod words;

use std::collections::HashMap;
use std::sync::{Arc, RwLockReadGuard};

use ingot_report::query::Query;
use ingot_report::{Decision, Timestamp};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::about::ReportId;
use super::columns::kept::{Kept, Opened};
use super::columns::names::Names;
use super::columns::rows::Rows;
use decided::Decided;

/// Most rows of one page.
pub const LARGEST_PAGE: u32 = 200;

/// Which findings to show, and in which order.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingQuery {
    /// None at all means every report.
    pub reports: Vec<ReportId>,
    pub query: Query,
    /// Those that hold and those that expired.
    pub decisions: Arc<[Decision]>,
    pub now: Timestamp,
    pub sort: SortKey,
    pub descending: bool,
    pub offset: u64,
    /// At most [`LARGEST_PAGE`]; 0 asks for the total alone.
    pub limit: u32,
}

/// What findings are ordered by. What is not in the source comes last either way; equals come worst first (severity,
/// then EPSS), then as they were imported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortKey {
    #[default]
    Severity,
    Vulnerability,
    Package,
    Installed,
    Fixed,
    Epss,
    Kev,
    Exploited,
    Score,
    Layer,
    Origin,
    FirstSeen,
    /// Open, in triage, accepted, not affected, false positive, suppressed, closed.
    Status,
    Image,
    Path,
    PackageManager,
    Scanner,
}

impl FindingQuery {
    /// Everything of these reports, worst first, a whole page.
    pub fn of(reports: Vec<ReportId>, now: Timestamp) -> Self {
        Self {
            reports,
            query: Query::everything(),
            decisions: Arc::new([]),
            now,
            sort: SortKey::Severity,
            descending: true,
            offset: 0,
            limit: LARGEST_PAGE,
        }
    }
}

/// The reports that a question is about, with what it is answered from.
pub(crate) struct Asked<'a> {
    pub connection: &'a Connection,
    pub names: RwLockReadGuard<'a, Names>,
    pub reports: Vec<AskedReport>,
    pub decisions: &'a [Decision],
    pub now: Timestamp,
    /// For each search of the query, the passages that it finds.
    pub found: HashMap<String, Rows>,
}

pub(crate) struct AskedReport {
    pub opened: Arc<Opened>,
    pub decided: Decided,
}

impl<'a> Asked<'a> {
    /// Opens the reports; `ranked` if names will be ordered.
    pub fn open(
        kept: &'a Kept,
        connection: &'a Connection,
        reports: &[ReportId],
        query: &Query,
        decisions: &'a [Decision],
        now: Timestamp,
        ranked: bool,
    ) -> rusqlite::Result<Self> {
        let found = words::find(connection, query)?;
        let opened = kept.open(connection, reports)?;
        let names = if ranked { kept.sorted_names() } else { kept.names() };
        let reports = opened
            .into_iter()
            .map(|opened| AskedReport {
                decided: Decided::of(&opened, &names, decisions, now),
                opened,
            })
            .collect();
        Ok(Self {
            connection,
            names,
            reports,
            decisions,
            now,
            found,
        })
    }
}
