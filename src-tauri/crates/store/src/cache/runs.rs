//! Image builds, from the launch to their last state.

use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::inventory::Scope;
use super::{from_json, to_json};
use crate::connection::Migration;
use crate::{Reader, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE runs (
            id TEXT PRIMARY KEY,
            profile TEXT NOT NULL,
            account TEXT NOT NULL,
            region TEXT NOT NULL,
            pipeline TEXT,
            recipe TEXT,
            version TEXT,
            build INTEGER,
            status TEXT NOT NULL,
            reason TEXT,
            started TEXT,
            ended TEXT,
            failure TEXT NOT NULL,
            outputs TEXT NOT NULL,
            scan_state TEXT,
            as_of TEXT NOT NULL,
            followed INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID;
          CREATE INDEX runs_by_start ON runs (profile, started DESC);",
}];

/// One image build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The image build version ARN.
    pub id: String,
    pub scope: Scope,
    /// ARN of the pipeline; `None` for a build that none started.
    pub pipeline: Option<String>,
    /// Name of the recipe.
    pub recipe: Option<String>,
    /// Version of the recipe, `1.8.0`.
    pub version: Option<String>,
    /// Build number of that version.
    pub build: Option<u64>,
    /// Image Builder's `ImageStatus`: `PENDING` … `AVAILABLE`, `FAILED`, `CANCELLED`.
    pub status: String,
    pub reason: Option<String>,
    pub started: Option<String>,
    pub ended: Option<String>,
    pub failure: Option<RunFailure>,
    pub outputs: Vec<RunOutput>,
    /// Image Builder's `ImageScanStatus`: `PENDING` … `COMPLETED`.
    pub scan_state: Option<String>,
    pub as_of: String,
    /// Launched or followed from here.
    pub followed: bool,
}

/// Why a run failed, as far as AWS says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFailure {
    /// `BUILD`, `TEST` or `DISTRIBUTION`.
    pub workflow: Option<String>,
    /// The workflow's step.
    pub step: Option<String>,
    pub component: Option<RunFailureComponent>,
    pub message: String,
}

/// The step of a component document that failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFailureComponent {
    pub arn: String,
    pub name: String,
    pub phase: String,
    pub step: String,
    pub action: String,
    pub message: String,
}

/// An AMI that a run made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunOutput {
    pub region: String,
    pub account: String,
    /// `ami-…`
    pub image: String,
}

/// Which runs to list; `None` does not filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunQuery {
    pub profile: Option<String>,
    /// ARN of the pipeline.
    pub pipeline: Option<String>,
    pub followed: Option<bool>,
    /// 0 is no limit.
    pub limit: u32,
}

const COLUMNS: &str = "id, profile, account, region, pipeline, recipe, version, build, status, reason, started, ended, \
                       failure, outputs, scan_state, as_of, followed";

impl Writer<'_> {
    /// Stores the run's newest state. A run once followed stays so.
    pub fn put_run(&mut self, run: &Run) -> Result<(), StoreError> {
        self.put_runs(std::slice::from_ref(run))
    }

    /// [`Writer::put_run`] for several, in one transaction.
    pub fn put_runs(&mut self, runs: &[Run]) -> Result<(), StoreError> {
        self.write(|transaction| {
            let mut statement = transaction.prepare_cached(&format!(
                "INSERT INTO runs ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
                 ON CONFLICT DO UPDATE SET
                   profile = excluded.profile, account = excluded.account, region = excluded.region,
                   pipeline = coalesce(excluded.pipeline, pipeline), recipe = coalesce(excluded.recipe, recipe),
                   version = coalesce(excluded.version, version), build = coalesce(excluded.build, build),
                   status = excluded.status, reason = excluded.reason,
                   started = coalesce(excluded.started, started), ended = coalesce(excluded.ended, ended),
                   failure = excluded.failure, outputs = excluded.outputs,
                   scan_state = coalesce(excluded.scan_state, scan_state), as_of = excluded.as_of,
                   followed = max(followed, excluded.followed)"
            ))?;
            for run in runs {
                statement.execute(params![
                    run.id,
                    run.scope.profile,
                    run.scope.account,
                    run.scope.region,
                    run.pipeline,
                    run.recipe,
                    run.version,
                    run.build.and_then(|build| i64::try_from(build).ok()),
                    run.status,
                    run.reason,
                    run.started,
                    run.ended,
                    to_json(&run.failure)?,
                    to_json(&run.outputs)?,
                    run.scan_state,
                    run.as_of,
                    run.followed,
                ])?;
            }
            Ok(())
        })
    }
}

impl Reader<'_> {
    pub fn run(&self, id: &str) -> Result<Option<Run>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(&format!("SELECT {COLUMNS} FROM runs WHERE id = ?"))?
                .query_row([id], from_row)
                .optional()
        })
    }

    /// Newest start first; runs that have not started come before all.
    pub fn runs(&self, query: &RunQuery) -> Result<Vec<Run>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM runs
                     WHERE (?1 IS NULL OR profile = ?1) AND (?2 IS NULL OR pipeline = ?2)
                       AND (?3 IS NULL OR followed = ?3)
                     ORDER BY started IS NOT NULL, started DESC, id DESC LIMIT ?4"
                ))?
                .query_map(
                    params![
                        query.profile,
                        query.pipeline,
                        query.followed,
                        if query.limit == 0 { -1 } else { i64::from(query.limit) }
                    ],
                    from_row,
                )?
                .collect()
        })
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Run> {
    Ok(Run {
        id: row.get(0)?,
        scope: Scope {
            profile: row.get(1)?,
            account: row.get(2)?,
            region: row.get(3)?,
        },
        pipeline: row.get(4)?,
        recipe: row.get(5)?,
        version: row.get(6)?,
        build: row
            .get::<_, Option<i64>>(7)?
            .and_then(|build| u64::try_from(build).ok()),
        status: row.get(8)?,
        reason: row.get(9)?,
        started: row.get(10)?,
        ended: row.get(11)?,
        failure: from_json(row, 12)?,
        outputs: from_json(row, 13)?,
        scan_state: row.get(14)?,
        as_of: row.get(15)?,
        followed: row.get(16)?,
    })
}
