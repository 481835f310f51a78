//! The workflows of a run and their steps.

use rusqlite::params;
use serde::{Deserialize, Serialize};

use crate::connection::Migration;
use crate::{Reader, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE run_workflows (
            run TEXT NOT NULL,
            position INTEGER NOT NULL,
            id TEXT NOT NULL,
            kind TEXT NOT NULL,
            status TEXT NOT NULL,
            message TEXT,
            started TEXT,
            ended TEXT,
            PRIMARY KEY (run, position)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE run_steps (
            run TEXT NOT NULL,
            workflow INTEGER NOT NULL,
            position INTEGER NOT NULL,
            name TEXT NOT NULL,
            action TEXT NOT NULL,
            status TEXT NOT NULL,
            message TEXT,
            started TEXT,
            ended TEXT,
            PRIMARY KEY (run, workflow, position)
          ) STRICT, WITHOUT ROWID;",
}];

/// One workflow of a run, with its steps in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunWorkflow {
    pub id: String,
    /// `BUILD`, `TEST` or `DISTRIBUTION`.
    pub kind: String,
    /// Image Builder's `WorkflowExecutionStatus`.
    pub status: String,
    pub message: Option<String>,
    pub started: Option<String>,
    pub ended: Option<String>,
    pub steps: Vec<RunStep>,
}

/// One step of a workflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunStep {
    pub name: String,
    pub action: String,
    /// `PENDING`, `SKIPPED`, `RUNNING`, `COMPLETED`, `FAILED` or `CANCELLED`.
    pub status: String,
    pub message: Option<String>,
    pub started: Option<String>,
    pub ended: Option<String>,
}

impl Writer<'_> {
    /// Replaces the workflows and steps of a run.
    pub fn put_run_steps(&mut self, run: &str, workflows: &[RunWorkflow]) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction
                .prepare_cached("DELETE FROM run_workflows WHERE run = ?")?
                .execute([run])?;
            transaction
                .prepare_cached("DELETE FROM run_steps WHERE run = ?")?
                .execute([run])?;
            let mut insert_workflow =
                transaction.prepare_cached("INSERT INTO run_workflows VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
            let mut insert_step =
                transaction.prepare_cached("INSERT INTO run_steps VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
            for (place, workflow) in (0i64..).zip(workflows) {
                insert_workflow.execute(params![
                    run,
                    place,
                    workflow.id,
                    workflow.kind,
                    workflow.status,
                    workflow.message,
                    workflow.started,
                    workflow.ended
                ])?;
                for (position, step) in (0i64..).zip(&workflow.steps) {
                    insert_step.execute(params![
                        run,
                        place,
                        position,
                        step.name,
                        step.action,
                        step.status,
                        step.message,
                        step.started,
                        step.ended
                    ])?;
                }
            }
            Ok(())
        })
    }
}

impl Reader<'_> {
    /// The workflows of a run in the order they were stored.
    pub fn run_steps(&self, run: &str) -> Result<Vec<RunWorkflow>, StoreError> {
        self.read(|connection| {
            let mut workflows = connection
                .prepare_cached(
                    "SELECT id, kind, status, message, started, ended FROM run_workflows WHERE run = ? ORDER BY position",
                )?
                .query_map([run], |row| {
                    Ok(RunWorkflow {
                        id: row.get(0)?,
                        kind: row.get(1)?,
                        status: row.get(2)?,
                        message: row.get(3)?,
                        started: row.get(4)?,
                        ended: row.get(5)?,
                        steps: Vec::new(),
                    })
                })?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let mut steps = connection.prepare_cached(
                "SELECT workflow, name, action, status, message, started, ended FROM run_steps
                 WHERE run = ? ORDER BY workflow, position",
            )?;
            let mut rows = steps.query([run])?;
            while let Some(row) = rows.next()? {
                let workflow = usize::try_from(row.get::<_, i64>(0)?).ok();
                if let Some(workflow) = workflow.and_then(|place| workflows.get_mut(place)) {
                    workflow.steps.push(RunStep {
                        name: row.get(1)?,
                        action: row.get(2)?,
                        status: row.get(3)?,
                        message: row.get(4)?,
                        started: row.get(5)?,
                        ended: row.get(6)?,
                    });
                }
            }
            Ok(workflows)
        })
    }
}
