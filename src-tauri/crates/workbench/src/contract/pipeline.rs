//! Pipelines as authored, with what AWS last said of them.

use serde::Serialize;
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
pub struct PipelineView {
    pub name: String,
    pub description: Option<String>,
    pub recipe: Option<String>,
    pub infrastructure: Option<String>,
    pub distribution: Option<String>,
    pub regions: Vec<String>,
    pub instance_types: Vec<String>,
    /// As written, for example `cron(0 6 ? * mon *)`.
    pub schedule: Option<String>,
    pub timezone: Option<String>,
    pub enabled: bool,
    pub tests: bool,
    pub scanning: bool,
    pub file: String,
    /// Why this version does not publish it, in a sentence; `None` where it does.
    pub left_out: Option<String>,
    /// Whether AWS holds a pipeline of this name, by the cache; `None` when nothing was ever read.
    pub published: Option<bool>,
    /// The newest run of it that is known.
    pub last_run: Option<super::run::RunSummary>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct PipelineList {
    pub pipelines: Vec<PipelineView>,
    pub as_of: Option<String>,
}
