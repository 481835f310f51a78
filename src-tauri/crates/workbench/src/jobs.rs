//! Long work: every job has progress, a cancel that takes effect at once, and a result or an error.
//!
//! The registry knows nothing of what a job does. Work runs as a task of the runtime; cancelling drops the future
//! at its next await, so work that must clean up listens to its own token first.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

use crate::clock;
use crate::contract::scan::{ExportFindings, FetchReport};
use crate::contract::{Code, Error, Event, JobKind, JobState, JobView, Progress};
use crate::launch::Launch;

/// Progress is told at most this often; the last word is always told.
const TELL_EVERY: std::time::Duration = std::time::Duration::from_millis(80);
/// Finished jobs beyond this many are forgotten, oldest first.
const KEEP_FINISHED: usize = 50;

/// How a job that failed or was cancelled is taken up again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resume {
    Sync,
    Launch(Launch),
    Publish { recipes: Vec<String> },
    Follow { run: String },
    Import { files: Vec<String> },
    Fetch(Box<FetchReport>),
    Export(Box<ExportFindings>),
}

#[derive(Clone)]
pub struct Jobs {
    records: Arc<Mutex<BTreeMap<u64, Record>>>,
    events: broadcast::Sender<Event>,
}

struct Record {
    view: JobView,
    resume: Option<Resume>,
    cancel: CancellationToken,
    /// Ends when the job does; `wait` listens to it.
    finished: CancellationToken,
    told: std::time::Instant,
    import: Option<crate::contract::scan::ImportSummary>,
}

/// What a job's work is given.
#[derive(Clone)]
pub struct Job {
    id: u64,
    jobs: Jobs,
    pub cancel: CancellationToken,
}

impl Jobs {
    pub fn new(events: broadcast::Sender<Event>) -> Self {
        Self {
            records: Arc::default(),
            events,
        }
    }

    /// Starts `work` and answers the job's id at once.
    pub fn start<F, W>(&self, kind: JobKind, title: String, resume: Option<Resume>, work: F) -> String
    where
        F: FnOnce(Job) -> W,
        W: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let cancel = CancellationToken::new();
        let finished = CancellationToken::new();
        let id = {
            let mut records = self.lock();
            let id = records.last_key_value().map_or(1, |(last, _)| last + 1);
            let view = JobView {
                job: id.to_string(),
                kind,
                title,
                state: JobState::Running,
                progress: Progress::default(),
                error: None,
                subject: None,
                started: clock::now(),
                ended: None,
                resumable: false,
            };
            let record = Record {
                view,
                resume,
                cancel: cancel.clone(),
                finished: finished.clone(),
                told: std::time::Instant::now(),
                import: None,
            };
            let _ = self.events.send(Event::Job {
                job: Box::new(record.view.clone()),
            });
            records.insert(id, record);
            id
        };
        let job = Job {
            id,
            jobs: self.clone(),
            cancel: cancel.clone(),
        };
        let jobs = self.clone();
        let work = work(job);
        // In a task of its own, so that a fault in it ends the job like any other error.
        let worker = tokio::spawn(async move {
            tokio::select! {
                biased;
                outcome = work => outcome,
                () = cancel.cancelled() => Err(Error::new(Code::Cancelled, "cancelled")),
            }
        });
        tokio::spawn(async move {
            let outcome = worker
                .await
                .unwrap_or_else(|fault| Err(Error::internal(format!("the job ended by a fault of Ingot: {fault}"))));
            jobs.finish(id, outcome);
            finished.cancel();
        });
        id.to_string()
    }

    /// Newest first.
    pub fn list(&self) -> Vec<JobView> {
        self.lock().values().rev().map(|record| record.view.clone()).collect()
    }

    pub fn get(&self, job: &str) -> Result<JobView, Error> {
        self.with(job, |record| record.view.clone())
    }

    pub fn resume_of(&self, job: &str) -> Result<Option<Resume>, Error> {
        self.with(job, |record| record.resume.clone().filter(|_| record.view.resumable))
    }

    /// Asks the job to stop; its work ends at its next await.
    pub fn cancel(&self, job: &str) -> Result<JobView, Error> {
        self.with(job, |record| {
            record.cancel.cancel();
            record.view.clone()
        })
    }

    /// For a change of profile and for going offline: what talks to AWS stops. Imports and exports go on.
    pub fn cancel_what_calls_aws(&self) {
        for record in self
            .lock()
            .values()
            .filter(|record| !matches!(record.view.kind, JobKind::Import | JobKind::Export))
        {
            record.cancel.cancel();
        }
    }

    pub fn imported(&self, job: &str) -> Result<Option<crate::contract::scan::ImportSummary>, Error> {
        self.with(job, |record| record.import.clone())
    }

    /// Waits until the job has ended and answers its last state.
    pub async fn wait(&self, job: &str) -> Result<JobView, Error> {
        let finished = self.with(job, |record| record.finished.clone())?;
        finished.cancelled().await;
        self.get(job)
    }

    /// The running job whose subject this is.
    pub fn running_for(&self, subject: &str) -> Option<String> {
        self.lock()
            .values()
            .find(|record| record.view.state == JobState::Running && record.view.subject.as_deref() == Some(subject))
            .map(|record| record.view.job.clone())
    }

    fn finish(&self, id: u64, outcome: Result<(), Error>) {
        let mut records = self.lock();
        if let Some(record) = records.get_mut(&id) {
            record.view.ended = Some(clock::now());
            match outcome {
                Ok(()) => record.view.state = JobState::Succeeded,
                Err(error) => {
                    record.view.state = if error.code == Code::Cancelled {
                        JobState::Cancelled
                    } else {
                        JobState::Failed
                    };
                    record.view.resumable = record.resume.is_some();
                    record.view.error = Some(error);
                }
            }
            let _ = self.events.send(Event::Job {
                job: Box::new(record.view.clone()),
            });
        }
        let finished: Vec<u64> = records
            .iter()
            .filter(|(_, record)| record.view.state != JobState::Running)
            .map(|(id, _)| *id)
            .collect();
        for id in finished.iter().take(finished.len().saturating_sub(KEEP_FINISHED)) {
            records.remove(id);
        }
    }

    fn with<T>(&self, job: &str, read: impl FnOnce(&mut Record) -> T) -> Result<T, Error> {
        let mut records = self.lock();
        job.parse()
            .ok()
            .and_then(|id: u64| records.get_mut(&id))
            .map(read)
            .ok_or_else(|| Error::not_found(format!("no job {job} in this session")))
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Record>> {
        self.records.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Job {
    pub fn id(&self) -> String {
        self.id.to_string()
    }

    /// `total` 0 means that the end is not known.
    pub fn progress(&self, done: u32, total: u32, now: impl Into<String>) {
        self.change(|record| {
            let progress = Progress {
                done,
                total,
                now: now.into(),
            };
            let tell = record.view.progress.now != progress.now || record.told.elapsed() >= TELL_EVERY;
            record.view.progress = progress;
            tell
        });
    }

    /// What the job is about, once it is known.
    pub fn subject(&self, subject: impl Into<String>) {
        self.change(|record| {
            record.view.subject = Some(subject.into());
            true
        });
    }

    /// Keeps what an import found, for `scan.imported`.
    pub fn imported(&self, summary: crate::contract::scan::ImportSummary) {
        self.change(|record| {
            record.import = Some(summary);
            false
        });
    }

    pub fn resume_with(&self, resume: Resume) {
        self.change(|record| {
            record.resume = Some(resume);
            false
        });
    }

    fn change(&self, change: impl FnOnce(&mut Record) -> bool) {
        let mut records = self.jobs.lock();
        if let Some(record) = records.get_mut(&self.id)
            && change(record)
        {
            record.told = std::time::Instant::now();
            let _ = self.jobs.events.send(Event::Job {
                job: Box::new(record.view.clone()),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn jobs() -> (Jobs, broadcast::Receiver<Event>) {
        let (events, receiver) = broadcast::channel(64);
        (Jobs::new(events), receiver)
    }

    #[tokio::test]
    async fn a_job_that_is_cancelled_stops_and_says_so() {
        let (jobs, _events) = jobs();
        let id = jobs.start(JobKind::Sync, "sync".into(), Some(Resume::Sync), |_| async {
            std::future::pending::<()>().await;
            Ok(())
        });
        jobs.cancel(&id).unwrap();
        let view = jobs.wait(&id).await.unwrap();
        assert_eq!(view.state, JobState::Cancelled);
        assert!(view.resumable, "a cancelled sync can be taken up again");
        assert_eq!(jobs.resume_of(&id).unwrap(), Some(Resume::Sync));
    }

    #[tokio::test]
    async fn a_failed_job_keeps_its_error_and_a_finished_one_cannot_be_resumed() {
        let (jobs, mut events) = jobs();
        let failed = jobs.start(JobKind::Import, "import".into(), None, |job| async move {
            job.progress(1, 2, "reading");
            Err(Error::invalid("not a report"))
        });
        let view = jobs.wait(&failed).await.unwrap();
        assert_eq!(view.state, JobState::Failed);
        assert_eq!(view.error.unwrap().message, "not a report");
        assert_eq!(view.progress.now, "reading");

        let done = jobs.start(JobKind::Sync, "sync".into(), Some(Resume::Sync), |_| async { Ok(()) });
        assert!(!jobs.wait(&done).await.unwrap().resumable);
        assert!(matches!(events.recv().await.unwrap(), Event::Job { job } if job.job == failed));
    }

    #[tokio::test]
    async fn a_fault_in_a_job_ends_it_with_an_error() {
        let (jobs, _events) = jobs();
        let id = jobs.start(JobKind::Sync, "sync".into(), None, |_| async {
            let fault = |yes: bool| assert!(!yes, "a fault");
            fault(true);
            Ok(())
        });
        let view = jobs.wait(&id).await.unwrap();
        assert_eq!(
            (view.state, view.error.unwrap().code),
            (JobState::Failed, Code::Internal)
        );
    }

    #[tokio::test]
    async fn a_job_nobody_started_is_a_clear_error() {
        let (jobs, _events) = jobs();
        assert_eq!(jobs.get("77").unwrap_err().code, Code::NotFound);
        assert_eq!(jobs.cancel("x").unwrap_err().code, Code::NotFound);
    }
}
