//! What the workbench tells every open face without being asked.

use serde::Serialize;
use ts_rs::TS;

use super::job::JobView;

#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A job started, moved on or ended.
    Job { job: Box<JobView> },
    /// Files or drafts changed; views of the workspace are stale. `revision` 0 when it is not known.
    Workspace { revision: u64 },
    /// Rows of the cache changed.
    Cache { topic: Topic },
    /// Profile or connection changed.
    Session,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    Inventory,
    Runs,
    Scans,
    Targets,
}

impl Event {
    /// For a face that missed some: everything it shows may be stale.
    pub fn everything() -> Vec<Self> {
        let topics = [Topic::Inventory, Topic::Runs, Topic::Scans, Topic::Targets];
        let mut all: Vec<Self> = topics.into_iter().map(|topic| Self::Cache { topic }).collect();
        all.push(Self::Session);
        all.push(Self::Workspace { revision: 0 });
        all
    }
}
