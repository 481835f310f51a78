//! Jobs that have ended.

use rusqlite::params;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

use crate::connection::Migration;
use crate::{Reader, StoreError, Writer};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    version: 1,
    sql: "CREATE TABLE jobs (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            subject TEXT,
            outcome TEXT NOT NULL,
            message TEXT,
            started TEXT NOT NULL,
            ended TEXT NOT NULL
          ) STRICT;",
}];

/// Records beyond this many are forgotten, oldest first.
const KEPT: u32 = 500;

/// A job that has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRecord {
    /// The caller's word: `sync`, `launch`, `import` …
    pub kind: String,
    pub title: String,
    /// What it was about: a run, a report.
    pub subject: Option<String>,
    pub outcome: JobOutcome,
    /// The result or the error in a sentence. Never a secret.
    pub message: Option<String>,
    pub started: String,
    pub ended: String,
}

/// How a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobOutcome {
    Succeeded,
    Failed,
    Cancelled,
}

impl JobOutcome {
    const ALL: [Self; 3] = [Self::Succeeded, Self::Failed, Self::Cancelled];

    fn name(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}

impl ToSql for JobOutcome {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.name().into())
    }
}

impl FromSql for JobOutcome {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let name = value.as_str()?;
        Self::ALL
            .into_iter()
            .find(|outcome| outcome.name() == name)
            .ok_or(FromSqlError::InvalidType)
    }
}

impl Writer<'_> {
    /// Keeps the record of a job that has ended.
    pub fn put_job(&mut self, job: &JobRecord) -> Result<(), StoreError> {
        self.write(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT INTO jobs (kind, title, subject, outcome, message, started, ended)
                     VALUES (?, ?, ?, ?, ?, ?, ?)",
                )?
                .execute(params![
                    job.kind,
                    job.title,
                    job.subject,
                    job.outcome,
                    job.message,
                    job.started,
                    job.ended
                ])?;
            transaction
                .prepare_cached("DELETE FROM jobs WHERE id NOT IN (SELECT id FROM jobs ORDER BY id DESC LIMIT ?)")?
                .execute([KEPT])?;
            Ok(())
        })
    }
}

impl Reader<'_> {
    /// The last `limit` jobs, newest first.
    pub fn jobs(&self, limit: u32) -> Result<Vec<JobRecord>, StoreError> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "SELECT kind, title, subject, outcome, message, started, ended FROM jobs ORDER BY id DESC LIMIT ?",
                )?
                .query_map([limit], |row| {
                    Ok(JobRecord {
                        kind: row.get(0)?,
                        title: row.get(1)?,
                        subject: row.get(2)?,
                        outcome: row.get(3)?,
                        message: row.get(4)?,
                        started: row.get(5)?,
                        ended: row.get(6)?,
                    })
                })?
                .collect()
        })
    }
}
